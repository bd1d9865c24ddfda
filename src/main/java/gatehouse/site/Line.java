package gatehouse.site;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Login;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One registration of the console at a PBX. `exchanges` are tried in their order; `proxy` stands before all of them.
/// `number` is the extension the console is there; `login` is what the PBX asks for; `domain` is the realm part of the
/// address of record. `keepAlive` is the pause between two signs of life, zero for none. `pin` is that of the
/// certificate shown over TLS, for a PBX whose certificate this computer would not trust by itself.
public record Line(
        String id,
        List<Exchange> exchanges,
        Optional<Exchange> proxy,
        LineTransport transport,
        Optional<String> pin,
        String domain,
        String number,
        Login login,
        Duration expires,
        Duration keepAlive,
        LineMedia media) {
    public static final Duration USUAL_KEEP_ALIVE = Duration.ofSeconds(25);

    public Line {
        requireNonNull(id);
        exchanges = List.copyOf(exchanges);
        requireNonNull(proxy);
        requireNonNull(transport);
        requireNonNull(pin);
        requireNonNull(domain);
        requireNonNull(number);
        requireNonNull(login);
        requireNonNull(expires);
        requireNonNull(keepAlive);
        requireNonNull(media);
    }

    /// Spoken in the usual way.
    public Line(
            String id,
            List<Exchange> exchanges,
            Optional<Exchange> proxy,
            LineTransport transport,
            Optional<String> pin,
            String domain,
            String number,
            Login login,
            Duration expires,
            Duration keepAlive) {
        this(id, exchanges, proxy, transport, pin, domain, number, login, expires, keepAlive, LineMedia.USUAL);
    }

    public Line with(LineMedia other) {
        return new Line(id, exchanges, proxy, transport, pin, domain, number, login, expires, keepAlive, other);
    }

    /// At one exchange, without TLS.
    public static Line of(
            String id,
            Exchange exchange,
            LineTransport transport,
            String domain,
            String number,
            Login login,
            Duration expires) {
        return new Line(
                id,
                List.of(exchange),
                Optional.empty(),
                transport,
                Optional.empty(),
                domain,
                number,
                login,
                expires,
                USUAL_KEEP_ALIVE);
    }
}
