package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place where everything arrives, one after the other, on one thread. Each happening makes the next state;
/// then what is to be done is started on virtual threads; then the state is published.
///
/// `tell` may be called from any thread and returns at once. Deeds that wait for nobody are done in their order; each
/// of the others has a thread of its own.
public final class Desk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    private final LinkedBlockingQueue<Happening> arrivals = new LinkedBlockingQueue<>();
    private final Hands hands;
    private final Consumer<DeskState> published;
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("deed-", 0).factory());
    private final ExecutorService inOrder = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon(true).name("desk-deeds").factory());
    private final Thread thread;
    private volatile DeskState state;
    private volatile boolean closed;

    private Desk(DeskState first, Hands hands, Consumer<DeskState> published) {
        this.state = requireNonNull(first);
        this.hands = requireNonNull(hands);
        this.published = requireNonNull(published);
        this.thread = Thread.ofPlatform().daemon(true).name("desk").unstarted(this::run);
    }

    public static Desk open(DeskState first, Hands hands, Consumer<DeskState> published) {
        var desk = new Desk(first, hands, published);
        desk.thread.start();
        return desk;
    }

    public void tell(Happening happening) {
        if (!closed) {
            arrivals.add(happening);
        }
    }

    /// The state after the last happening that was dealt with.
    public DeskState state() {
        return state;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        interrupted |= !ended(inOrder);
        interrupted |= !ended(workers);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits for what is under way. False when the wait was interrupted.
    private static boolean ended(ExecutorService deeds) {
        deeds.shutdown();
        try {
            if (!deeds.awaitTermination(10, TimeUnit.SECONDS)) {
                deeds.shutdownNow();
            }
            return true;
        } catch (InterruptedException e) {
            deeds.shutdownNow();
            return false;
        }
    }

    private void run() {
        published.accept(state.seen());
        while (!closed) {
            try {
                var happening = arrivals.take();
                var step = Rules.after(state, happening);
                boolean changed = step.state() != state;
                state = step.state();
                // The screen first: who rings is seen before the picture for the record is taken.
                if (changed) {
                    published.accept(state.seen());
                }
                step.deeds().forEach(this::start);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("The desk could not deal with something; it goes on", e);
            }
        }
    }

    private void start(Deed deed) {
        (deed.waits() ? workers : inOrder).execute(() -> {
            try {
                hands.does(deed);
            } catch (RuntimeException e) {
                LOG.error("A deed failed: {}", deed.getClass().getSimpleName(), e);
            }
        });
    }
}
