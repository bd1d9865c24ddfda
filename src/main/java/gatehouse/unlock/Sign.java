package gatehouse.unlock;

import gatehouse.door.TellsBy;
import java.time.Instant;

/// Something that a door told. `nanos` is the moment on the monotonic clock, `by` the teller.
sealed interface Sign {
    String by();

    Instant at();

    long nanos();

    /// How the console came to know it.
    enum From {
        /// The teller told it when it became so.
        TOLD,
        /// It was asked, again and again: what was between two questions is not known.
        ASKED,
        /// Somebody between kept it, and nobody knows how old it is: it proves nothing.
        KEPT
    }

    /// How a part stands. `change`: it came to stand so now; else it is told for the first time, or asked for.
    record State(TellsBy.Part part, boolean open, boolean change, From from, String by, Instant at, long nanos)
            implements Sign {
        State(TellsBy.Part part, boolean open, boolean change, String by, Instant at, long nanos) {
            this(part, open, change, From.TOLD, by, at, nanos);
        }

        boolean is(TellsBy.Part which, boolean how) {
            return part == which && open == how;
        }
    }

    record Mode(DoorNews.Mode mode, String by, Instant at, long nanos) implements Sign {}

    /// The device itself calls the door forced, or open for too long.
    record Alarm(boolean forced, String by, Instant at, long nanos) implements Sign {}

    record Tamper(boolean begins, String by, Instant at, long nanos) implements Sign {}

    record Fault(String words, String by, Instant at, long nanos) implements Sign {}

    /// The teller can be heard.
    record Heard(String by, Instant at, long nanos) implements Sign {}

    /// The teller cannot be heard any more, and why.
    record Deaf(String why, String by, Instant at, long nanos) implements Sign {}
}
