package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Door;
import java.util.Optional;

/// A door at this moment: its video, and its last opening until the next ring.
public record DoorState(Door door, Picture picture, Optional<Opening> opening) {
    public DoorState {
        requireNonNull(door);
        requireNonNull(picture);
        requireNonNull(opening);
    }

    DoorState with(Picture next) {
        return new DoorState(door, next, opening);
    }

    DoorState with(Optional<Opening> next) {
        return new DoorState(door, picture, next);
    }

    DoorState with(Door next) {
        return new DoorState(next, picture, opening);
    }
}
