package gatehouse.sim.onvif;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What waits for one subscriber. The oldest event is dropped when nobody fetches them; a subscription that is not
/// renewed runs out by the monotonic clock.
///
/// Safe for any thread.
final class PullPoint {
    private static final int MOST_WAITING = 100;

    private final String id;
    private final TopicFilter filter;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Deque<Event> waiting = new ArrayDeque<>(); // guarded by lock
    private long endsAt; // guarded by lock
    private boolean ended; // guarded by lock

    PullPoint(String id, TopicFilter filter, Duration life) {
        this.id = id;
        this.filter = filter;
        this.endsAt = System.nanoTime() + life.toNanos();
    }

    String id() {
        return id;
    }

    void offer(Event event) {
        if (!filter.lets(event.topic().path())) {
            return;
        }
        lock.lock();
        try {
            if (waiting.size() == MOST_WAITING) {
                waiting.removeFirst();
            }
            waiting.add(event);
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the first event up to `patience`, then takes up to `most`. Empty when none came or the subscription
    /// ended.
    List<Event> pull(Duration patience, int most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (waiting.isEmpty() && !over() && left > 0) {
                left = news.awaitNanos(Math.min(left, TimeUnit.SECONDS.toNanos(60)));
            }
            var taken = new ArrayList<Event>();
            while (!waiting.isEmpty() && taken.size() < most) {
                taken.add(waiting.removeFirst());
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    void renew(Duration life) {
        lock.lock();
        try {
            endsAt = System.nanoTime() + life.toNanos();
        } finally {
            lock.unlock();
        }
    }

    Duration left() {
        lock.lock();
        try {
            return Duration.ofNanos(Math.max(0, endsAt - System.nanoTime()));
        } finally {
            lock.unlock();
        }
    }

    boolean isOver() {
        lock.lock();
        try {
            return over();
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean over() {
        return ended || System.nanoTime() - endsAt > 0;
    }
}
