package gatehouse.peers;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/// Everything somebody said so far, line by line, kept so that a test may wait for more. Safe for any thread.
final class Words {
    private final String speaker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final List<String> said = new ArrayList<>(); // guarded by lock
    private boolean ended; // guarded by lock

    Words(String speaker) {
        this.speaker = speaker;
    }

    void say(String line) {
        locked(() -> said.add(line));
    }

    /// Nothing more will be said.
    void end() {
        locked(() -> ended = true);
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a line in which the pattern is found, and returns that line.
    String until(String pattern, int seconds) throws InterruptedException {
        return until(pattern, 1, seconds).getFirst();
    }

    /// Waits for so many lines in which the pattern is found, and returns them.
    List<String> until(String pattern, int count, int seconds) throws InterruptedException {
        Pattern wanted = Pattern.compile(pattern);
        var found = new ArrayList<String>();
        long left = TimeUnit.SECONDS.toNanos(seconds);
        int next = 0;
        lock.lock();
        try {
            while (true) {
                for (; next < said.size() && found.size() < count; next++) {
                    if (wanted.matcher(said.get(next)).find()) {
                        found.add(said.get(next));
                    }
                }
                if (found.size() == count) {
                    return found;
                }
                if (ended || left <= 0) {
                    return fail(speaker + " said \"" + pattern + "\" " + found.size() + " times, not " + count
                            + ", but\n" + String.join("\n", said));
                }
                left = more.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    String all() {
        lock.lock();
        try {
            return String.join("\n", said);
        } finally {
            lock.unlock();
        }
    }
}
