package gatehouse.video;

/// A camera's RTP clock, 90000 a second in 32 bits, made continuous: it begins at the arrival of the first picture and
/// then follows the camera's own steps, but never back. A clock that jumps, stands or runs backwards is set by arrival
/// again.
final class MediaClock {
    private static final long SECOND = 90_000;
    private static final long MOST_AHEAD = 10 * SECOND;

    /// Pictures sent in the order of decoding are a little out of the order of showing.
    private static final long MOST_BACK = 2 * SECOND;

    private boolean started;
    private long newest; // the camera's timestamp
    private long newestTime; // and its time here
    private long told;

    /// The time of a picture in units of 1/90000 s.
    long time(long timestamp, long arrivedNanos) {
        long arrived = arrivedNanos / 100_000 * 9;
        int step = (int) (timestamp - newest);
        long time = newestTime + step;
        if (!started || step > MOST_AHEAD || step < -MOST_BACK || time < arrived - MOST_AHEAD) {
            time = arrived;
            newest = timestamp;
            newestTime = started ? Math.max(time, told + 1) : time;
        } else if (step > 0) {
            newest = timestamp;
            newestTime = time;
        }
        told = started ? Math.max(time, told + 1) : time;
        started = true;
        return told;
    }
}
