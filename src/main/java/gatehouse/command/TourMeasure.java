package gatehouse.command;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// What the tour waits for, what it demands, and how it weighs what it hears.
final class TourMeasure {
    /// How long a step waits for what must come.
    static final Duration MOST = Duration.ofSeconds(30);

    private TourMeasure() {}

    static void until(String what, BooleanSupplier true_) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + MOST.toNanos();
        while (!true_.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("Waited " + MOST.toSeconds() + " s for: " + what);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    static double millis(Duration took) {
        return rounded(took.toNanos() / 1e6);
    }

    static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
