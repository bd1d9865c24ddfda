package gatehouse.unlock;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// Lines that several use at once: opened for the first, closed with the last. Safe for any thread; opening must not
/// block.
final class Shared<K, T extends AutoCloseable> implements AutoCloseable {
    /// One user's share.
    interface Lease<T> extends AutoCloseable {
        T line();

        @Override
        void close();
    }

    private static final class Used<T> {
        private final T line;
        private int users;

        Used(T line) {
            this.line = line;
        }
    }

    private final Function<K, T> open;
    private final Map<K, Used<T>> lines = new HashMap<>(); // guarded by itself

    Shared(Function<K, T> open) {
        this.open = open;
    }

    Lease<T> lease(K key) {
        synchronized (lines) {
            var used = lines.computeIfAbsent(key, k -> new Used<>(open.apply(k)));
            used.users++;
            return new Lease<>() {
                private boolean ended; // guarded by lines

                @Override
                public T line() {
                    return used.line;
                }

                @Override
                public void close() {
                    synchronized (lines) {
                        if (ended || --used.users > 0) {
                            ended = true;
                            return;
                        }
                        ended = true;
                        lines.remove(key, used);
                    }
                    shut(used.line);
                }
            };
        }
    }

    private static void shut(AutoCloseable line) {
        try {
            line.close();
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("A line did not close", e);
        }
    }

    @Override
    public void close() {
        Map<K, Used<T>> left;
        synchronized (lines) {
            left = Map.copyOf(lines);
            lines.clear();
        }
        left.values().forEach(used -> shut(used.line));
    }
}
