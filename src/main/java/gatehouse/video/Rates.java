package gatehouse.video;

/// Pictures and bytes of the last few seconds. Written by one thread, read by any.
final class Rates {
    private static final int SECONDS = 4;
    private static final long SECOND = 1_000_000_000L;

    private final int[] pictures = new int[SECONDS];
    private final long[] bytes = new long[SECONDS];
    private long second = Long.MIN_VALUE;
    private long first = Long.MIN_VALUE;

    synchronized void add(int size, long nowNanos) {
        turnTo(nowNanos / SECOND);
        pictures[slot(second)]++;
        bytes[slot(second)] += size;
    }

    synchronized double picturesPerSecond(long nowNanos) {
        int sum = 0;
        turnTo(nowNanos / SECOND);
        for (int count : pictures) {
            sum += count;
        }
        return sum / span(nowNanos);
    }

    synchronized long bitsPerSecond(long nowNanos) {
        long sum = 0;
        turnTo(nowNanos / SECOND);
        for (long count : bytes) {
            sum += count;
        }
        return (long) (8 * sum / span(nowNanos));
    }

    /// How many seconds the slots hold: the whole ones, and of the present one what has passed.
    private double span(long nowNanos) {
        double present = Math.floorMod(nowNanos, SECOND) / (double) SECOND;
        return Math.max(0.1, Math.min(SECONDS - 1L, second - first) + present);
    }

    private void turnTo(long wanted) {
        if (first == Long.MIN_VALUE || wanted - second > 10 * SECONDS) {
            first = wanted;
            second = wanted;
            java.util.Arrays.fill(pictures, 0);
            java.util.Arrays.fill(bytes, 0);
        }
        while (second < wanted) {
            second++;
            pictures[slot(second)] = 0;
            bytes[slot(second)] = 0;
        }
    }

    private static int slot(long second) {
        return (int) Math.floorMod(second, (long) SECONDS);
    }
}
