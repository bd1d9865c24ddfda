package gatehouse.sim;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The person whom a door was opened for: pushes the leaf a moment after the buzz, and lets it fall shut behind.
record WalksThrough(Lock lock, Leaf leaf, ScheduledExecutorService timer) {
    static final Duration TO_PUSH = Duration.ofMillis(700);
    private static final Duration TO_PASS = Duration.ofMillis(1500);

    void begin() {
        lock.onChange(state -> {
            if (state == Lock.State.UNLOCKED && lock.mode() == Lock.Mode.NORMAL) {
                later(TO_PUSH, this::push);
            }
        });
    }

    private void push() {
        if (!leaf.isOpen() && leaf.push()) {
            later(TO_PASS, leaf::shut);
        }
    }

    private void later(Duration time, Runnable what) {
        try {
            timer.schedule(what, time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The site closes; nobody walks any more.
        }
    }
}
