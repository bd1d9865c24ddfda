package gatehouse;

import gatehouse.audio.Ring;
import gatehouse.audio.RingTone;
import gatehouse.audio.Sound;
import gatehouse.audio.WaveFault;
import gatehouse.desk.Deed;
import gatehouse.door.RingBy;
import gatehouse.lifecycle.Joining;
import gatehouse.site.Ringing;
import gatehouse.site.Site;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Plays the ring tone that the desk asks for. The sound files of the site are read before they are wanted; a door
/// whose
/// file cannot be played rings with a tone of the program, for it must ring.
///
/// Safe for any thread.
final class RingTones implements AutoCloseable {
    private final Sound sound;
    private final Consumer<WaveFault> told;
    private final Map<Path, Ring> waves = new ConcurrentHashMap<>();
    private Ringing ringing = Ringing.USUAL; // all these: guarded by this
    private RingTone playing; // null: it does not ring
    private Ring ring;
    private double volume = 1;
    private Thread reading = Thread.ofVirtual().unstarted(() -> {});
    private boolean closed;

    /// `told` hears of files that cannot be played.
    RingTones(Sound sound, Consumer<WaveFault> told) {
        this.sound = sound;
        this.told = told;
    }

    /// Returns before the files are read.
    synchronized void wire(Site site) {
        if (closed) {
            return;
        }
        ringing = site.calls().ringing();
        var files = files(site);
        var before = reading;
        reading = Thread.ofVirtual().name("ring-tones").start(() -> read(before, files));
    }

    private static Stream<Path> files(Site site) {
        return Stream.concat(
                        site.doors().stream().flatMap(d -> d.intercom().ring().stream()),
                        site.calls().ringing().tones().stream().map(Ringing.ByPriority::tone))
                .flatMap(tone -> tone instanceof RingBy.Wave wave ? Stream.of(wave.file()) : Stream.empty())
                .distinct();
    }

    private void read(Thread before, Stream<Path> files) {
        Joining.untilEnded(before);
        files.forEach(file -> {
            try {
                waves.put(file, Ring.read(file));
            } catch (WaveFault e) {
                waves.remove(file);
                told.accept(e);
            }
        });
    }

    synchronized void play(Deed.RingTone wanted) {
        if (closed) {
            return;
        }
        if (!wanted.on()) {
            silence();
            return;
        }
        var now = ring(wanted.tone())
                .or(() -> ring(ringing.of(wanted.priority())))
                .orElseGet(() -> builtIn(1));
        if (playing == null || now != ring) {
            silence();
            ring = now;
            playing = new RingTone(sound, now, ringing.least());
            playing.volume(volume);
        }
        playing.quieter(wanted.softly());
        playing.start();
    }

    private Optional<Ring> ring(RingBy tone) {
        return switch (tone) {
            case RingBy.BuiltIn built -> Optional.of(builtIn(built.number()));
            case RingBy.Wave wave -> Optional.ofNullable(waves.get(wave.file()));
        };
    }

    private static Ring builtIn(int number) {
        return BuiltIns.RINGS.get(number - 1);
    }

    /// 0 to 1, also while it rings.
    synchronized void volume(double wanted) {
        volume = wanted;
        if (playing != null) {
            playing.volume(wanted);
        }
    }

    private void silence() {
        if (playing != null) {
            playing.close();
            playing = null;
        }
    }

    @Override
    public void close() {
        Thread last;
        synchronized (this) {
            closed = true;
            silence();
            last = reading;
        }
        Joining.untilEnded(last);
    }

    /// Made once, when the first one is wanted.
    private static final class BuiltIns {
        static final List<Ring> RINGS =
                Stream.of(Ring.BuiltIn.values()).map(Ring::of).toList();
    }
}
