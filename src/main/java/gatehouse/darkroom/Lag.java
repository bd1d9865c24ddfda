package gatehouse.darkroom;

import java.time.Duration;

/// How long the pictures of one development take from their arrival to here. The first ones come from the warm memory
/// and are old by nature: it counts from the first one in time, or after a few seconds in any case.
///
/// Safe for any thread.
final class Lag {
    private static final long HURRY_NANOS = Duration.ofSeconds(3).toNanos();

    private final long beganNanos;
    private long worst; // these: guarded by this
    private boolean live;
    private long waitingSince;
    private boolean waiting;

    Lag(long now) {
        this.beganNanos = now;
    }

    /// A picture is here that arrived so long ago.
    synchronized void through(long nanos) {
        live |= nanos < Overload.IN_TIME.toNanos();
        worst = Math.max(worst, nanos);
    }

    /// A picture waits for the decoder from now on, or not any more.
    synchronized void waits(boolean yes, long now) {
        waiting = yes;
        waitingSince = now;
    }

    /// The worst since the last time this was asked.
    synchronized Duration take(long now) {
        live |= now - beganNanos > HURRY_NANOS;
        long longest = Math.max(worst, waiting ? now - waitingSince : 0);
        worst = 0;
        return live ? Duration.ofNanos(longest) : Duration.ZERO;
    }
}
