package gatehouse.sip;

import static java.util.Objects.requireNonNull;

/// Who calls, by what can be checked: where the INVITE came from and to which binding. Never by the From header of a
/// station that nobody vouches for, and never by a display name.
public sealed interface Source {
    /// The PBX of this line sent the call to the secret contact we registered there; the number is the one the PBX
    /// asserts (P-Asserted-Identity before From).
    record Registered(String lineId, String number) implements Source {
        public Registered {
            requireNonNull(lineId);
            requireNonNull(number);
        }
    }

    /// A listed station, exactly as it is listed: port 0 means that any port of the host is its own.
    record Peer(String host, int port) implements Source {
        public Peer {
            requireNonNull(host);
        }
    }

    /// Nobody we know. `claimed` is what it says of itself, shortened and free of control characters; good for a log
    /// only.
    record Unknown(String host, int port, String claimed) implements Source {
        public Unknown {
            requireNonNull(host);
            requireNonNull(claimed);
        }
    }
}
