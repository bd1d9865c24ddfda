package gatehouse.video;

import gatehouse.darkroom.AccessUnit;

/// When each picture of a film is due, in 1/90000 s since its first. The camera's own clock says it, so that the
/// jitter of the network is not filmed; where that clock jumps, as with a new connection, the arrivals say it.
///
/// Confined to one thread.
final class FilmClock {
    private static final long SECOND = 90_000;
    private static final long MOST_APART = 2 * SECOND;

    private long time = -1;
    private long mediaTime;
    private long arrived;

    /// Always later than the picture before.
    long at(AccessUnit unit) {
        if (time < 0) {
            time = 0;
        } else {
            long told = unit.mediaTime() - mediaTime;
            long seen = (unit.arrivedNanos() - arrived) * 9 / 100_000;
            boolean trusted = told > 0 && Math.abs(told - seen) <= MOST_APART;
            time += Math.max(1, trusted ? told : seen);
        }
        mediaTime = unit.mediaTime();
        arrived = unit.arrivedNanos();
        return time;
    }
}
