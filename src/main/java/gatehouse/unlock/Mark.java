package gatehouse.unlock;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/// What is known of one step of an opening.
public sealed interface Mark {
    /// It happened: when by the wall clock, how long after the click by the monotonic one, and by what it is known.
    record Known(Instant at, Duration afterClick, String by) implements Mark {
        public Known {
            requireNonNull(at);
            requireNonNull(afterClick);
            requireNonNull(by);
        }
    }

    /// It may still be told.
    record Pending() implements Mark {}

    /// It could have been told, and was not in time; nor will it be waited for any longer.
    record NotTold() implements Mark {}

    /// Nothing at this door tells of it.
    record NotKnowable() implements Mark {}
}
