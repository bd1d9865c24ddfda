package gatehouse.audio;

import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Two short falling notes: a door is closed and locked again. Played once, softly, and over in half a second; where
/// nothing can be heard it does nothing.
public final class LatchSound {
    private static final Logger LOG = LoggerFactory.getLogger(LatchSound.class);
    private static final double HIGH = 659.26;
    private static final double LOW = 440;

    private LatchSound() {}

    /// Blocks until it was heard, or the thread is interrupted.
    public static void play(Sound sound) {
        if (sound.silent()) {
            return;
        }
        var once = samples();
        try (var speaker = sound.speaker(Sound.WIDE)) {
            int frame = Math.toIntExact(speaker.beat().toMillis() * Sound.WIDE / 1000);
            for (int at = 0; at < once.length; at += frame) {
                speaker.write(Arrays.copyOfRange(once, at, at + frame));
            }
        } catch (SoundLost e) {
            LOG.warn("That a door is locked again cannot be heard: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static short[] samples() {
        var samples = new short[Sound.WIDE / 2];
        Warble.warble(samples, 0, 0.12, HIGH, HIGH, 1);
        Warble.warble(samples, 0.16, 0.2, LOW, LOW, 1);
        return samples;
    }
}
