package gatehouse.door;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// An MQTT 5 broker. `pin` is its certificate by its key (SHA-256, base64), for TLS without one that this computer
/// trusts.
public record Broker(String host, int port, boolean tls, Login login, Optional<String> pin) {
    public Broker {
        requireNonNull(host);
        requireNonNull(login);
        requireNonNull(pin);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("A port is 1 to 65535, not " + port);
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
