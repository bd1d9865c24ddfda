package gatehouse.door;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/// Where a door's pictures come from. `sub` is the small stream for the wall; where a door has only one, both are the
/// same address.
public record Streams(URI main, URI sub, Login login, Fetch fetch) {
    public Streams {
        requireNonNull(main);
        requireNonNull(sub);
        requireNonNull(login);
        requireNonNull(fetch);
    }

    public Streams(URI main, URI sub, Login login) {
        this(main, sub, login, Fetch.STANDARD);
    }
}
