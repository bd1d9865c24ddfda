package gatehouse.onvif;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Map;

/// One HTTP request: `operation` is what it is for, in the words of the fault it may end in; `body` is sent as UTF-8
/// and
/// may be empty; answers larger than `most` bytes are refused.
public record HttpAsk(
        String operation,
        String method,
        URI to,
        Map<String, String> headers,
        String body,
        Deadline deadline,
        int most) {
    public HttpAsk {
        requireNonNull(operation);
        requireNonNull(method);
        requireNonNull(to);
        headers = Map.copyOf(headers);
        requireNonNull(body);
        requireNonNull(deadline);
    }

    /// Path and query as they stand in the request line and in a digest.
    public static String target(URI uri) {
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
}
