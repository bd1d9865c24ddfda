package gatehouse.door;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// Where somebody can be called.
public sealed interface CallAt {
    /// A number at the PBX of this line.
    record Extension(String line, String number) implements CallAt {
        public Extension {
            requireNonNull(line);
            requireNonNull(number);
        }
    }

    /// A telephone or station that is called straight; `user` may be empty. Over TLS it shows a certificate with the
    /// key of the `pin` (SHA-256 in base64) or, without one, a certificate that this computer trusts for the host.
    record Address(String user, String host, int port, By by, Optional<String> pin) implements CallAt {
        public Address {
            requireNonNull(user);
            requireNonNull(host);
            requireNonNull(by);
            requireNonNull(pin);
            if (pin.isPresent() && by != By.TLS) {
                throw new IllegalArgumentException("Only over TLS a certificate is shown");
            }
        }

        public Address(String user, String host, int port, By by) {
            this(user, host, port, by, Optional.empty());
        }

        /// By UDP.
        public Address(String user, String host, int port) {
            this(user, host, port, By.UDP);
        }
    }

    /// How the call itself is said.
    enum By {
        UDP(5060),
        TCP(5060),
        TLS(5061);

        private final int usualPort;

        By(int usualPort) {
            this.usualPort = usualPort;
        }

        public int usualPort() {
            return usualPort;
        }
    }

    /// In the words of an installer.
    default String words() {
        return switch (this) {
            case Extension e -> "extension " + e.number() + " through " + e.line();
            case Address a ->
                (a.user().isEmpty() ? "" : a.user() + "@") + a.host() + ":" + a.port()
                        + (a.by() == By.UDP ? "" : " by " + a.by());
        };
    }
}
