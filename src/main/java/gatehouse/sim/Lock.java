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
        ONVIF,
        MQTT,
        MODBUS
    }

    /// How it works at this moment.
    public enum Mode {
        NORMAL,
        /// Released until it is brought back to normal.
        HELD,
        /// Locked, and no order opens it.
        LOCKED_DOWN
    }

    /// What became of an order, and how the door takes it: it may be told; it was refused; nobody is told; the
    /// connection is cut; the door's software breaks down over it; a log-in page is shown; the asker is sent elsewhere.
    public enum Outcome {
        MOVED,
        REFUSED,
        SILENT,
        CUT,
        ERROR,
        PAGE,
        ELSEWHERE
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
    private Mode mode = Mode.NORMAL; // guarded by this
    private long count; // guarded by this
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

    public synchronized Mode mode() {
        return mode;
    }

    /// How often it has opened: the lock's own counter.
    public synchronized long count() {
        return count;
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
        return open(by, Optional.empty());
    }

    /// Opens for this long once, where the order says so.
    public Outcome open(By by, Optional<Duration> thisTime) {
        var fate = fate();
        boolean refused = fate == Outcome.REFUSED || mode() == Mode.LOCKED_DOWN;
        if (refused) {
            log.info("{} refuses an order by {}", name, by);
            return Outcome.REFUSED;
        }
        boolean stays = fate == Outcome.PAGE
                || fate == Outcome.ELSEWHERE
                || faults.has(Fault.RelayStuck.class)
                || faults.find(Fault.CutsUnlock.class).filter(c -> !c.moved()).isPresent();
        if (!stays) {
            opened(by, thisTime);
        }
        return fate;
    }

    private void opened(By by, Optional<Duration> thisTime) {
        List<Runnable> tell;
        synchronized (this) {
            if (openings.size() == MOST_REMEMBERED) {
                openings.removeFirst();
            }
            openings.add(new Opening(by, Instant.now()));
            count++;
            int order = ++orders;
            var time = mode == Mode.HELD ? Optional.<Duration>empty() : thisTime.or(() -> pulse);
            if (time.isPresent()) {
                timer.schedule(() -> pulseEnded(order), time.get().toMillis(), TimeUnit.MILLISECONDS);
            }
            tell = moved(State.UNLOCKED);
        }
        log.info("{} opens by {}", name, by);
        tell.forEach(Runnable::run);
    }

    public Outcome lock() {
        return put(Mode.NORMAL, State.LOCKED);
    }

    /// Released until it is brought back to normal. That is no opening of the counter.
    public Outcome hold() {
        return put(Mode.HELD, State.UNLOCKED);
    }

    public Outcome lockDown() {
        return put(Mode.LOCKED_DOWN, State.LOCKED);
    }

    private Outcome put(Mode how, State where) {
        var fate = fate();
        if (fate == Outcome.REFUSED) {
            return fate;
        }
        List<Runnable> tell;
        synchronized (this) {
            orders++;
            boolean news = mode != how;
            mode = how;
            tell = new ArrayList<>(moved(where));
            if (news && tell.isEmpty()) {
                listeners.forEach(l -> tell.add(() -> l.accept(where)));
            }
        }
        tell.forEach(Runnable::run);
        return fate;
    }

    /// How the door takes an order at this moment.
    private Outcome fate() {
        if (faults.has(Fault.RelayRefuses.class)) {
            return Outcome.REFUSED;
        }
        if (faults.has(Fault.LoginPage.class)) {
            return Outcome.PAGE;
        }
        if (faults.has(Fault.Redirects.class)) {
            return Outcome.ELSEWHERE;
        }
        if (faults.has(Fault.CutsUnlock.class)) {
            return Outcome.CUT;
        }
        if (faults.has(Fault.UnlockError.class)) {
            return Outcome.ERROR;
        }
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
