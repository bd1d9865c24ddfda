package gatehouse.sip;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work that is done one piece after the other, in the order it came, without a thread of its own.
///
/// Safe for any thread.
final class Lane implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final Executor threads;
    private final Deque<Runnable> waiting = new ArrayDeque<>(); // its own guard
    private boolean running; // guarded by waiting

    Lane(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable work) {
        synchronized (waiting) {
            waiting.add(work);
            if (running) {
                return;
            }
            running = true;
        }
        try {
            threads.execute(this::drain);
        } catch (RejectedExecutionException e) {
            // Only a telephone that is being closed has no threads left; what would be said then is not said.
            LOG.debug("Too late for the wire");
        }
    }

    private void drain() {
        while (true) {
            Runnable next;
            synchronized (waiting) {
                next = waiting.poll();
                if (next == null) {
                    running = false;
                    return;
                }
            }
            try {
                next.run();
            } catch (RuntimeException | StackOverflowError e) {
                LOG.warn("A piece of work failed: {}", StackLog.shortened(e.toString()), e);
            }
        }
    }
}
