package gatehouse.audio;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Sound devices that are plugged in and pulled out by a test. Each allows one line in each direction, as a sound card
/// without a mixer does; a microphone hums its own tone, a speaker keeps its last second. What is pulled out fails its
/// open lines. Safe for any thread.
final class BenchDevices implements Devices {
    private final List<SoundDevices.Device> plugged = new CopyOnWriteArrayList<>();
    private final Map<String, ToneSound> sounds = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> lines = new ConcurrentHashMap<>();
    final List<String> refused = new CopyOnWriteArrayList<>();
    volatile CountDownLatch slow = new CountDownLatch(0);

    BenchDevices plug(String name, double hz, boolean microphone, boolean speaker) {
        sounds.putIfAbsent(name, new ToneSound(hz, Duration.ofSeconds(1)));
        plugged.add(new SoundDevices.Device(name, microphone, speaker));
        return this;
    }

    void pull(String name) {
        plugged.removeIf(device -> device.name().equals(name));
    }

    /// What the speaker of this name played last, at 8 kHz.
    short[] heard(String name) {
        return sounds.get(name).heard();
    }

    void forget(String name) {
        sounds.get(name).forget();
    }

    int open(String name, String way) {
        var count = lines.get(name + way);
        return count == null ? 0 : count.get();
    }

    @Override
    public List<SoundDevices.Device> list() {
        return List.copyOf(plugged);
    }

    private boolean there(String name) {
        return plugged.stream().anyMatch(device -> device.name().equals(name));
    }

    private AtomicInteger line(String name, String way) throws SoundLost {
        try {
            slow.await();
        } catch (InterruptedException e) {
            throw new SoundLost("opening was stopped", e);
        }
        if (!there(name)) {
            throw new SoundLost(name + " is not there");
        }
        var count = lines.computeIfAbsent(name + way, k -> new AtomicInteger());
        if (!count.compareAndSet(0, 1)) {
            refused.add(name);
            throw new SoundLost(name + " allows one line");
        }
        return count;
    }

    @Override
    public Sound.Microphone microphone(String name, int rate) throws SoundLost {
        var count = line(name, " in");
        var pacer = new Pacer(Duration.ofMillis(10));
        double hz = Double.parseDouble(sounds.get(name).name().replaceAll("[^0-9]", ""));
        return new Sound.Microphone() {
            private long at;

            @Override
            public void read(short[] samples) throws SoundLost, InterruptedException {
                if (!there(name)) {
                    throw new SoundLost(name + " was pulled out");
                }
                for (int i = 0; i < samples.length; i++) {
                    if (i % (rate / 100) == 0) {
                        pacer.await();
                    }
                    samples[i] = (short) Math.round(8000 * Math.sin(2 * Math.PI * hz * at++ / rate));
                }
            }

            @Override
            public void close() {
                count.set(0);
            }
        };
    }

    @Override
    public Sound.Speaker speaker(String name, int rate) throws SoundLost {
        var count = line(name, " out");
        var pacer = new Pacer(Duration.ofMillis(10));
        var resampling = new Resampling(rate, Sound.RATE);
        var keeping = sounds.get(name);
        return new Sound.Speaker() {
            @Override
            public void write(short[] samples) throws SoundLost, InterruptedException {
                if (!there(name)) {
                    throw new SoundLost(name + " was pulled out");
                }
                pacer.await();
                keeping.keep(resampling.run(samples));
            }

            @Override
            public void close() {
                count.compareAndSet(1, 0);
            }
        };
    }
}
