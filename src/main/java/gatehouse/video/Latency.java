package gatehouse.video;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// How long the last pictures took from their arrival to their being here to show. Pictures from the warm memory that
/// are hurried through are older than that by nature and are left out. Safe for any thread.
final class Latency {
    private static final int KEPT = 64;
    private static final long MOST_NANOS = Duration.ofSeconds(1).toNanos();

    private final long[] last = new long[KEPT]; // guarded by this
    private int count; // guarded by this

    synchronized void add(long nanos) {
        if (nanos >= 0 && nanos < MOST_NANOS) {
            last[count++ % KEPT] = nanos;
        }
    }

    synchronized Optional<Duration> median() {
        int size = Math.min(count, KEPT);
        if (size == 0) {
            return Optional.empty();
        }
        var sorted = Arrays.copyOf(last, size);
        Arrays.sort(sorted);
        return Optional.of(Duration.ofNanos(sorted[size / 2]));
    }
}
