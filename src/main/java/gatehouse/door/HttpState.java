package gatehouse.door;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Pattern;

/// An address that answers a GET with how something stands. Without patterns the usual JSON is understood.
public record HttpState(String url, Optional<Pattern> open, Optional<Pattern> closed) {
    public HttpState {
        requireNonNull(url);
        requireNonNull(open);
        requireNonNull(closed);
    }

    public static HttpState of(String url) {
        return new HttpState(url, Optional.empty(), Optional.empty());
    }
}
