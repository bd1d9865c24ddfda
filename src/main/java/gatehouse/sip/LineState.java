package gatehouse.sip;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Trouble;
import java.time.Instant;
import java.util.Optional;

/// How a line to a PBX stands.
public sealed interface LineState {
    record Registering() implements LineState {}

    /// Calls reach us through this line; it is renewed long before `until`. `server` is the exchange that took it,
    /// `instead` the fault of the one that should have.
    record Registered(Instant until, Server server, Optional<Trouble> instead) implements LineState {
        public Registered {
            requireNonNull(until);
            requireNonNull(server);
            requireNonNull(instead);
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
