package gatehouse.rtp;

/// Counts what one source sent and what of it arrived, and how unevenly: RFC 3550 appendix A.1, A.3 and A.8.
///
/// Every packet of the source counts, telephone events too, for they share the sequence space. Only media packets are
/// timed: an event keeps its timestamp while it lasts and would look like jitter.
///
/// Safe for any thread.
public final class Reception {
    private static final int MAX_DROPOUT = 3000;
    private static final int MAX_MISORDER = 100;
    private static final int NONE = -1;

    private final int clockRate;
    private boolean begun; // this and all below: guarded by this
    private int ssrc;
    private long first;
    private long highest;
    private int suspect = NONE;
    private long received;
    private long earlierReceived;
    private long earlierExpected;
    private long expectedAtReport;
    private long receivedAtReport;
    private int lastTransit;
    private boolean timed;
    private double jitter;

    public Reception(int clockRate) {
        this.clockRate = clockRate;
    }

    /// What is known at one moment. `highest` is the extended highest sequence number, `jitter` is in clock units.
    public record Counts(int ssrc, long received, long expected, long highest, double jitter) {
        public long lost() {
            return Math.max(0, expected - received);
        }

        public double lostShare() {
            return expected <= 0 ? 0 : (double) lost() / expected;
        }
    }

    /// Notes a packet. False when its sequence number is so far off that it may be a stray; the source is believed
    /// when the next packet follows on from it.
    public synchronized boolean count(int source, int sequence) {
        if (!begun || source != ssrc) {
            restart(source, sequence);
            return true;
        }
        int step = (sequence - (int) (highest & 0xffff)) & 0xffff;
        if (step < MAX_DROPOUT) {
            highest += step;
        } else if (step <= 0x10000 - MAX_MISORDER) {
            if (sequence != suspect) {
                suspect = (sequence + 1) & 0xffff;
                return false;
            }
            restart(source, sequence);
            return true;
        }
        received++;
        return true;
    }

    /// Notes when a media packet arrived, by the monotonic clock: appendix A.8.
    public synchronized void time(long timestamp, long arrivalNanos) {
        long arrival = Math.floorMod(arrivalNanos, 1_000_000_000L * 3600) / 1000 * clockRate / 1_000_000;
        int transit = (int) (arrival - timestamp);
        // A step of more than a second is a new clock (or the hour turning over), not jitter.
        if (timed && Math.abs((long) transit - lastTransit) < clockRate) {
            jitter += (Math.abs(transit - lastTransit) - jitter) / 16;
        }
        lastTransit = transit;
        timed = true;
    }

    public synchronized Counts counts() {
        return new Counts(ssrc, earlierReceived + received, earlierExpected + expected(), highest, jitter);
    }

    /// The share of packets lost since the last call, in 1/256: appendix A.3.
    public synchronized int fractionLostSinceReport() {
        long expected = earlierExpected + expected();
        long got = earlierReceived + received;
        long due = expected - expectedAtReport;
        long lost = due - (got - receivedAtReport);
        expectedAtReport = expected;
        receivedAtReport = got;
        return due <= 0 || lost <= 0 ? 0 : (int) Math.min(255, lost * 256 / due);
    }

    private long expected() {
        return begun ? highest - first + 1 : 0;
    }

    private void restart(int source, int sequence) {
        earlierExpected += expected();
        earlierReceived += received;
        begun = true;
        ssrc = source;
        first = sequence;
        highest = sequence;
        received = 1;
        suspect = NONE;
        timed = false;
    }
}
