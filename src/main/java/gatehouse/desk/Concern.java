package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Something about a door that somebody has to look at. It stays on every screen, also when the door is fine again,
/// until a person says that he looked; who that was goes on record. `over` says when the door was fine again.
public record Concern(
        UUID id, Kind kind, DoorId door, String doorName, String words, Instant at, Optional<Instant> over) {
    public enum Kind {
        /// An order went out, and nobody knows what became of it.
        NOT_CONFIRMED,
        /// Open without anybody having opened it.
        FORCED,
        HELD_TOO_LONG,
        /// Opened by a supervisor although nothing could be put on record.
        OFF_RECORD,
        /// A door did not take, or may not have taken, the mode it was given.
        MODE_IN_DOUBT
    }

    public Concern {
        requireNonNull(id);
        requireNonNull(kind);
        requireNonNull(door);
        requireNonNull(doorName);
        requireNonNull(words);
        requireNonNull(at);
        requireNonNull(over);
    }

    /// Whether the alarm sounds for it until somebody looked.
    public boolean loud() {
        return switch (kind) {
            case FORCED, HELD_TOO_LONG, OFF_RECORD -> true;
            case NOT_CONFIRMED, MODE_IN_DOUBT -> false;
        };
    }

    Concern ended(Instant when) {
        return new Concern(id, kind, door, doorName, words, at, over.isPresent() ? over : Optional.of(when));
    }
}
