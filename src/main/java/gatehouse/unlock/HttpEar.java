package gatehouse.unlock;

import gatehouse.door.TellsBy.Part;
import gatehouse.lifecycle.Joining;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Asks a lock or door over HTTP again and again, but only while an order needs it: quickly until the outcome is known,
/// then at a walking pace.
final class HttpEar implements AutoCloseable {
    private static final Duration QUICKLY = Duration.ofMillis(150);
    private static final Duration CALMLY = Duration.ofMillis(500);
    private static final Duration FOR_ONE = Duration.ofSeconds(1);

    private final LockState state;
    private final Part part;
    private final Consumer<Sign> to;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean calm;

    private HttpEar(LockState state, Part part, Consumer<Sign> to) {
        this.state = state;
        this.part = part;
        this.to = to;
        this.thread = Thread.ofVirtual().name("lock-state").unstarted(this::ask);
    }

    static HttpEar open(LockState state, Part part, Consumer<Sign> to) {
        var ear = new HttpEar(state, part, to);
        ear.thread.start();
        return ear;
    }

    /// There is no hurry any more.
    void calm() {
        calm = true;
    }

    private void ask() {
        boolean deaf = false;
        try {
            do {
                long asked = System.nanoTime();
                var seen = state.seen(FOR_ONE);
                var now = Instant.now();
                if (seen.seen() == LockState.Seen.UNREADABLE) {
                    if (!deaf) {
                        to.accept(new Sign.Deaf("it could not be asked", by(), now, System.nanoTime()));
                    }
                    deaf = true;
                } else {
                    deaf = false;
                    // How it stood is as old as the question at the most, unless it came out of a cache.
                    boolean open = seen.seen() == LockState.Seen.OPEN;
                    to.accept(new Sign.State(
                            part,
                            open,
                            false,
                            Sign.From.ASKED,
                            by(),
                            now,
                            asked - seen.age().toNanos()));
                }
            } while (!closing.await((calm ? CALMLY : QUICKLY).toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String by() {
        return part == Part.LOCK ? "the lock, asked by HTTP" : "the door, asked by HTTP";
    }

    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        Joining.untilEnded(thread);
    }
}
