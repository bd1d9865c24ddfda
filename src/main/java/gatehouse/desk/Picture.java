package gatehouse.desk;

import gatehouse.door.Trouble;
import java.time.Instant;
import java.util.Optional;

/// What the desk knows of a door's video connection. The pictures themselves never come here.
public sealed interface Picture {
    record Connecting() implements Picture {}

    /// A door without a camera of its own: it is seen in its calls only, and there is none.
    record InCalls() implements Picture {}

    record Live(Instant since) implements Picture {}

    record Troubled(Trouble trouble, Instant since, Optional<Instant> retryAt) implements Picture {}
}
