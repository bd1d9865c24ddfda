package gatehouse.darkroom;

import java.time.Duration;

/// Decides how much work is to be saved, from how far behind the pictures are. Slow to begin and slower to end, so that
/// it does not swing.
///
/// Not safe for threads by itself.
final class Overload {
    /// A picture that is shown so long after it arrived is behind; a picture in time is well below half of it.
    static final Duration BEHIND = Duration.ofMillis(250);

    static final Duration IN_TIME = Duration.ofMillis(120);
    static final Duration UP_AFTER = Duration.ofSeconds(2);
    static final Duration DOWN_AFTER = Duration.ofSeconds(10);

    private static final Thrift[] STEPS = Thrift.values();

    private Thrift step = Thrift.NONE;
    private boolean behind;
    private boolean inTime;
    private long sinceNanos;

    /// `worst`: the longest that any live picture took since the last look.
    Thrift look(Duration worst, long now) {
        boolean isBehind = worst.compareTo(BEHIND) > 0;
        boolean isInTime = worst.compareTo(IN_TIME) < 0;
        if (isBehind != behind || isInTime != inTime) {
            behind = isBehind;
            inTime = isInTime;
            sinceNanos = now;
        }
        long held = now - sinceNanos;
        if (behind && held >= UP_AFTER.toNanos() && step != Thrift.HALF_RATE) {
            step = STEPS[step.ordinal() + 1];
            sinceNanos = now;
        } else if (inTime && held >= DOWN_AFTER.toNanos() && step != Thrift.NONE) {
            step = STEPS[step.ordinal() - 1];
            sinceNanos = now;
        }
        return step;
    }
}
