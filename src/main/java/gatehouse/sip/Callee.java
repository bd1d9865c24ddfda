package gatehouse.sip;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// Whom we call, or to whom a call is sent on.
public sealed interface Callee {
    /// A number at the exchange of this line.
    record Extension(String lineId, String number) implements Callee {
        public Extension {
            requireNonNull(lineId);
            requireNonNull(number);
        }
    }

    /// A station at its own address, without an exchange; `secured` says how it is known over TLS.
    record Direct(String host, int port, Transport transport, String user, Optional<Secured> secured)
            implements Callee {
        public Direct {
            requireNonNull(host);
            requireNonNull(transport);
            requireNonNull(user);
            if (secured.isPresent() != (transport == Transport.TLS)) {
                throw new IllegalArgumentException("\"" + host + "\" does not say how it is known");
            }
        }

        public Direct(String host, int port, Transport transport, String user) {
            this(host, port, transport, user, Optional.empty());
        }
    }
}
