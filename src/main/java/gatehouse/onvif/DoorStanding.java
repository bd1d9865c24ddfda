package gatehouse.onvif;

import static java.util.Objects.requireNonNull;

/// How a door stands, in the words of the door control specification: `DoorMode`, `DoorPhysicalState`,
/// `LockPhysicalState`, `DoorAlarmState`, each empty when the device does not tell.
public record DoorStanding(String mode, String leaf, String lock, String alarm) {
    public DoorStanding {
        requireNonNull(mode);
        requireNonNull(leaf);
        requireNonNull(lock);
        requireNonNull(alarm);
    }
}
