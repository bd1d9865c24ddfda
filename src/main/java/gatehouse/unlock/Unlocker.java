package gatehouse.unlock;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import gatehouse.door.ModbusBox;
import gatehouse.door.Output;
import gatehouse.door.TellsBy.Part;
import gatehouse.door.UnlockBy;
import gatehouse.lifecycle.Joining;
import gatehouse.onvif.Deadline;
import gatehouse.onvif.OnvifException;
import gatehouse.unlock.Outcome.Refused.By;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens doors. For each order, in this order: it is put on record, it is sent once, the lock is listened to, the
/// result
/// is put on record, the result is told; then the door is followed, and each further step is put on record and told.
/// What
/// cannot be recorded is not sent; what was sent is never sent again.
///
/// Safe for any thread; each order is a blocking straight line on the thread that brings it, which lasts as long as its
/// ways and their patience at the most. `close()` takes no more orders, lets those under way come to their end, ends
/// the
/// following, and returns when the connections are gone.
public final class Unlocker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Unlocker.class);
    private static final int REMEMBERED = 10_000;
    private static final Duration TO_PREPARE = Duration.ofSeconds(3);
    private static final Duration TO_LISTEN = Duration.ofSeconds(1);
    private static final Duration LONGEST_TURN = Duration.ofSeconds(20);
    private static final Duration OLDEST_CLICK = Duration.ofSeconds(10);

    private final UnlockRecord record;
    private final Lines lines;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Phaser underWay = new Phaser(1);
    private final SequencedSet<UUID> carriedOut = new LinkedHashSet<>(); // guarded by itself
    private final Map<String, Semaphore> busy = new ConcurrentHashMap<>(); // one for each output
    private final Map<DoorId, DoorWatch> watches = new ConcurrentHashMap<>();
    private final Set<Thread> following = ConcurrentHashMap.newKeySet();

    private Unlocker(UnlockRecord record) {
        this.record = requireNonNull(record);
        this.lines = new Lines(record);
    }

    public static Unlocker open(UnlockRecord record) {
        return new Unlocker(record);
    }

    /// Makes the first order as fast as the later ones: reads into memory what it needs of the program. Opens nothing,
    /// and returns at once.
    public void rehearse() {
        if (begun()) {
            aside(() -> {
                try {
                    Rehearsal.run(lines.trusts());
                } finally {
                    underWay.arriveAndDeregister();
                }
            });
        }
    }

    /// Learns beforehand what an order would have to ask first, so that the order is faster. Opens nothing. Worth
    /// calling when a door rings; blocks for up to three seconds.
    public void prepare(Output output) {
        if (!begun()) {
            return;
        }
        try {
            var deadline = Deadline.in(TO_PREPARE);
            for (var way : output.ways()) {
                switch (way.by()) {
                    case UnlockBy.OnvifRelay relay ->
                        lines.devices().prepare(relay, output.times().pulse(), deadline);
                    case UnlockBy.OnvifDoor door -> lines.devices().prepare(door, deadline);
                    case UnlockBy.Http http -> lines.trusts().of(http.access().pin());
                    case UnlockBy.Dtmf ignored -> {}
                    case UnlockBy.Mqtt ignored -> {}
                    case UnlockBy.Modbus ignored -> {}
                }
            }
        } catch (OnvifException e) {
            LOG.info("Output {} could not be looked up: {}", output.id(), e.fault());
        } finally {
            underWay.arriveAndDeregister();
        }
    }

    /// Switches a coil off that a console before this one had switched on and could not switch off any more: tried
    /// until
    /// the box has answered.
    public void settle(ModbusBox box, int coil) {
        lines.pulses().settle(box, coil);
    }

    /// Listens to a door from now on and tells what happens there. Whoever opens the watch closes it. Orders for a door
    /// that is watched need not begin to listen first, and are faster.
    public DoorWatch watch(DoorId door, List<Output> outputs, Consumer<DoorNews> news) {
        var watch = DoorWatch.open(lines, door, outputs, news, () -> watches.remove(door));
        var before = watches.put(door, watch);
        if (before != null) {
            LOG.warn("{} is watched twice", door);
        }
        return watch;
    }

    /// Carries out one order. `tones` is the call shown when the button was pressed, for doors that open by tones.
    /// `proof` hears each step as it becomes known, on this thread until the outcome is returned, later on another one,
    /// until [Proof#over].
    public Outcome unlock(UnlockOrder order, Optional<CallTones> tones, Consumer<Proof> proof) {
        return unlock(order, clicked(order.pressedAt()), tones, proof);
    }

    /// `pressed` is the moment of the click by `System.nanoTime()`: it holds also when the clock on the wall was set
    /// since then.
    public Outcome unlock(UnlockOrder order, long pressed, Optional<CallTones> tones, Consumer<Proof> proof) {
        long clicked = since(System.nanoTime() - pressed);
        if (!isFirst(order.commandId())) {
            return new Outcome.Refused(By.CONSOLE, "This click was carried out already.", Optional.empty());
        }
        if (!begun()) {
            return new Outcome.Refused(By.CONSOLE, "The console is closing.", Optional.empty());
        }
        var attempt = new Attempt(
                clicked, closing, Proof.pending(tellable(order.output())), proof, nanos -> sent(order, nanos));
        try {
            return carried(order, tones, attempt);
        } finally {
            underWay.arriveAndDeregister();
        }
    }

    private Outcome carried(UnlockOrder order, Optional<CallTones> tones, Attempt attempt) {
        var unrecorded = recorded(order, attempt);
        if (unrecorded.isPresent()) {
            attempt.over();
            return unrecorded.get();
        }
        attempt.step(Step.ASKED, "the history");
        var key = order.door() + "/" + order.output().id();
        if (!alone(key)) {
            var refused = keep(
                    order, attempt.refused(By.CONSOLE, "This door is being opened already."), Tried.NOTHING, attempt);
            attempt.over();
            return refused;
        }
        var template = Template.of(order.door(), order.output(), order.commandId(), Optional.empty());
        Optional<Ears> ears = Optional.empty();
        Optional<Sending> sending = Optional.empty();
        Outcome outcome;
        try {
            ears = Optional.of(Ears.open(lines, order.output(), template, attempt::hear));
            ears.get().await(TO_LISTEN);
            sending = Optional.of(new Sending(lines, order, tones, template, attempt, ears.get()));
            outcome = sending.get().outcome();
        } catch (RuntimeException e) {
            LOG.error("Opening {} failed", order.door(), e);
            outcome = attempt.isSent()
                    ? attempt.unknown("The console failed after the order was sent.")
                    : attempt.refused(By.CONSOLE, "The console failed before anything was sent.");
        } finally {
            release(key);
        }
        if (outcome instanceof Outcome.Refused) {
            refused(order);
        }
        var kept = keep(order, outcome, sending.map(Sending::tried).orElse(Tried.NOTHING), attempt);
        follow(order, attempt, ears);
        return kept;
    }

    private void sent(UnlockOrder order, long nanos) {
        var watch = watches.get(order.door());
        if (watch != null) {
            watch.ordered(order.output().id(), order.commandId(), nanos);
        }
    }

    private void refused(UnlockOrder order) {
        var watch = watches.get(order.door());
        if (watch != null) {
            watch.refused(order.output().id(), order.commandId());
        }
    }

    /// Whether an output has a way that could take this mode, as far as the site file tells.
    public static boolean has(Output output, DoorNews.Mode mode) {
        return Modes.fits(output, mode);
    }

    /// Puts an output into a mode, under the same discipline: on record, sent once, on record, told.
    public ModeOutcome mode(ModeOrder order) {
        if (!isFirst(order.commandId())) {
            return new ModeOutcome.Refused("This order was carried out already.");
        }
        if (!begun()) {
            return new ModeOutcome.Refused("The console is closing.");
        }
        try {
            return modeCarried(order);
        } finally {
            underWay.arriveAndDeregister();
        }
    }

    private ModeOutcome modeCarried(ModeOrder order) {
        try {
            record.intent(order);
        } catch (IOException | RuntimeException e) {
            LOG.error("{} was not put into a mode, the order could not be put on record", order.door(), e);
            return new ModeOutcome.Refused("The order could not be put on record, so nothing was sent.");
        }
        var key = order.door() + "/" + order.output().id();
        if (!aloneInTurn(key)) {
            return keep(order, new ModeOutcome.Refused("This door is being opened or set already."));
        }
        var attempt = new Attempt(clicked(order.pressedAt()), closing, Proof.pending(Set.of()), p -> {});
        ModeOutcome outcome;
        try {
            outcome = new Modes(lines, order, attempt).outcome();
        } catch (RuntimeException e) {
            LOG.error("Setting the mode of {} failed", order.door(), e);
            outcome = attempt.isSent()
                    ? new ModeOutcome.Unknown("The console failed after the order was sent.")
                    : new ModeOutcome.Refused("The console failed before anything was sent.");
        } finally {
            release(key);
        }
        return keep(order, outcome);
    }

    /// The click on our clock. The wall clock only bridges the moment between the button and here.
    private static long clicked(Instant pressedAt) {
        return since(Duration.between(pressedAt, Instant.now()).toNanos());
    }

    private static long since(long nanos) {
        return System.nanoTime() - Math.clamp(nanos, 0, OLDEST_CLICK.toNanos());
    }

    private static Set<Step> tellable(Output output) {
        var parts = Ears.tellable(output);
        var steps = EnumSet.of(Step.ASKED, Step.ACCEPTED);
        if (parts.contains(Part.LOCK)) {
            steps.add(Step.RELAY_ON);
        }
        if (parts.contains(Part.DOOR)) {
            steps.add(Step.DOOR_OPENED);
        }
        if (!parts.isEmpty()) {
            steps.add(Step.SECURED);
        }
        return steps;
    }

    private boolean isFirst(UUID command) {
        synchronized (carriedOut) {
            if (!carriedOut.add(command)) {
                return false;
            }
            if (carriedOut.size() > REMEMBERED) {
                carriedOut.removeFirst();
            }
            return true;
        }
    }

    private boolean begun() {
        underWay.register();
        if (closed.get()) {
            underWay.arriveAndDeregister();
            return false;
        }
        return true;
    }

    /// One order at a time for one output: a second click while the first is under way opens nothing.
    private boolean alone(String key) {
        return turn(key).tryAcquire();
    }

    /// A mode waits for what is under way, and modes take their turns: a lockdown must reach the door, and what was
    /// ordered last must hold in the end.
    private boolean aloneInTurn(String key) {
        try {
            return turn(key).tryAcquire(LONGEST_TURN.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Semaphore turn(String key) {
        return busy.computeIfAbsent(key, k -> new Semaphore(1, true));
    }

    private void release(String key) {
        turn(key).release();
    }

    private Optional<Outcome> recorded(UnlockOrder order, Attempt attempt) {
        try {
            record.intent(order);
            return Optional.empty();
        } catch (IOException e) {
            return order.override() ? overridden(order, e, attempt) : Optional.of(unrecorded(order, e, attempt));
        } catch (RuntimeException e) {
            return Optional.of(unrecorded(order, e, attempt));
        }
    }

    private Optional<Outcome> overridden(UnlockOrder order, IOException why, Attempt attempt) {
        try {
            record.override(order, why);
            LOG.error("{} is opened by {} although the history takes nothing", order.door(), order.operator(), why);
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of(unrecorded(order, e, attempt));
        }
    }

    private static Outcome unrecorded(UnlockOrder order, Exception why, Attempt attempt) {
        LOG.error("{} was not opened, the order could not be put on record", order.door(), why);
        return attempt.refused(By.CONSOLE, "The opening could not be put on record, so nothing was sent.");
    }

    /// A result that is not on record must not be shown as one: after a restart the record would tell otherwise.
    private Outcome keep(UnlockOrder order, Outcome outcome, Tried tried, Attempt attempt) {
        try {
            record.result(order, outcome, tried);
            return outcome;
        } catch (IOException | RuntimeException e) {
            LOG.error("The result for {} could not be put on record: {}", order.door(), outcome, e);
            return outcome instanceof Outcome.Refused
                    ? outcome
                    : attempt.unknown("What became of it could not be put on record.");
        }
    }

    private ModeOutcome keep(ModeOrder order, ModeOutcome outcome) {
        try {
            record.result(order, outcome);
            return outcome;
        } catch (IOException | RuntimeException e) {
            LOG.error("The result for {} could not be put on record: {}", order.door(), outcome, e);
            return outcome instanceof ModeOutcome.Refused
                    ? outcome
                    : new ModeOutcome.Unknown("What became of it could not be put on record.");
        }
    }

    /// What comes after the outcome holds nobody back: it is heard on a thread of its own. A door that refused is
    /// followed like any other: what its lock does counts, whatever was answered.
    private void follow(UnlockOrder order, Attempt attempt, Optional<Ears> ears) {
        boolean nothingMore = !attempt.isSent() || ears.isEmpty() || closed.get();
        Runnable end = () -> {
            attempt.over();
            ears.ifPresent(Ears::close);
        };
        if (nothingMore) {
            attempt.over();
            aside(() -> ears.ifPresent(Ears::close));
            return;
        }
        aside(() -> {
            try {
                new Following(order, record, attempt, ears.get()).run();
            } finally {
                end.run();
            }
        });
    }

    private void aside(Runnable work) {
        var thread = Thread.ofVirtual().name("following-a-door").unstarted(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.error("Following a door failed", e);
            } finally {
                following.remove(Thread.currentThread());
            }
        });
        following.add(thread);
        thread.start();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        closing.countDown();
        underWay.arriveAndAwaitAdvance();
        following.forEach(Thread::interrupt);
        following.forEach(Joining::untilEnded);
        List.copyOf(watches.values()).forEach(DoorWatch::close);
        lines.close();
    }
}
