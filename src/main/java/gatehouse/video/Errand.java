package gatehouse.video;

import gatehouse.lifecycle.Joining;
import java.time.Duration;

/// A virtual thread that serves one connection beside the thread that reads its video. `close` interrupts it and
/// returns when it is gone. Safe for any thread.
final class Errand implements AutoCloseable {
    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }

    private final Thread thread;

    private Errand(Thread thread) {
        this.thread = thread;
    }

    static Errand start(String name, Work work) {
        return new Errand(Thread.ofVirtual().name(name).start(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    /// Gives the work a moment to end by itself.
    void await(Duration patience) {
        try {
            thread.join(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        Joining.untilEnded(thread);
    }
}
