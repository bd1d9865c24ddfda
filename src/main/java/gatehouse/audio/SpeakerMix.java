package gatehouse.audio;

import gatehouse.lifecycle.Joining;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One speaker for all who want to be heard through it: voices and ring tones are mixed into a single line, so a device
/// that allows only one is enough, and it may be exchanged while they go on. The line is open while somebody plays; a
/// device that goes away leaves silence at the same pace.
///
/// Each 10 ms every player is asked for its next samples and waited for no longer than the line can bear.
///
/// Safe for any thread. Devices are opened and closed by the mixing thread alone.
final class SpeakerMix implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SpeakerMix.class);
    static final Duration BEAT = Duration.ofMillis(10);
    static final int FRAME = Sound.WIDE / 100;
    private static final long PATIENCE = Duration.ofMillis(15).toNanos();

    private final String name;
    private final Devices devices;
    private final Consumer<short[]> heard;
    private final Runnable changed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final List<Player> players = new ArrayList<>(); // this and all below: guarded by lock
    private Optional<String> wanted = Optional.empty();
    private Optional<String> lost = Optional.empty();
    private int order;
    private boolean told; // whether anybody looked for devices yet
    private Thread mixing;
    private Optional<Thread> ending = Optional.empty();
    private boolean closed;

    /// `heard` is given all that is played, `changed` is run when the device is lost or found.
    SpeakerMix(String name, Devices devices, Consumer<short[]> heard, Runnable changed) {
        this.name = name;
        this.devices = devices;
        this.heard = heard;
        this.changed = changed;
    }

    /// Plays through this device from now on; through none if there is none. Also tries a lost one again.
    void use(Optional<String> device) {
        lock.lock();
        try {
            told = true;
            if (!device.equals(wanted) || lost.isPresent()) {
                wanted = device;
                lost = Optional.empty();
                order++;
            }
        } finally {
            lock.unlock();
        }
    }

    /// The device that failed, and has not been tried again since.
    Optional<String> lost() {
        lock.lock();
        try {
            return lost;
        } finally {
            lock.unlock();
        }
    }

    /// Somebody who plays at 16 kHz. Never fails: where there is no device there is silence.
    Sound.Speaker open() {
        var player = new Player();
        lock.lock();
        try {
            if (closed) {
                player.over = true;
                return player;
            }
            players.add(player);
            if (mixing == null) {
                var before = ending;
                mixing = Thread.ofPlatform()
                        .daemon(true)
                        .priority(Thread.MAX_PRIORITY)
                        .name(name)
                        .start(() -> {
                            before.ifPresent(Joining::untilEnded); // it may still have the line
                            mix();
                        });
            }
        } finally {
            lock.unlock();
        }
        return player;
    }

    private void mix() {
        Sound.Speaker line = silence();
        int served = -1;
        try {
            while (true) {
                var now = order();
                if (now.isEmpty()) {
                    return;
                }
                if (now.get().number() != served) {
                    served = now.get().number();
                    line.close();
                    line = opened(now.get());
                }
                var frame = collected();
                heard.accept(frame);
                try {
                    line.write(frame);
                } catch (SoundLost e) {
                    line.close();
                    line = silence();
                    gone(now.get(), e);
                }
            }
        } catch (InterruptedException e) {
            // Only close() interrupts; the thread ends here.
        } finally {
            line.close();
        }
    }

    private record Order(int number, Optional<String> device) {}

    /// What the line is to be; empty when nobody plays any more, which ends the mixing.
    private Optional<Order> order() {
        lock.lock();
        try {
            if (players.isEmpty() || closed) {
                ending = Optional.of(Thread.currentThread());
                mixing = null;
                return Optional.empty();
            }
            return Optional.of(new Order(order, wanted));
        } finally {
            lock.unlock();
        }
    }

    private Sound.Speaker opened(Order now) {
        if (now.device().isEmpty()) {
            return silence();
        }
        try {
            return devices.speaker(now.device().get(), Sound.WIDE);
        } catch (SoundLost e) {
            gone(now, e);
            return silence();
        }
    }

    private static Sound.Speaker silence() {
        var pacer = new Pacer(BEAT);
        return new Sound.Speaker() {
            @Override
            public void write(short[] samples) throws InterruptedException {
                pacer.await();
            }

            @Override
            public void close() {}
        };
    }

    private void gone(Order now, SoundLost why) {
        log.warn("{}: {}", name, why.getMessage());
        lock.lock();
        try {
            if (now.number() != order) {
                return; // another device is wanted already
            }
            lost = now.device();
        } finally {
            lock.unlock();
        }
        changed.run();
    }

    private short[] collected() throws InterruptedException {
        var sum = new int[FRAME];
        lock.lockInterruptibly();
        try {
            players.forEach(Player::ask);
            moved.signalAll();
            long left = PATIENCE;
            while (left > 0 && players.stream().anyMatch(p -> p.asked)) {
                left = moved.awaitNanos(left);
            }
            players.forEach(player -> player.give(sum));
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        var frame = new short[FRAME];
        for (int i = 0; i < FRAME; i++) {
            frame[i] = (short) Math.clamp(sum[i], Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return frame;
    }

    @Override
    public void close() {
        Thread thread;
        lock.lock();
        try {
            closed = true;
            players.forEach(player -> player.over = true);
            players.clear();
            thread = mixing == null ? ending.orElse(Thread.currentThread()) : mixing;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        if (thread != Thread.currentThread()) {
            thread.interrupt();
            Joining.untilEnded(thread);
        }
    }

    /// One who plays. All fields are guarded by the lock of the mix.
    private final class Player implements Sound.Speaker {
        private short[] samples = {};
        private int at;
        private boolean asked;
        private boolean over;
        private final Sound.Speaker afterwards = silence();

        private void ask() {
            asked = at == samples.length;
        }

        private void give(int[] sum) {
            for (int i = 0; i < FRAME && at < samples.length; i++) {
                sum[i] += samples[at++];
            }
        }

        @Override
        public Duration beat() {
            return BEAT;
        }

        @Override
        public void ready() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (!asked && !over) {
                    moved.await();
                }
            } finally {
                lock.unlock();
            }
        }

        /// After the mix was closed its players keep their pace until they notice.
        @Override
        public void write(short[] more) throws InterruptedException, SoundLost {
            boolean unheard;
            lock.lockInterruptibly();
            try {
                while (at < samples.length && !over) {
                    moved.await();
                }
                unheard = over;
                samples = more.clone();
                at = 0;
                asked = false;
                moved.signalAll();
            } finally {
                lock.unlock();
            }
            if (unheard) {
                afterwards.write(more);
            }
        }

        @Override
        public boolean gone() {
            lock.lock();
            try {
                return told && (wanted.isEmpty() || lost.isPresent());
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                over = true;
                players.remove(this);
                moved.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
