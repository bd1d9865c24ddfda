package gatehouse.onvif;

import java.time.Duration;

/// A moment after which nobody waits any more, on the monotonic clock, so that a stepped wall clock shortens or
/// stretches no wait.
public record Deadline(long nanos) {
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    public boolean passed() {
        return nanos - System.nanoTime() <= 0;
    }

    /// The same moment, or `most` from now when that comes first.
    public Deadline atMost(Duration most) {
        return left().compareTo(most) <= 0 ? this : in(most);
    }

    /// What is left for a socket that takes milliseconds and understands 0 as "for ever".
    int socketMillis() {
        return Math.clamp(left().toMillis(), 1, Integer.MAX_VALUE);
    }
}
