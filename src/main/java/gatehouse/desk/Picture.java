package gatehouse.desk;

import gatehouse.door.Trouble;
import java.time.Instant;
import java.util.Optional;

/// What the desk knows of a door's video connection. The pictures themselves never come here.
public sealed interface Picture {
    record Connecting() implements Picture {}

    record Live(Instant since) implements Picture {}

    record Troubled(Trouble trouble, Instant since, Optional<Instant> retryAt) implements Picture {}
}
