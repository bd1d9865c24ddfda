package gatehouse.rtp;

/// How late packets come against the earliest ones, in clock units. The earliest creeps forward a little so that a
/// slow clock at the other end does not pass for lateness; the worst is believed at once and forgotten over some
/// seconds.
///
/// Confined to the jitter buffer.
final class Lateness {
    private static final double FORGET = 1.0 / 125;
    private static final double CREEP = 0.02; // units per packet: 125 ppm at 20 ms and 8 kHz

    private final int clockRate;
    private boolean begun;
    private long firstNanos;
    private long firstTimestamp;
    private double earliest;
    private double worst;

    Lateness(int clockRate) {
        this.clockRate = clockRate;
    }

    /// How late this one is.
    double note(long timestamp, long arrivalNanos) {
        if (!begun) {
            begun = true;
            firstNanos = arrivalNanos;
            firstTimestamp = timestamp;
            earliest = 0;
            worst = 0;
            return 0;
        }
        double delay = (arrivalNanos - firstNanos) * 1e-9 * clockRate - (int) (timestamp - firstTimestamp);
        if (Math.abs(delay - earliest) > 5.0 * clockRate) {
            begun = false;
            return note(timestamp, arrivalNanos);
        }
        earliest = Math.min(earliest + CREEP, delay);
        double lateness = delay - earliest;
        worst = lateness > worst ? lateness : worst + (lateness - worst) * FORGET;
        return lateness;
    }

    long recentWorst() {
        return (long) Math.ceil(worst);
    }

    void restart() {
        begun = false;
        worst = 0;
    }
}
