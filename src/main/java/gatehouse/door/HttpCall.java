package gatehouse.door;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/// One HTTP(S) request as a template. In url, headers and body these stand for something: `{door}` and `{output}`
/// (their
/// ids), `{command}` (the id of the click), `{pulse}` and `{pulseMs}` (how long to open), `{hold}` (seconds to hold
/// open).
public record HttpCall(String method, String url, Map<String, String> headers, String body) {
    public HttpCall {
        requireNonNull(method);
        requireNonNull(url);
        headers = Map.copyOf(headers);
        requireNonNull(body);
    }

    public static HttpCall of(String method, String url) {
        return new HttpCall(method, url, Map.of(), "");
    }
}
