package gatehouse.audio;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Beats evenly by the monotonic clock. A beat that comes late is made up for by the next ones; after a long stall it
/// begins anew instead of hurrying.
///
/// Confined to one thread.
final class Pacer {
    private static final long STALL = Duration.ofMillis(200).toNanos();

    private final long step;
    private long next;
    private boolean begun;

    Pacer(Duration step) {
        this.step = step.toNanos();
    }

    /// Returns at the next beat; the first is one step after the first call.
    void await() throws InterruptedException {
        long now = System.nanoTime();
        if (!begun || now - next > STALL) {
            begun = true;
            next = now;
        }
        next += step;
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the beat was stopped");
            }
            long left = next - System.nanoTime();
            if (left <= 0) {
                return;
            }
            LockSupport.parkNanos(left);
        }
    }
}
