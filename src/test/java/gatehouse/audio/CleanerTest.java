package gatehouse.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import gatehouse.audio.SoundState.Cleaning;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The echo canceller on frames that were made, so that what is echo and what is the guard is known to the sample: the
/// speaker comes back 90 ms later through a room that rings for a tenth of a second, 12 dB softer, in some noise.
@Execution(ExecutionMode.CONCURRENT)
class CleanerTest {
    private static final int RATE = Sound.WIDE;
    private static final int FRAME = SpeakerMix.FRAME;
    private static final int SECONDS = 18;
    private static final int DELAY = RATE * 90 / 1000;

    private final short[] far = SpeechLike.samples(RATE, SECONDS, 1);
    private final double[] echo = room(far);

    @Test
    void theEchoIsTakenOutAndTheGuardStaysIn() throws InterruptedException {
        var guard = new double[far.length];
        for (int i = 13 * RATE; i < 15 * RATE; i++) { // speaks over the echo
            guard[i] = 6000 * Math.sin(2 * Math.PI * 500 * i / RATE) * Math.sin(Math.PI * (i % 3200) / 3200.0);
        }
        var heard = cleaned(new SoundWishes.Clean(true, true, false), guard);
        double before = level(echo, 5, 12);
        double after = Level.of(part(heard, 5, 12));
        assertTrue(before - after >= 25, "echo of " + before + " dB became " + after);
        double spoken = ToneDetector.decibels(slow(part(rounded(guard), 13, 15)), 500);
        double left = ToneDetector.decibels(slow(part(heard, 13, 15)), 500);
        assertEquals(spoken, left, 4, "the guard is heard as before");
    }

    @Test
    void noiseIsHeldDownAndASoftGuardIsLifted() throws InterruptedException {
        Arrays.fill(echo, 0);
        var random = new Random(5);
        var guard = new double[far.length];
        for (int i = 0; i < guard.length; i++) {
            guard[i] = 100 * random.nextGaussian();
        }
        double noise = level(guard, 10, 17);
        double quieter = Level.of(part(cleaned(new SoundWishes.Clean(false, true, false), guard), 10, 17));
        assertTrue(noise - quieter >= 8, "noise of " + noise + " dB became " + quieter);

        var soft = new double[far.length];
        for (int i = 0; i < soft.length; i++) {
            soft[i] = far[i] * 0.06;
        }
        double before = level(soft, 12, 17);
        double lifted = Level.of(part(cleaned(new SoundWishes.Clean(false, false, true), soft), 12, 17));
        assertTrue(lifted - before >= 6, "a voice of " + before + " dB became " + lifted);
    }

    @Test
    void aHeadsetIsLetThroughUntouchedAndNothingIsLoaded() {
        var cleaner = new Cleaner(
                wishes -> {
                    throw new AssertionError("not needed");
                },
                () -> {});
        cleaner.wish(SoundWishes.Clean.NOTHING);
        var frame = Arrays.copyOf(far, FRAME);
        cleaner.clean(frame);
        assertTrue(Arrays.equals(frame, Arrays.copyOf(far, FRAME)));
        assertEquals(Cleaning.OFF, cleaner.state());
        cleaner.close();
    }

    /// What becomes of the microphone, frame by frame, after the library was loaded.
    private short[] cleaned(SoundWishes.Clean wishes, double[] guard) throws InterruptedException {
        var changed = new CountDownLatch(1);
        try (var cleaner = new Cleaner(WebRtcCleaning::load, changed::countDown)) {
            cleaner.wish(wishes);
            cleaner.clean(new short[FRAME]);
            assertTrue(changed.await(60, TimeUnit.SECONDS), "loaded or not");
            if (cleaner.state() == Cleaning.HALF_DUPLEX && !"required".equals(System.getenv("GATEHOUSE_PEERS"))) {
                abort("the library cannot be loaded on this machine");
            }
            assertEquals(Cleaning.ON, cleaner.state());
            var random = new Random(3);
            var heard = new short[far.length];
            for (int at = 0; at + FRAME <= far.length; at += FRAME) {
                cleaner.played(Arrays.copyOfRange(far, at, at + FRAME));
                var frame = new short[FRAME];
                for (int i = 0; i < FRAME; i++) {
                    frame[i] = bounded(echo[at + i] + guard[at + i] + 8 * random.nextGaussian());
                }
                cleaner.clean(frame);
                System.arraycopy(frame, 0, heard, at, FRAME);
            }
            return heard;
        }
    }

    /// An impulse response that dies away over a tenth of a second.
    private static double[] room(short[] far) {
        var random = new Random(7);
        int length = RATE / 10;
        var response = new double[length];
        double energy = 0;
        for (int i = 0; i < length; i++) {
            response[i] = random.nextGaussian() * Math.exp(-6.9 * i / length);
            energy += response[i] * response[i];
        }
        double scale = Math.pow(10, -12 / 20.0) / Math.sqrt(energy);
        var echo = new double[far.length];
        for (int i = DELAY; i < far.length; i++) {
            double sum = 0;
            for (int k = 0; k < length && i - DELAY - k >= 0; k++) {
                sum += response[k] * far[i - DELAY - k];
            }
            echo[i] = sum * scale;
        }
        return echo;
    }

    private static short bounded(double sample) {
        return (short) Math.clamp(Math.round(sample), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    private static short[] rounded(double[] samples) {
        var out = new short[samples.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = bounded(samples[i]);
        }
        return out;
    }

    private static double level(double[] samples, int from, int to) {
        return Level.of(part(rounded(samples), from, to));
    }

    private static short[] part(short[] samples, int from, int to) {
        return Arrays.copyOfRange(samples, from * RATE, to * RATE);
    }

    private static short[] slow(short[] wide) {
        return new Resampling(RATE, Sound.RATE).run(wide);
    }
}
