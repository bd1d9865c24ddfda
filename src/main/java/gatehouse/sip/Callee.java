package gatehouse.sip;

import static java.util.Objects.requireNonNull;

/// Whom we call, or to whom a call is sent on.
public sealed interface Callee {
    /// A number at the exchange of this line.
    record Extension(String lineId, String number) implements Callee {
        public Extension {
            requireNonNull(lineId);
            requireNonNull(number);
        }
    }

    /// A station at its own address, without an exchange. Over TLS nobody is called like this.
    record Direct(String host, int port, Transport transport, String user) implements Callee {
        public Direct {
            requireNonNull(host);
            requireNonNull(transport);
            requireNonNull(user);
        }
    }
}
