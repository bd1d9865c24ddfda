package gatehouse.lifecycle;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next try: doubles from `first` up to `most`, spread by a fifth so that many doors that
/// went down together do not come back in one breath.
public record Backoff(Duration first, Duration most) {
    public Backoff {
        if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("A back-off grows from more than nothing: " + first + " to " + most);
        }
    }

    /// The pause after `failures` failures in a row, counted from one.
    public Duration pause(int failures, RandomGenerator random) {
        int doublings = Math.min(Math.max(failures - 1, 0), 30);
        long millis = Math.min(first.toMillis() << doublings, most.toMillis());
        if (millis <= 0) {
            millis = most.toMillis();
        }
        return Duration.ofMillis(Math.max(1, (long) (millis * (0.8 + 0.4 * random.nextDouble()))));
    }
}
