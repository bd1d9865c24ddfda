package gatehouse.unlock;

import gatehouse.door.ModbusBox;
import gatehouse.onvif.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ends of pulses that the console owes to relay boxes which do not end them. Switching off is tried until the box
/// has
/// answered, also while the console closes: a door must not stay open because of a lost packet. Safe for any thread.
final class Pulses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pulses.class);
    private static final Duration FOR_ONE = Duration.ofSeconds(1);
    private static final Duration BETWEEN = Duration.ofMillis(250);
    private static final Duration AT_THE_END = Duration.ofSeconds(5);

    private final Set<Thread> owed = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);

    /// The end of one pulse. It becomes due when this is closed, unless the coil was surely not switched on.
    final class End implements AutoCloseable {
        private final ModbusBox box;
        private final int coil;
        private final Duration pulse;
        private boolean forgiven;

        private End(ModbusBox box, int coil, Duration pulse) {
            this.box = box;
            this.coil = coil;
            this.pulse = pulse;
        }

        void forgive() {
            forgiven = true;
        }

        @Override
        public void close() {
            if (!forgiven) {
                var thread = Thread.ofVirtual().name("pulse-end").unstarted(() -> switchOff(box, coil, pulse));
                owed.add(thread);
                thread.start();
            }
        }
    }

    End owe(ModbusBox box, int coil, Duration pulse) {
        return new End(box, coil, pulse);
    }

    /// Closing cuts the pulse short, it does not leave it.
    private void switchOff(ModbusBox box, int coil, Duration pulse) {
        try {
            closing.await(pulse.toNanos(), TimeUnit.NANOSECONDS);
            var patience = Optional.<Deadline>empty();
            while (!(BoxLine.write(box, coil, false, FOR_ONE, nanos -> {}) instanceof Told.Yes)) {
                LOG.warn("The relay box {} has not switched coil {} off yet", box, coil);
                if (patience.isEmpty() && closing.getCount() == 0) {
                    patience = Optional.of(Deadline.in(AT_THE_END));
                }
                if (patience.filter(Deadline::passed).isPresent()) {
                    LOG.error("The relay box {} could not be told to switch coil {} off; look at the door", box, coil);
                    return;
                }
                never.await(BETWEEN.toNanos(), TimeUnit.NANOSECONDS);
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
        owed.forEach(gatehouse.lifecycle.Joining::untilEnded);
    }
}
