package gatehouse.lifecycle;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// That the program is to end, and why. The first reason counts; what has to be closed is closed once, by whoever comes
/// first, and everybody else waits for that. A program that was told to end has ended after [#MOST], whatever hangs.
///
/// Safe for any thread.
public final class Ending {
    /// From being told to the end. The last half second is for the machine.
    public static final Duration MOST = Duration.ofMillis(4500);

    /// How a program ends that was cut off.
    private static final int CUT_OFF = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    /// What is closed, with the reason that goes on record.
    public interface Closing {
        void close(String why);
    }

    private final CompletableFuture<String> why = new CompletableFuture<>();
    private final CompletableFuture<Optional<Closing>> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean begun; // guarded by this

    /// Asks for the end; whoever awaits it goes on.
    public void ask(String reason) {
        why.complete(reason);
    }

    public boolean isAsked() {
        return why.isDone();
    }

    /// Returns when somebody asked.
    public void await() throws InterruptedException {
        try {
            why.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /// This is what has to be closed.
    public void of(Closing house) {
        opened.complete(Optional.of(house));
    }

    /// Closes, or waits until somebody else has; also for what is being opened still. True when all is closed in time.
    public boolean close(Duration most) {
        long until = System.nanoTime() + most.toNanos();
        try {
            var house = opened.get(most.toNanos(), TimeUnit.NANOSECONDS);
            if (house.isPresent() && closes()) {
                Thread.ofPlatform().name("ending").daemon(true).start(() -> close(house.get()));
            }
            if (house.isPresent()) {
                ended.get(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            LOG.error("The console did not close cleanly", e.getCause());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized boolean closes() {
        boolean first = !begun;
        begun = true;
        return first;
    }

    private void close(Closing house) {
        try {
            house.close(Optional.ofNullable(why.getNow(null)).orElse("closed"));
            ended.complete(null);
        } catch (RuntimeException | Error e) {
            ended.completeExceptionally(e);
        }
    }

    /// Nothing could be opened.
    public void nothingToClose() {
        opened.complete(Optional.empty());
    }

    /// Whatever tells the program to end (a signal, a log-out, a shutdown) closes first what was opened, and then ends
    /// at
    /// once. The toolkit is not asked for anything: it may be ending at the same time, and would not answer.
    public void whenToldToEnd() {
        Signals.take(name -> endNow("told to end by " + name, 0));
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("machine-ends").unstarted(() -> {
                    ask("told to end by the system: a log-out or a shutdown");
                    if (!close(MOST)) {
                        cutOff();
                    }
                }));
    }

    /// Ends the program now with this code, from whatever thread.
    public void endNow(String reason, int code) {
        ask(reason);
        if (!close(MOST)) {
            cutOff();
        }
        Runtime.getRuntime().halt(code);
    }

    private static void cutOff() {
        LOG.error("The console did not end in time and is cut off");
        Runtime.getRuntime().halt(CUT_OFF);
    }
}
