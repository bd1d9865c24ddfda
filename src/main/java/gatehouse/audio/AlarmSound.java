package gatehouse.audio;

/// Alarms that nobody takes for a door's ring: they do not pause for seconds as a ring does, and lie where no built-in
/// tone lies. Of several the most urgent sounds. A duress call makes no sound at all; that is its point.
///
/// Safe for any thread.
public final class AlarmSound implements AutoCloseable {
    /// From the least urgent to the most.
    public enum Kind {
        /// Three slow pulses.
        HELD_TOO_LONG,
        /// A siren of two notes.
        FORCED_DOOR,
        /// A fast siren.
        LOCKDOWN
    }

    private static final double LOUDNESS = 1;

    private final Sound sound;
    private Repeating playing; // guarded by this
    private Kind kind; // guarded by this; meaningless while nothing plays

    public AlarmSound(Sound sound) {
        this.sound = sound;
    }

    /// Sounds from now on, in place of another alarm. Returns at once.
    public synchronized void start(Kind wanted) {
        if (playing != null) {
            if (kind == wanted) {
                return;
            }
            playing.close();
        }
        kind = wanted;
        var once = samples(wanted);
        playing = new Repeating("alarm-sound", sound, once, once.length, () -> LOUDNESS);
        playing.start();
    }

    public synchronized void stop() {
        if (playing != null) {
            playing.close();
            playing = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    /// Once, at 16 kHz.
    static short[] samples(Kind kind) {
        return switch (kind) {
            case HELD_TOO_LONG -> {
                var samples = new short[Sound.WIDE * 3 / 2];
                for (int i = 0; i < 3; i++) {
                    Warble.warble(samples, i * 0.3, 0.15, 2000, 2000, 1);
                }
                yield samples;
            }
            case FORCED_DOOR -> {
                var samples = new short[Sound.WIDE];
                Warble.warble(samples, 0, 1, 1900, 2500, 1);
                yield samples;
            }
            case LOCKDOWN -> {
                var samples = new short[Sound.WIDE];
                Warble.warble(samples, 0, 1, 1900, 2900, 4);
                yield samples;
            }
        };
    }
}
