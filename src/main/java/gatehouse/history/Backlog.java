package gatehouse.history;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// What waits to be copied. When too much waits the newest are dropped: then the journal has to be read, which holds
/// them all.
///
/// Safe for any thread; one takes.
final class Backlog {
    private static final int MOST_WAITING = 10_000;
    private static final int BATCH = 500;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private final Deque<Entry> waiting = new ArrayDeque<>(); // guarded by lock
    private boolean missed = true; // guarded by lock: the journal must be read
    private boolean closed; // guarded by lock
    private long copied = -1; // guarded by lock: entries up to this one can be searched

    /// In the order of the journal.
    void add(Entry entry) {
        lock.lock();
        try {
            if (waiting.size() < MOST_WAITING) {
                waiting.add(entry);
            } else {
                missed = true;
            }
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for entries; empty when the journal must be read or the backlog was closed.
    List<Entry> take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !missed && !closed) {
                news.awaitUninterruptibly();
            }
            var batch = new ArrayList<Entry>();
            while (!waiting.isEmpty() && batch.size() < BATCH) {
                batch.add(waiting.remove());
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// Whether the journal must be read. It says so once, and forgets what it holds: that is in the journal.
    boolean takeMissed() {
        lock.lock();
        try {
            if (!missed) {
                return false;
            }
            missed = false;
            waiting.clear();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void miss() {
        lock.lock();
        try {
            missed = true;
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    void copiedTo(long seq) {
        lock.lock();
        try {
            copied = Math.max(copied, seq);
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until everything up to `goal` is copied; false when that took too long or will not happen any more.
    boolean await(LongSupplier goal, Duration most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = most.toNanos();
            while (copied < goal.getAsLong() && left > 0 && !closed) {
                left = progress.awaitNanos(left);
            }
            return copied >= goal.getAsLong();
        } finally {
            lock.unlock();
        }
    }

    /// Waits so long, or until it is closed.
    void pause(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!closed && left > 0) {
                left = news.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            news.signalAll();
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
