package gatehouse.unlock;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Output;
import gatehouse.door.UnlockBy;
import gatehouse.onvif.Deadline;
import gatehouse.onvif.OnvifException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens doors. For each order, in this order: it is put on record, it is sent once, the lock is looked at, the result
/// is put on record, the result is told. What cannot be recorded is not sent; what was sent is never sent again.
///
/// Safe for any thread; each order is a blocking straight line of at most eight seconds on the thread that brings it.
/// `close()` takes no more orders, lets those under way come to their end, and returns when the connections are gone.
public final class Unlocker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Unlocker.class);
    private static final int REMEMBERED = 10_000;
    private static final Duration TO_PREPARE = Duration.ofSeconds(3);
    private static final Duration OLDEST_CLICK = Duration.ofSeconds(10);

    private final UnlockRecord record;
    private final Relays relays = new Relays();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Phaser underWay = new Phaser(1);
    private final SequencedSet<UUID> carriedOut = new LinkedHashSet<>(); // guarded by itself
    private final Set<String> busy = new HashSet<>(); // guarded by itself

    private Unlocker(UnlockRecord record) {
        this.record = requireNonNull(record);
    }

    public static Unlocker open(UnlockRecord record) {
        return new Unlocker(record);
    }

    /// Learns beforehand what an order would have to ask first, so that the order is faster. Opens nothing. Worth
    /// calling when a door rings; blocks for up to three seconds.
    public void prepare(Output output) {
        if (!(output.by() instanceof UnlockBy.OnvifRelay relay) || !begun()) {
            return;
        }
        try {
            relays.find(relay, Deadline.in(TO_PREPARE));
        } catch (OnvifException e) {
            LOG.info("The relay of output {} could not be looked up: {}", output.id(), e.fault());
        } finally {
            underWay.arriveAndDeregister();
        }
    }

    /// Carries out one order. `tones` is the call shown when the button was pressed, for doors that open by tones.
    public Outcome unlock(UnlockOrder order, Optional<CallTones> tones, Consumer<Stage> stages) {
        long clicked = clicked(order);
        if (!isFirst(order.commandId())) {
            return new Outcome.Refused("This click was carried out already.", Optional.empty());
        }
        if (!begun()) {
            return new Outcome.Refused("The console is closing.", Optional.empty());
        }
        try (var attempt = new Attempt(clicked, closing, () -> stages.accept(Stage.ACCEPTED))) {
            var unrecorded = recorded(order, attempt);
            if (unrecorded.isPresent()) {
                stages.accept(Stage.REFUSED);
                return unrecorded.get();
            }
            stages.accept(Stage.ASKED);
            var outcome = keep(order, alone(order, tones, attempt), attempt);
            tell(outcome, stages);
            return outcome;
        } finally {
            underWay.arriveAndDeregister();
        }
    }

    /// The click on our clock. The wall clock only bridges the moment between the button and here.
    private static long clicked(UnlockOrder order) {
        long since = Duration.between(order.pressedAt(), Instant.now()).toNanos();
        return System.nanoTime() - Math.clamp(since, 0, OLDEST_CLICK.toNanos());
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

    private Optional<Outcome> recorded(UnlockOrder order, Attempt attempt) {
        try {
            record.intent(order);
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            LOG.error("{} was not opened, the order could not be put on record", order.door(), e);
            return Optional.of(attempt.refused("The opening could not be put on record, so nothing was sent."));
        }
    }

    /// One order at a time for one output: a second click while the first is under way opens nothing.
    private Outcome alone(UnlockOrder order, Optional<CallTones> tones, Attempt attempt) {
        var key = order.door() + "/" + order.output().id();
        synchronized (busy) {
            if (!busy.add(key)) {
                return attempt.refused("This door is being opened already.");
            }
        }
        try {
            return switch (order.output().by()) {
                case UnlockBy.Dtmf by -> ByTones.open(by, tones, attempt);
                case UnlockBy.Http by -> ByHttp.open(by, attempt);
                case UnlockBy.OnvifRelay by -> ByRelay.open(by, relays, attempt);
            };
        } catch (RuntimeException e) {
            LOG.error("Opening {} failed", order.door(), e);
            return attempt.isSent()
                    ? attempt.unknown("The console failed after the order was sent.")
                    : attempt.refused("The console failed before anything was sent.");
        } finally {
            synchronized (busy) {
                busy.remove(key);
            }
        }
    }

    /// A result that is not on record must not be shown as one: after a restart the record would tell otherwise.
    private Outcome keep(UnlockOrder order, Outcome outcome, Attempt attempt) {
        try {
            record.result(order, outcome);
            return outcome;
        } catch (IOException | RuntimeException e) {
            LOG.error("The result for {} could not be put on record: {}", order.door(), outcome, e);
            return attempt.unknown("What became of it could not be put on record.");
        }
    }

    private static void tell(Outcome outcome, Consumer<Stage> stages) {
        switch (outcome) {
            case Outcome.Opened ignored -> stages.accept(Stage.CONFIRMED);
            case Outcome.Unknown ignored -> stages.accept(Stage.NOT_CONFIRMED);
            case Outcome.Refused ignored -> stages.accept(Stage.REFUSED);
            // ACCEPTED was told when the door took the order; there is nothing more to come.
            case Outcome.Accepted ignored -> {}
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        closing.countDown();
        underWay.arriveAndAwaitAdvance();
        relays.close();
    }
}
