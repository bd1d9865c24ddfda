package gatehouse.audio;

import gatehouse.lifecycle.Joining;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One microphone for all who listen to it: the device is open once, while somebody listens, and may be exchanged
/// meanwhile. A device that goes away leaves silence at the same pace. A listener who does not keep up loses the
/// oldest.
///
/// Safe for any thread. Devices are opened and closed by the recording thread alone.
final class MicrophoneShare implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MicrophoneShare.class);
    private static final int MOST_BEHIND = Sound.WIDE / 5;

    private final String name;
    private final Devices devices;
    private final Consumer<short[]> clean;
    private final Runnable changed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final List<Listener> listeners = new ArrayList<>(); // this and all below: guarded by lock
    private Optional<String> wanted = Optional.empty();
    private Optional<String> lost = Optional.empty();
    private int order;
    private boolean told; // whether anybody looked for devices yet
    private Thread recording;
    private Optional<Thread> ending = Optional.empty();
    private boolean closed;

    /// `clean` works on each 10 ms before anybody hears them, `changed` is run when the device is lost or found.
    MicrophoneShare(String name, Devices devices, Consumer<short[]> clean, Runnable changed) {
        this.name = name;
        this.devices = devices;
        this.clean = clean;
        this.changed = changed;
    }

    /// Listens to this device from now on; to none if there is none. Also tries a lost one again.
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

    /// Somebody who listens at 16 kHz. Never fails: where there is no device there is silence.
    Sound.Microphone open() {
        var listener = new Listener();
        lock.lock();
        try {
            if (closed) {
                listener.over = true;
                return listener;
            }
            listeners.add(listener);
            if (recording == null) {
                var before = ending;
                recording = Thread.ofPlatform()
                        .daemon(true)
                        .priority(Thread.MAX_PRIORITY)
                        .name(name)
                        .start(() -> {
                            before.ifPresent(Joining::untilEnded); // it may still have the line
                            record();
                        });
            }
        } finally {
            lock.unlock();
        }
        return listener;
    }

    private void record() {
        var line = silence();
        int served = -1;
        var frame = new short[SpeakerMix.FRAME];
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
                try {
                    line.read(frame);
                } catch (SoundLost e) {
                    line.close();
                    line = silence();
                    gone(now.get(), e);
                    continue;
                }
                clean.accept(frame);
                hand(frame);
            }
        } catch (InterruptedException e) {
            // Only close() interrupts; the thread ends here.
        } finally {
            line.close();
        }
    }

    private record Order(int number, Optional<String> device) {}

    /// What the line is to be; empty when nobody listens any more, which ends the recording.
    private Optional<Order> order() {
        lock.lock();
        try {
            if (listeners.isEmpty() || closed) {
                ending = Optional.of(Thread.currentThread());
                recording = null;
                return Optional.empty();
            }
            return Optional.of(new Order(order, wanted));
        } finally {
            lock.unlock();
        }
    }

    private Sound.Microphone opened(Order now) {
        if (now.device().isEmpty()) {
            return silence();
        }
        try {
            return devices.microphone(now.device().get(), Sound.WIDE);
        } catch (SoundLost e) {
            gone(now, e);
            return silence();
        }
    }

    private static Sound.Microphone silence() {
        var pacer = new Pacer(SpeakerMix.BEAT);
        return new Sound.Microphone() {
            @Override
            public void read(short[] samples) throws InterruptedException {
                pacer.await();
                Arrays.fill(samples, (short) 0);
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

    private void hand(short[] frame) {
        lock.lock();
        try {
            listeners.forEach(listener -> listener.take(frame));
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Thread thread;
        lock.lock();
        try {
            closed = true;
            listeners.forEach(listener -> listener.over = true);
            listeners.clear();
            thread = recording == null ? ending.orElse(Thread.currentThread()) : recording;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        if (thread != Thread.currentThread()) {
            thread.interrupt();
            Joining.untilEnded(thread);
        }
    }

    /// One who listens. All fields are guarded by the lock of the share.
    private final class Listener implements Sound.Microphone {
        private final short[] ring = new short[MOST_BEHIND];
        private final Sound.Microphone afterwards = new NoSound().microphone();
        private long written;
        private long read;
        private boolean over;

        private void take(short[] frame) {
            for (short sample : frame) {
                ring[(int) (written++ % ring.length)] = sample;
            }
            read = Math.max(read, written - ring.length);
        }

        @Override
        public void read(short[] samples) throws InterruptedException, SoundLost {
            boolean silent;
            lock.lockInterruptibly();
            try {
                while (written - read < samples.length && !over) {
                    moved.await();
                }
                silent = over;
                for (int i = 0; i < samples.length && !silent; i++) {
                    samples[i] = ring[(int) (read++ % ring.length)];
                }
            } finally {
                lock.unlock();
            }
            if (silent) {
                afterwards.read(samples);
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
                listeners.remove(this);
                moved.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
