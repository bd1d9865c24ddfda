package gatehouse.desk;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Waits for the desk to come into a state. Stands beside the screen as one more reader of what is published.
///
/// Safe for any thread.
public final class Lookout implements Consumer<DeskState> {
    private record Watch(Predicate<DeskState> wanted, CompletableFuture<DeskState> seen) {}

    private final List<Watch> watches = new CopyOnWriteArrayList<>();
    private volatile DeskState newest;

    @Override
    public void accept(DeskState state) {
        newest = state;
        for (var watch : watches) {
            look(watch, state);
        }
    }

    /// The first state, from the present one on, that is as wanted.
    public DeskState await(String what, Predicate<DeskState> wanted, Duration most)
            throws InterruptedException, TimeoutException {
        var watch = new Watch(wanted, new CompletableFuture<>());
        watches.add(watch);
        try {
            var now = newest;
            if (now != null) {
                look(watch, now);
            }
            return watch.seen().get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TimeoutException("Waited " + most.toSeconds() + " s for: " + what);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Could not tell whether: " + what, e.getCause());
        } finally {
            watches.remove(watch);
        }
    }

    private static void look(Watch watch, DeskState state) {
        try {
            if (watch.wanted().test(state)) {
                watch.seen().complete(state);
            }
        } catch (RuntimeException e) {
            watch.seen().completeExceptionally(e);
        }
    }
}
