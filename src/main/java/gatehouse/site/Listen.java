package gatehouse.site;

import static java.util.Objects.requireNonNull;

/// An address on which the console takes calls straight from door stations. Port 0 takes a free one.
public record Listen(Transport transport, String host, int port) {
    public Listen {
        requireNonNull(transport);
        requireNonNull(host);
    }
}
