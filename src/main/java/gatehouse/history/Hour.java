package gatehouse.history;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/// How many visits began in the hour that begins at `start`.
public record Hour(Instant start, int visits) {
    public Hour {
        requireNonNull(start);
    }
}
