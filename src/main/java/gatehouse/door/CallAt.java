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

    /// A telephone or station that is called straight; `user` may be empty.
    record Address(String user, String host, int port) implements CallAt {
        public Address {
            requireNonNull(user);
            requireNonNull(host);
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
