package gatehouse.sim.onvif;

import gatehouse.sim.Leaf;
import gatehouse.sim.Lock;

/// A door of the door control service: its token, its bolt and its leaf.
public record ControlledDoor(String token, String name, Lock lock, Leaf leaf) {
    String mode() {
        return switch (lock.mode()) {
            case HELD -> "Unlocked";
            case LOCKED_DOWN -> "LockedDown";
            case NORMAL -> lock.state() == Lock.State.UNLOCKED ? "Accessed" : "Locked";
        };
    }

    String bolt() {
        return lock.state() == Lock.State.UNLOCKED ? "Unlocked" : "Locked";
    }

    String stands() {
        return leaf.isOpen() ? "Open" : "Closed";
    }
}
