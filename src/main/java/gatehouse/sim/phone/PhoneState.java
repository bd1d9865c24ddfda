package gatehouse.sim.phone;

import static java.util.Objects.requireNonNull;

/// What a simulated phone is doing.
public sealed interface PhoneState {
    /// Nothing yet.
    record Idle() implements PhoneState {}

    /// The INVITE is out and nobody rings yet.
    record Dialling(String target) implements PhoneState {
        public Dialling {
            requireNonNull(target);
        }
    }

    /// It rings at the other side.
    record Ringing(String target) implements PhoneState {
        public Ringing {
            requireNonNull(target);
        }
    }

    /// It rings here.
    record Called(String by) implements PhoneState {
        public Called {
            requireNonNull(by);
        }
    }

    record Talking(String with) implements PhoneState {
        public Talking {
            requireNonNull(with);
        }
    }

    /// The last call is over: with a SIP status (200 after a talk, 487 when given up, 408 when nobody answered) and
    /// its reason.
    record Ended(int status, String reason) implements PhoneState {
        public Ended {
            requireNonNull(reason);
        }
    }
}
