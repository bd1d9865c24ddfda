package gatehouse.site;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Login;
import java.time.Duration;

/// One registration of the console at a PBX. `number` is the extension the console is there; `login` is what the PBX
/// asks for; `domain` is the realm part of the address of record.
public record Line(
        String id,
        String host,
        int port,
        Transport transport,
        String domain,
        String number,
        Login login,
        Duration expires) {
    public Line {
        requireNonNull(id);
        requireNonNull(host);
        requireNonNull(transport);
        requireNonNull(domain);
        requireNonNull(number);
        requireNonNull(login);
        requireNonNull(expires);
    }
}
