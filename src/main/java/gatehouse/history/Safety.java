package gatehouse.history;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Trouble;
import java.time.Instant;

/// How the history stands: what the lamp says.
public sealed interface Safety {
    /// Everything kept, verified and searchable. The chain is intact up to `intactTo`.
    record Safe(Instant intactTo) implements Safety {
        public Safe {
            requireNonNull(intactTo);
        }
    }

    /// Everything kept; the search does not show the newest events yet.
    record Behind() implements Safety {}

    /// Something is wrong. While `keeping` is true events are still made durable, so doors may be opened.
    record Failing(Trouble trouble, boolean keeping) implements Safety {
        public Failing {
            requireNonNull(trouble);
        }
    }
}
