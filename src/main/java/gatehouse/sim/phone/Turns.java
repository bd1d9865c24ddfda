package gatehouse.sim.phone;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread on which everything of a user agent happens, one after the other: messages, timers, the user's wishes.
/// What comes after the close is dropped.
final class Turns implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Turns.class);

    private final ScheduledThreadPoolExecutor executor;

    Turns(String name) {
        executor =
                new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name(name).factory());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /// Something that was put off and may be put off for good.
    interface Later {
        void drop();
    }

    void now(Runnable deed) {
        later(Duration.ZERO, deed);
    }

    Later later(Duration wait, Runnable deed) {
        try {
            var future = executor.schedule(() -> safely(deed), wait.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> {};
        }
    }

    /// A message may be as odd as it likes: it must not end the agent.
    private static void safely(Runnable deed) {
        try {
            deed.run();
        } catch (RuntimeException e) {
            log.warn("A simulated phone stumbled", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                log.warn("A simulated phone did not come to rest");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
