package gatehouse.unlock;

import gatehouse.door.ModbusBox;
import gatehouse.lifecycle.Joining;
import gatehouse.onvif.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ends of pulses that the console owes to relay boxes which do not end them. Switching off is tried until the box
/// has answered, also while the console closes: a door must not stay open because of a lost packet. What is owed is
/// kept before the coil is switched on, so that a console that dies meanwhile pays it at its next start.
///
/// One coil has one end: a newer opening puts it off, and a door that is held open needs none.
///
/// Safe for any thread.
final class Pulses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pulses.class);
    private static final Duration FOR_ONE = Duration.ofSeconds(1);
    private static final Duration BETWEEN = Duration.ofMillis(250);
    private static final Duration AT_THE_END = Duration.ofSeconds(5);
    private static final int BETWEEN_WORDS = 240;
    private static final Duration SEEN_LATE = Duration.ofSeconds(2);

    private record Coil(ModbusBox box, int number) {
        @Override
        public String toString() {
            return "coil " + number + " of the relay box " + box;
        }
    }

    private final UnlockRecord record;
    /// What is on for a while. Its lock also keeps what is kept in the same order.
    private final Map<Coil, End> newest = new HashMap<>(); // guarded by itself
    private final Map<Coil, Long> ended = new HashMap<>(); // when the last pulse of a coil was over; guarded by newest
    private final Set<Thread> owed = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);

    Pulses(UnlockRecord record) {
        this.record = record;
    }

    /// The end of one pulse. It becomes due when this is closed, unless the coil was surely not switched on.
    final class End implements AutoCloseable {
        private final Coil coil;
        private final Duration pulse;
        private final boolean alone;
        private boolean forgiven;

        private End(Coil coil, Duration pulse, boolean alone) {
            this.coil = coil;
            this.pulse = pulse;
            this.alone = alone;
        }

        /// Counts only when no older end was put off for this one.
        void forgive() {
            forgiven = alone;
        }

        @Override
        public void close() {
            if (forgiven) {
                over(this);
            } else {
                begin(this);
            }
        }
    }

    /// Returns when it is kept that the coil has to be switched off; when that throws, it must not be switched on.
    /// `anyway`: on the word of a supervisor it is, although nothing can be kept.
    End owe(ModbusBox box, int coil, Duration pulse, boolean anyway) throws IOException {
        var at = new Coil(box, coil);
        synchronized (newest) {
            try {
                record.owed(box, coil);
            } catch (IOException e) {
                if (!anyway) {
                    throw e;
                }
                LOG.error("That {} has to be switched off could not be kept", at, e);
            }
            var end = new End(at, pulse, !newest.containsKey(at));
            newest.put(at, end);
            return end;
        }
    }

    /// Whether a coil that was seen to be on at that moment of `System.nanoTime()` was so for a pulse of this console.
    /// What is seen comes late: a pulse that was just over is meant, too.
    boolean isOurs(ModbusBox box, int coil, long seenNanos) {
        var at = new Coil(box, coil);
        synchronized (newest) {
            Long over = ended.get(at);
            return newest.containsKey(at) || over != null && seenNanos - over < SEEN_LATE.toNanos();
        }
    }

    /// Something that a console before this one owed.
    void settle(ModbusBox box, int coil) {
        End end;
        synchronized (newest) {
            end = new End(new Coil(box, coil), Duration.ZERO, true);
            if (newest.putIfAbsent(end.coil, end) != null) {
                return; // whoever opens the door now ends that, too
            }
        }
        begin(end);
    }

    /// The coil is left on from now on: nobody switches it off for a pulse that was before. True when there was one.
    boolean dropped(ModbusBox box, int coil) {
        var at = new Coil(box, coil);
        synchronized (newest) {
            ended.remove(at);
            boolean was = newest.remove(at) != null;
            if (was) {
                record.settled(box, coil);
            }
            return was;
        }
    }

    private void begin(End end) {
        var thread = Thread.ofVirtual().name("pulse-end").unstarted(() -> switchOff(end));
        owed.add(thread);
        thread.start();
    }

    private boolean isNewest(End end) {
        synchronized (newest) {
            return newest.get(end.coil) == end;
        }
    }

    private void over(End end) {
        synchronized (newest) {
            if (newest.remove(end.coil, end)) {
                ended.put(end.coil, System.nanoTime());
                record.settled(end.coil.box(), end.coil.number());
            }
        }
    }

    /// Closing cuts the pulse short, it does not leave it.
    private void switchOff(End end) {
        try {
            boolean cutShort = closing.await(end.pulse.toNanos(), TimeUnit.NANOSECONDS);
            LOG.debug("The pulse of {} ends{}", end.coil, cutShort ? " early" : "");
            var patience = Optional.<Deadline>empty();
            for (int tries = 0; isNewest(end); tries++) {
                var told = BoxLine.write(end.coil.box(), end.coil.number(), false, FOR_ONE, nanos -> {});
                if (told instanceof Told.Yes) {
                    over(end);
                    return;
                }
                if (told instanceof Told.NotTaken no) {
                    // It has no such coil, so that none of it can be on.
                    LOG.error("{} cannot be switched off: {}", end.coil, no.why());
                    over(end);
                    return;
                }
                if (tries % BETWEEN_WORDS == 0) {
                    LOG.warn("Not switched off yet: {}", end.coil);
                }
                if (patience.isEmpty() && closing.getCount() == 0) {
                    patience = Optional.of(Deadline.in(AT_THE_END));
                }
                if (patience.filter(Deadline::passed).isPresent()) {
                    LOG.error("Could not be switched off before the end; look at the door: {}", end.coil);
                    return;
                }
                boolean ended = never.await(BETWEEN.toNanos(), TimeUnit.NANOSECONDS);
                assert !ended;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            owed.remove(Thread.currentThread());
        }
    }

    @Override
    public void close() {
        closing.countDown();
        owed.forEach(Joining::untilEnded);
    }
}
