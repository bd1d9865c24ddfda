package gatehouse.door;

import static java.util.Objects.requireNonNull;

/// How a call is known to come from this door: by a source that was authenticated, never by what the caller says of
/// himself.
public sealed interface CallsFrom {
    /// An extension of the PBX at which the console itself is registered; the PBX vouches for it.
    record Extension(String line, String number) implements CallsFrom {
        public Extension {
            requireNonNull(line);
            requireNonNull(number);
        }
    }

    /// A station that calls straight from this address. Port 0 means any port of the host.
    record Peer(String host, int port) implements CallsFrom {
        public Peer {
            requireNonNull(host);
        }
    }
}
