package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Door;
import java.util.Optional;

/// A door at this moment: its video, its last opening until the next ring, and how it stands.
public record DoorState(Door door, Picture picture, Optional<Opening> opening, Standing standing) {
    public DoorState {
        requireNonNull(door);
        requireNonNull(picture);
        requireNonNull(opening);
        requireNonNull(standing);
    }

    public DoorState(Door door, Picture picture, Optional<Opening> opening) {
        this(door, picture, opening, Standing.NORMAL);
    }

    /// A door of which nothing has been seen yet.
    static DoorState fresh(Door door) {
        return new DoorState(
                door, door.camera().isPresent() ? new Picture.Connecting() : new Picture.InCalls(), Optional.empty());
    }

    /// Whether its picture is there, or comes with its call.
    boolean canBeSeen() {
        return picture instanceof Picture.Live || picture instanceof Picture.InCalls;
    }

    public Mode mode() {
        return standing.mode();
    }

    DoorState with(Picture next) {
        return new DoorState(door, next, opening, standing);
    }

    DoorState with(Optional<Opening> next) {
        return new DoorState(door, picture, next, standing);
    }

    DoorState with(Door next) {
        return new DoorState(next, picture, opening, standing);
    }

    public DoorState with(Standing next) {
        return new DoorState(door, picture, opening, next);
    }
}
