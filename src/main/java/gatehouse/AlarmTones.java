package gatehouse;

import gatehouse.audio.RingTone;
import gatehouse.audio.Sound;
import gatehouse.desk.Concern;
import java.util.Optional;

/// Sounds the alarm until somebody looked. Safe for any thread.
final class AlarmTones implements AutoCloseable {
    private static final int VARIATION = 3;

    private final Sound sound;
    private Optional<RingTone> playing = Optional.empty(); // guarded by this

    AlarmTones(Sound sound) {
        this.sound = sound;
    }

    synchronized void sound(Optional<Concern.Kind> loudest) {
        if (loudest.isPresent() == playing.isPresent()) {
            return;
        }
        close();
        if (loudest.isPresent()) {
            var tone = new RingTone(sound, VARIATION);
            tone.start();
            playing = Optional.of(tone);
        }
    }

    void chime() {}

    @Override
    public synchronized void close() {
        playing.ifPresent(RingTone::close);
        playing = Optional.empty();
    }
}
