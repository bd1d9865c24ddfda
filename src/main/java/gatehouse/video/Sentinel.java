package gatehouse.video;

import gatehouse.video.View.Sight;
import java.time.Duration;

/// Names what is wrong with pictures that keep coming: dark all over, one colour all over, or exactly the same again
/// and
/// again. Told within two seconds, taken back with the first look that sees better.
///
/// Brightness counts by blocks, so that the noise of a sensor makes no variance; a picture counts as the same only when
/// no sampled pixel differs, which in a real scene the noise does not allow.
///
/// Not safe for threads by itself.
final class Sentinel {
    /// Of 255: what a sensor gives with its lid on, noise and black level included.
    private static final float DARK = 24;

    /// The square of five steps of brightness: below that there is nothing to see.
    private static final float EVEN = 25;

    private static final long HELD_NANOS = Duration.ofMillis(800).toNanos();
    private static final long REPEATED_NANOS = Duration.ofMillis(1200).toNanos();
    private static final int LEAST_REPEATS = 2;

    /// One look at a picture as a whole: its number, the mean and the variance of its brightness, and how many looks in
    /// a row saw exactly the same.
    record Look(int number, float mean, float variance, int repeats) {}

    private int last;
    private Sight.Kind even = Sight.Kind.CLEAR;
    private long evenSince;
    private boolean repeating;
    private long repeatingSince;
    private Sight.Kind named = Sight.Kind.CLEAR;
    private long namedSince;

    /// Number 0 is no look: of a part of the picture nothing can be said.
    void see(Look look, long now) {
        if (look.number() == 0) {
            forget();
            return;
        }
        if (look.number() == last) {
            return;
        }
        last = look.number();
        var kind =
                look.variance() >= EVEN ? Sight.Kind.CLEAR : look.mean() < DARK ? Sight.Kind.BLACK : Sight.Kind.COVERED;
        if (kind != even) {
            even = kind;
            evenSince = now;
        }
        if (look.repeats() == 0) {
            repeating = false;
        } else if (!repeating) {
            repeating = true;
            repeatingSince = now;
        }
        name(look.repeats(), now);
    }

    private void name(int repeats, long now) {
        if (even != Sight.Kind.CLEAR) {
            if (now - evenSince >= HELD_NANOS) {
                named = even;
                namedSince = evenSince;
            } else if (named == Sight.Kind.REPEATED && !repeating) {
                named = Sight.Kind.CLEAR;
            }
        } else if (repeating && repeats >= LEAST_REPEATS && now - repeatingSince >= REPEATED_NANOS) {
            named = Sight.Kind.REPEATED;
            namedSince = repeatingSince;
        } else {
            named = Sight.Kind.CLEAR;
        }
    }

    private void forget() {
        last = 0;
        even = Sight.Kind.CLEAR;
        repeating = false;
        named = Sight.Kind.CLEAR;
    }

    Sight sight(long now) {
        return named == Sight.Kind.CLEAR ? Sight.CLEAR : new Sight(named, Duration.ofNanos(now - namedSince));
    }
}
