package gatehouse.door;

import static java.util.Objects.requireNonNull;

/// Where somebody can be called.
public sealed interface CallAt {
    /// A number at the PBX of this line.
    record Extension(String line, String number) implements CallAt {
        public Extension {
            requireNonNull(line);
            requireNonNull(number);
        }
    }

    /// A telephone or station that is called straight, by UDP unless it says TCP; `user` may be empty.
    record Address(String user, String host, int port, boolean tcp) implements CallAt {
        public Address {
            requireNonNull(user);
            requireNonNull(host);
        }

        public Address(String user, String host, int port) {
            this(user, host, port, false);
        }
    }

    /// In the words of an installer.
    default String words() {
        return switch (this) {
            case Extension e -> "extension " + e.number() + " through " + e.line();
            case Address a -> (a.user().isEmpty() ? "" : a.user() + "@") + a.host() + ":" + a.port();
        };
    }
}
