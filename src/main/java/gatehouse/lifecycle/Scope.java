package gatehouse.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;

/// Owns what was opened and closes it newest first. Whoever opens something closes it, or hands it to a scope in the
/// same line: `var phone = scope.own(Phone.open(line))`.
///
/// Safe for any thread. Closing twice is harmless; owning after the close closes the newcomer at once.
public final class Scope implements AutoCloseable {
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private boolean closed;

    public <T extends AutoCloseable> T own(T thing) {
        synchronized (owned) {
            if (!closed) {
                owned.push(thing);
                return thing;
            }
        }
        var late = new IllegalStateException("The scope is closed already; it cannot own " + thing);
        closeInto(thing, late);
        throw late;
    }

    /// Closes everything even when one of them fails; the first failure is thrown with the others suppressed.
    @Override
    public void close() {
        var failure = new IllegalStateException("Some things did not close cleanly");
        while (true) {
            AutoCloseable next;
            synchronized (owned) {
                closed = true;
                next = owned.poll();
            }
            if (next == null) {
                break;
            }
            closeInto(next, failure);
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    private static void closeInto(AutoCloseable thing, Throwable failure) {
        try {
            thing.close();
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            failure.addSuppressed(e);
        }
    }
}
