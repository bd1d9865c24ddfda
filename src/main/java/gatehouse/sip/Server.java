package gatehouse.sip;

import static java.util.Objects.requireNonNull;

/// An exchange or a proxy, as the site file names it.
public record Server(String host, int port) {
    public Server {
        requireNonNull(host);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("There is no port " + port);
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
