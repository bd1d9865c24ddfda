package gatehouse.site;

import static java.util.Objects.requireNonNull;

/// A PBX or a SIP proxy, by its address.
public record Exchange(String host, int port) {
    public Exchange {
        requireNonNull(host);
    }
}
