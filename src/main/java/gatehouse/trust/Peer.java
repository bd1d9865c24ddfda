package gatehouse.trust;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/// Who is at the other end of a connection, as it was opened.
public record Peer(String host, int port) {
    public Peer {
        host = requireNonNull(host).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
