package gatehouse.audio;

import java.nio.file.Path;
import java.time.Duration;

/// What a door rings with: one of the built-in tones, or a WAV file of the site.
public final class Ring {
    /// The tones that come with the program; the first three are the usual ones of rising priority.
    public enum BuiltIn {
        CHIME,
        TWO_NOTES,
        BRIGHT,
        LOW,
        TELEPHONE,
        TRILL
    }

    /// A ring tone that goes on longer would be no ring.
    public static final Duration LONGEST = Duration.ofSeconds(10);

    private static final int EVERY = 3 * Sound.WIDE;
    private static final int REST = Sound.WIDE / 2;

    private final short[] samples;

    private Ring(short[] samples) {
        this.samples = samples;
    }

    public static Ring of(BuiltIn tone) {
        return new Ring(
                switch (tone) {
                    case CHIME, TWO_NOTES, BRIGHT, LOW ->
                        new Resampling(Sound.RATE, Sound.WIDE).run(Chime.samples(tone.ordinal()));
                    case TELEPHONE -> Warble.telephone();
                    case TRILL -> Warble.trill();
                });
    }

    /// The tone of a WAV file, at most ten seconds long.
    public static Ring read(Path file) throws WaveFault {
        return new Ring(WaveFile.samples(file, LONGEST));
    }

    /// Once, at 16 kHz.
    short[] samples() {
        return samples;
    }

    /// Samples from one beginning to the next: three seconds, or more where the tone itself is longer.
    int every() {
        return Math.max(EVERY, samples.length + REST);
    }
}
