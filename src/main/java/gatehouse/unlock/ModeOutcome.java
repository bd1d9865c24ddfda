package gatehouse.unlock;

import static java.util.Objects.requireNonNull;

/// What became of an order for a mode.
public sealed interface ModeOutcome {
    /// The device says that it is in that mode.
    record Set(String how) implements ModeOutcome {
        public Set {
            requireNonNull(how);
        }
    }

    /// The device took the order, and tells nothing of its mode.
    record Accepted() implements ModeOutcome {}

    /// The order went out, and nobody knows what became of it.
    record Unknown(String why) implements ModeOutcome {
        public Unknown {
            requireNonNull(why);
        }
    }

    /// The door stayed as it was.
    record Refused(String why) implements ModeOutcome {
        public Refused {
            requireNonNull(why);
        }
    }
}
