package gatehouse.ui.shell;

import java.time.Duration;

/// When a desk at which nobody touches anything locks itself, by a monotonic clock in nanoseconds. Pure but for what it
/// remembers.
///
/// Confined to whoever asks.
final class IdleClock {
    private final Duration after;
    private long touched;

    IdleClock(Duration after, long now) {
        this.after = after;
        this.touched = now;
    }

    Duration after() {
        return after;
    }

    void touch(long now) {
        touched = now;
    }

    /// How much longer it stays open; zero when it is to be locked.
    Duration left(long now) {
        var left = after.minusNanos(now - touched);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
