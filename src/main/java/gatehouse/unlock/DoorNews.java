package gatehouse.unlock;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import java.time.Duration;
import java.time.Instant;

/// What a door tells of itself, by an order or without one. `by` says what told it.
public sealed interface DoorNews {
    DoorId door();

    String output();

    Instant at();

    /// The bolt or relay was released.
    record Released(DoorId door, String output, Instant at, String by) implements DoorNews {}

    /// The bolt is back; `secured`: the leaf is shut too, as far as that is told.
    record Relocked(DoorId door, String output, Instant at, String by, boolean secured) implements DoorNews {}

    /// The leaf was opened, after an order or a release.
    record Opened(DoorId door, String output, Instant at, String by) implements DoorNews {}

    record Closed(DoorId door, String output, Instant at, String by) implements DoorNews {}

    /// The leaf was opened, and nobody had ordered or released it.
    record Forced(DoorId door, String output, Instant at, String by) implements DoorNews {}

    /// The leaf stands open for longer than it may.
    record HeldOpen(DoorId door, String output, Instant at, String by, Duration since) implements DoorNews {}

    /// The device itself says in which mode it is.
    record ModeTold(DoorId door, String output, Instant at, Mode mode, String by) implements DoorNews {}

    /// Somebody is at the device or its contacts; `begins` is false when that is over.
    record Tamper(DoorId door, String output, Instant at, boolean begins, String by) implements DoorNews {}

    /// The device reports a fault of the door or lock, in its own words.
    record Fault(DoorId door, String output, Instant at, String words) implements DoorNews {}

    /// The door is heard no more, and why; it is tried again.
    record Deaf(DoorId door, String output, Instant at, String why) implements DoorNews {}

    /// The door is heard, for the first time or again.
    record Heard(DoorId door, String output, Instant at) implements DoorNews {}

    /// How a door works.
    enum Mode {
        NORMAL,
        HELD_OPEN,
        LOCKED_DOWN
    }

    /// How a door stands, as far as it is told.
    record Standing(Tri released, Tri open) {
        public static final Standing UNTOLD = new Standing(Tri.UNTOLD, Tri.UNTOLD);

        public Standing {
            requireNonNull(released);
            requireNonNull(open);
        }
    }

    enum Tri {
        YES,
        NO,
        UNTOLD
    }
}
