package gatehouse;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Tells when a moment of the clock on the wall has come. Such a clock is set now and then, so it is looked at again
/// every twenty seconds on the way, and never slept through. Safe for any thread.
final class WakeUp implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(20);

    private final Consumer<Instant> came;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon(true).name("wake-up").factory());
    private ScheduledFuture<?> next; // these two: guarded by this
    private Instant moment = Instant.MAX;

    WakeUp(Consumer<Instant> came) {
        this.came = came;
        timer.setRemoveOnCancelPolicy(true);
    }

    /// The earliest of the moments that were asked for counts; whoever is told asks for the next one.
    synchronized void at(Instant wanted) {
        if (wanted.isBefore(moment)) {
            moment = wanted;
        }
        schedule();
    }

    private synchronized void look() {
        var now = Instant.now();
        if (now.isBefore(moment)) {
            schedule();
            return;
        }
        moment = Instant.MAX;
        came.accept(now);
    }

    private void schedule() {
        if (next != null) {
            next.cancel(false);
        }
        if (timer.isShutdown()) {
            return;
        }
        var left = Duration.between(Instant.now(), moment);
        var soon = left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN;
        next = timer.schedule(this::look, Math.max(1, soon.toMillis() + 1), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
