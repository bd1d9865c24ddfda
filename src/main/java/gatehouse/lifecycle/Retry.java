package gatehouse.lifecycle;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The one loop that tries again. The work is a blocking straight line that ends by throwing; the loop says what went
/// wrong and when it tries next, waits, and starts the line anew. `close()` interrupts the line and returns when its
/// thread is gone.
///
/// Safe for any thread.
public final class Retry implements AutoCloseable {
    /// One try. It may call `working` to say that it got through, which resets the back-off.
    @FunctionalInterface
    public interface Attempt {
        void run(Runnable working) throws Exception;
    }

    /// A fault that must not be tried again sooner than this, however short the back-off is by then: a wrong password,
    /// after which a device counts the tries and locks the account.
    public interface Patient {
        Duration atLeast();
    }

    /// A try that ended: why, and when the next one begins.
    public record Down(Exception fault, Instant retryAt) {}

    private final Attempt attempt;
    private final Backoff backoff;
    private final Consumer<Down> onDown;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition hurry = lock.newCondition();
    private boolean hurried; // guarded by lock
    private volatile boolean closed;
    private volatile int failures;

    private Retry(String name, boolean nativeWork, Backoff backoff, Attempt attempt, Consumer<Down> onDown) {
        this.attempt = requireNonNull(attempt);
        this.backoff = requireNonNull(backoff);
        this.onDown = requireNonNull(onDown);
        var builder = nativeWork ? Thread.ofPlatform().daemon(true) : Thread.ofVirtual();
        this.thread = builder.name(name).unstarted(this::loop);
    }

    /// Runs on a virtual thread: right for blocking Java I/O.
    public static Retry start(String name, Backoff backoff, Attempt attempt, Consumer<Down> onDown) {
        return started(new Retry(name, false, backoff, attempt, onDown));
    }

    /// Runs on a named platform thread: right when the line calls native code that must not pin a carrier.
    public static Retry startNative(String name, Backoff backoff, Attempt attempt, Consumer<Down> onDown) {
        return started(new Retry(name, true, backoff, attempt, onDown));
    }

    private static Retry started(Retry retry) {
        retry.thread.start();
        return retry;
    }

    /// Ends a pause early; without one, does nothing.
    public void now() {
        lock.lock();
        try {
            hurried = true;
            hurry.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        now();
        Joining.untilEnded(thread);
    }

    private void loop() {
        while (!closed) {
            Exception fault;
            try {
                attempt.run(() -> failures = 0);
                fault = new IllegalStateException("ended without saying why");
            } catch (Exception e) {
                fault = e;
            }
            if (closed) {
                return;
            }
            failures = failures + 1;
            Duration pause = backoff.pause(failures, ThreadLocalRandom.current());
            if (fault instanceof Patient patient && patient.atLeast().compareTo(pause) > 0) {
                pause = patient.atLeast();
            }
            forgetHurry();
            onDown.accept(new Down(fault, Instant.now().plus(pause)));
            await(pause);
        }
    }

    /// Before the fault is told, not after: whoever hears of it may hurry us before we have begun to wait.
    private void forgetHurry() {
        lock.lock();
        try {
            hurried = false;
        } finally {
            lock.unlock();
        }
    }

    private void await(Duration pause) {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (!hurried && !closed && left > 0) {
                left = hurry.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            // Only close() interrupts, and the loop looks at that next.
        } finally {
            lock.unlock();
        }
    }
}
