package gatehouse.sip;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Trouble;
import java.time.Instant;

/// How a line to a PBX stands.
public sealed interface LineState {
    record Registering() implements LineState {}

    /// Calls reach us through this line; it is renewed long before `until`.
    record Registered(Instant until) implements LineState {
        public Registered {
            requireNonNull(until);
        }
    }

    /// No call reaches us through this line. It tries again by itself at `retryAt`.
    record Failed(Trouble trouble, Instant retryAt) implements LineState {
        public Failed {
            requireNonNull(trouble);
            requireNonNull(retryAt);
        }
    }
}
