package gatehouse.ui.wall;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The tour: shows one page after the other, and waits while somebody is at work on the wall.
///
/// Confined to the screen's thread.
final class Carousel {
    static final List<Duration> CHOICES =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(30));
    /// So long after the last move of the mouse or key somebody is still taken to be at work.
    static final Duration ATTENTION = Duration.ofSeconds(10);

    /// `left` is the time until the next page; `held` says that it does not run down now.
    record Standing(Duration left, boolean held) {}

    private Optional<Duration> every = Optional.empty();
    private Duration left = Duration.ZERO;
    private Instant at = Instant.EPOCH;
    private Instant touched = Instant.EPOCH;
    private boolean held;

    void every(Optional<Duration> next, Instant now) {
        every = requireNonNull(next);
        left = next.orElse(Duration.ZERO);
        at = now;
    }

    Optional<Duration> every() {
        return every;
    }

    /// Somebody moved the mouse over the wall, or pressed a key.
    void touched(Instant now) {
        touched = now;
    }

    /// Another page came into view by hand: it gets its whole time.
    void restart() {
        left = every.orElse(Duration.ZERO);
    }

    /// Answers whether it is time for the next page. `busy` holds it for other reasons: a spot is open, a menu, or
    /// there
    /// is only one page. A clock that is set back or forth makes no more than one page change.
    boolean tick(Instant now, boolean busy) {
        boolean back = now.isBefore(at) || now.isBefore(touched);
        var free = touched.plus(ATTENTION);
        var from = at.isAfter(free) ? at : free;
        at = now;
        if (back) {
            touched = Instant.EPOCH;
        }
        held = busy || (!back && now.isBefore(free));
        if (every.isEmpty() || held || back) {
            return false;
        }
        var passed = Duration.between(from, now);
        left = left.minus(passed);
        if (left.isPositive()) {
            return false;
        }
        left = every.get();
        return true;
    }

    /// Empty while no tour is wanted.
    Optional<Standing> standing() {
        return every.map(e -> new Standing(left, held));
    }
}
