package gatehouse.unlock;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Everything that was told, and a way to wait until something is.
final class News<T> implements Consumer<T> {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final List<T> told = new ArrayList<>(); // guarded by lock

    @Override
    public void accept(T one) {
        lock.lock();
        try {
            told.add(one);
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<T> all() {
        lock.lock();
        try {
            return List.copyOf(told);
        } finally {
            lock.unlock();
        }
    }

    /// The first that fits, told already or to come.
    T await(Predicate<T> fits) throws InterruptedException {
        long left = PATIENCE.toNanos();
        lock.lock();
        try {
            while (true) {
                for (var one : told) {
                    if (fits.test(one)) {
                        return one;
                    }
                }
                if (left <= 0) {
                    return fail("not told; there was only " + told);
                }
                left = more.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a state that can only be looked at.
    static void until(java.util.function.BooleanSupplier state) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!state.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                fail("it did not come to that");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
        }
    }

    <S extends T> S await(Class<S> kind) throws InterruptedException {
        return kind.cast(await(kind::isInstance));
    }
}
