package gatehouse.video;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The place of one stream of a door: connected while it is wanted, and for a while after, so that a guard who looks
/// closer twice waits once.
///
/// Safe for any thread. `close` returns when the connection is gone, also one that is just being let go.
final class Slot implements AutoCloseable {
    private static final Executor VIRTUAL =
            task -> Thread.ofVirtual().name("video-linger").start(task);

    private final Duration linger;
    private final Supplier<Line> opens;
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock ending = new ReentrantLock();
    private volatile Optional<Line> line = Optional.empty(); // written under lock
    private boolean wanted; // these three: guarded by lock
    private long wishes;
    private boolean closed;

    Slot(Duration linger, Supplier<Line> opens) {
        this.linger = linger;
        this.opens = opens;
    }

    Optional<Line> line() {
        return line;
    }

    void want() {
        lock.lock();
        try {
            wanted = true;
            if (line.isEmpty() && !closed) {
                line = Optional.of(opens.get());
            }
        } finally {
            lock.unlock();
        }
    }

    /// Nobody wants it now; when that is still so after the linger, it is disconnected.
    void release() {
        lock.lock();
        try {
            if (!wanted || line.isEmpty()) {
                return;
            }
            wanted = false;
            long wish = ++wishes;
            CompletableFuture.runAsync(
                            () -> lingerOut(wish),
                            CompletableFuture.delayedExecutor(linger.toMillis(), TimeUnit.MILLISECONDS, VIRTUAL))
                    .isDone();
        } finally {
            lock.unlock();
        }
    }

    private void lingerOut(long wish) {
        ending.lock();
        try {
            Optional<Line> idle = Optional.empty();
            lock.lock();
            try {
                if (!wanted && wish == wishes) {
                    idle = line;
                    line = Optional.empty();
                }
            } finally {
                lock.unlock();
            }
            idle.ifPresent(Line::close);
        } finally {
            ending.unlock();
        }
    }

    @Override
    public void close() {
        Optional<Line> open;
        lock.lock();
        try {
            closed = true;
            open = line;
            line = Optional.empty();
        } finally {
            lock.unlock();
        }
        open.ifPresent(Line::close);
        // One that is just being let go is waited for.
        ending.lock();
        ending.unlock();
    }
}
