package gatehouse.sim.http;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One request that was read whole and found within bounds. `target` is the request target as it stood on the wire,
/// `path` the same without its query. Header names are in lower case; of repeated headers the first is kept.
public record Ask(
        String method, String path, String target, Map<String, String> headers, byte[] body, InetAddress from) {
    public Ask {
        headers = Map.copyOf(headers);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
