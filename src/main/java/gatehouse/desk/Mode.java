package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/// How a door is meant to stand until somebody or the clock says otherwise. Whatever is not normal is shown on every
/// screen.
public sealed interface Mode {
    /// Locked; opened by a pulse that the device ends.
    record Normal() implements Mode {}

    /// Open without asking until that moment, by a person or by the site's schedule.
    record HeldOpen(UUID command, Instant since, Instant until, String by, boolean scheduled, Taken taken)
            implements Mode {
        public HeldOpen {
            requireNonNull(command);
            requireNonNull(since);
            requireNonNull(until);
            requireNonNull(by);
            requireNonNull(taken);
        }
    }

    /// Nobody opens it from this desk until it is released. `where` is what was locked down: the door, its group or the
    /// whole site.
    record LockedDown(UUID command, Instant since, String by, Where where, Taken taken) implements Mode {
        public LockedDown {
            requireNonNull(command);
            requireNonNull(since);
            requireNonNull(by);
            requireNonNull(where);
            requireNonNull(taken);
        }
    }

    /// What the door itself has to do with it.
    record Taken(How how, String words) {
        public Taken {
            requireNonNull(how);
            requireNonNull(words);
        }
    }

    enum How {
        /// The order is on its way.
        PENDING,
        /// The device holds it, and ends it by itself if this desk is gone by then.
        DEVICE_ENDS,
        /// The device holds it; this desk must end it.
        DESK_ENDS,
        /// Only this desk keeps to it: the device cannot be told.
        DESK_ONLY,
        /// Told, and nobody said what became of it.
        NOT_CONFIRMED,
        REFUSED
    }

    Mode NORMAL = new Normal();
    Taken PENDING = new Taken(How.PENDING, "");

    default boolean normal() {
        return this instanceof Normal;
    }

    default boolean lockedDown() {
        return this instanceof LockedDown;
    }

    default boolean heldOpen() {
        return this instanceof HeldOpen;
    }

    default Mode with(Taken taken) {
        return switch (this) {
            case Normal it -> it;
            case HeldOpen h -> new HeldOpen(h.command(), h.since(), h.until(), h.by(), h.scheduled(), taken);
            case LockedDown l -> new LockedDown(l.command(), l.since(), l.by(), l.where(), taken);
        };
    }
}
