package gatehouse.sim;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bolt behind one output of a simulated door, and the truth about it: what the console believes is compared with
/// what stands here. A pulse is timed and ended by the door itself; without a pulse the bolt stays as it was put.
///
/// Safe for any thread. Listeners are called without the lock held.
public final class Lock {
    public enum State {
        LOCKED,
        UNLOCKED
    }

    /// Which way the order came in.
    public enum By {
        TONES,
        HTTP,
        ONVIF
    }

    /// What became of an order: the bolt moved and it may be told; it was refused; it moved and nobody is told.
    public enum Outcome {
        MOVED,
        REFUSED,
        SILENT
    }

    /// One opening that really happened, by the wall clock.
    public record Opening(By by, Instant at) {}

    private static final Logger log = LoggerFactory.getLogger(Lock.class);
    private static final int MOST_REMEMBERED = 1000;

    private final String name;
    private final Faults faults;
    private final ScheduledExecutorService timer;
    private final List<Consumer<State>> listeners = new CopyOnWriteArrayList<>();
    private final Deque<Opening> openings = new ArrayDeque<>(); // guarded by this
    private final Map<State, CompletableFuture<State>> awaited = new HashMap<>(); // guarded by this
    private State state = State.LOCKED; // guarded by this
    private Optional<Duration> pulse; // guarded by this
    private int orders; // guarded by this; a pulse that ends is only heard when no newer order came

    /// `pulse` empty: the bolt stays where an order put it.
    public Lock(String name, Optional<Duration> pulse, Faults faults, ScheduledExecutorService timer) {
        this.name = requireNonNull(name);
        this.pulse = requireNonNull(pulse);
        this.faults = requireNonNull(faults);
        this.timer = requireNonNull(timer);
    }

    public synchronized State state() {
        return state;
    }

    public synchronized Optional<Duration> pulse() {
        return pulse;
    }

    public synchronized void pulse(Optional<Duration> newPulse) {
        pulse = requireNonNull(newPulse);
    }

    /// The newest openings, oldest first.
    public synchronized List<Opening> openings() {
        return List.copyOf(openings);
    }

    /// Done at once when the bolt is there already, else when it next gets there.
    public synchronized CompletableFuture<State> when(State wanted) {
        if (state == wanted) {
            return CompletableFuture.completedFuture(wanted);
        }
        return awaited.computeIfAbsent(wanted, w -> new CompletableFuture<>()).copy();
    }

    /// Called on each movement, on the thread that moved the bolt.
    public void onChange(Consumer<State> listener) {
        listeners.add(listener);
    }

    public Outcome open(By by) {
        if (faults.has(Fault.RelayRefuses.class)) {
            log.info("{} refuses an order by {}", name, by);
            return Outcome.REFUSED;
        }
        List<Runnable> tell;
        synchronized (this) {
            if (openings.size() == MOST_REMEMBERED) {
                openings.removeFirst();
            }
            openings.add(new Opening(by, Instant.now()));
            int order = ++orders;
            if (pulse.isPresent()) {
                timer.schedule(() -> pulseEnded(order), pulse.get().toMillis(), TimeUnit.MILLISECONDS);
            }
            tell = moved(State.UNLOCKED);
        }
        log.info("{} opens by {}", name, by);
        tell.forEach(Runnable::run);
        return told();
    }

    public Outcome lock() {
        if (faults.has(Fault.RelayRefuses.class)) {
            return Outcome.REFUSED;
        }
        List<Runnable> tell;
        synchronized (this) {
            orders++;
            tell = moved(State.LOCKED);
        }
        tell.forEach(Runnable::run);
        return told();
    }

    private Outcome told() {
        return faults.has(Fault.RelaySilent.class) ? Outcome.SILENT : Outcome.MOVED;
    }

    private void pulseEnded(int order) {
        List<Runnable> tell;
        synchronized (this) {
            tell = order == orders ? moved(State.LOCKED) : List.of();
        }
        tell.forEach(Runnable::run);
    }

    /// Called with the lock held; what it returns is run without it.
    private List<Runnable> moved(State to) {
        if (state == to) {
            return List.of();
        }
        state = to;
        var tell = new ArrayList<Runnable>();
        var future = awaited.remove(to);
        if (future != null) {
            tell.add(() -> future.complete(to));
        }
        listeners.forEach(l -> tell.add(() -> l.accept(to)));
        return tell;
    }
}
