package gatehouse.unlock;

import gatehouse.lifecycle.Retry;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Whether the other end of a line is reached, and a way to wait until that is known. An order does not wait for a
/// pause
/// to end: it makes the line try again at once, unless that has to be left alone for longer, as after a wrong password.
///
/// Safe for any thread.
final class Reach {
    /// What is reached or not.
    interface Line {
        /// Waits until it is reached or a try has failed. One that is in a pause tries again at once, and is waited for
        /// that much shorter time.
        boolean await(Duration most, Duration again);

        boolean isUp();
    }

    private enum How {
        TRYING,
        UP,
        DOWN,
        /// Down, and trying again soon would do harm.
        LEFT_ALONE
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private How how = How.TRYING; // guarded by lock

    void up() {
        put(How.UP);
    }

    /// `leftAlone`: nobody is to make it try sooner than its pauses say.
    void down(boolean leftAlone) {
        put(leftAlone ? How.LEFT_ALONE : How.DOWN);
    }

    private void put(How next) {
        lock.lock();
        try {
            how = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isUp() {
        lock.lock();
        try {
            return how == How.UP;
        } finally {
            lock.unlock();
        }
    }

    /// It was reached and is not any more; the loop has not noticed yet.
    void lost() {
        lock.lock();
        try {
            if (how == How.UP) {
                how = How.TRYING;
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until it is reached. A pause is ended early, once; for that try `again` is the most. True when it is
    /// reached.
    boolean await(Duration most, Duration again, Retry loop) {
        long end = System.nanoTime() + most.toNanos();
        if (known(end, false)) {
            return isUp();
        }
        loop.now();
        long soon = System.nanoTime() + again.toNanos();
        return known(soon - end < 0 ? soon : end, true) && isUp();
    }

    /// Waits until there is nothing more to wait for, or until it has to be hurried, which it is taken to be then.
    private boolean known(long end, boolean hurried) {
        lock.lock();
        try {
            for (long left = end - System.nanoTime(); how == How.TRYING && left > 0; ) {
                left = changed.awaitNanos(left);
            }
            if (how == How.DOWN && !hurried) {
                how = How.TRYING;
                return false;
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            lock.unlock();
        }
    }
}
