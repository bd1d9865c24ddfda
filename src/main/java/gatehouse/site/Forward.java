package gatehouse.site;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/// A call that nobody took for so long goes to this target; at once when `after` is zero. With a `schedule`, only at
/// its times.
public record Forward(Duration after, String target, Optional<String> schedule) {
    public Forward {
        requireNonNull(after);
        requireNonNull(target);
        requireNonNull(schedule);
    }
}
