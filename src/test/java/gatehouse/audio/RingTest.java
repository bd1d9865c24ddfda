package gatehouse.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Ring tones and alarms: that they differ, repeat, and are as loud as they should be.
class RingTest {
    private static final int RATE = Sound.WIDE;
    private static final double SIXTH = Math.pow(2, 1 / 6.0);

    @TempDir
    private Path folder;

    /// Takes what is played as fast as it comes.
    private static final class Hasty implements Sound {
        final BlockingQueue<short[]> played = new LinkedBlockingQueue<>(100);

        @Override
        public String name() {
            return "hasty";
        }

        @Override
        public boolean silent() {
            return false;
        }

        @Override
        public Microphone microphone() {
            return new NoSound().microphone();
        }

        @Override
        public Speaker speaker() {
            return speaker(RATE);
        }

        @Override
        public Speaker speaker(int rate) {
            return new Speaker() {
                @Override
                public void write(short[] samples) throws InterruptedException {
                    played.put(samples.clone());
                }

                @Override
                public void close() {}
            };
        }

        short[] next(double seconds) throws InterruptedException {
            var all = new short[(int) (seconds * Sound.WIDE)];
            for (int at = 0; at < all.length; ) {
                var frame = played.poll(20, TimeUnit.SECONDS);
                assertTrue(frame != null, "it rings");
                int some = Math.min(frame.length, all.length - at);
                System.arraycopy(frame, 0, all, at, some);
                at += some;
            }
            return all;
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyToneRingsAnewEveryThreeSeconds(Ring.BuiltIn tone) throws Exception {
        var sound = new Hasty();
        try (var ring = new RingTone(sound, Ring.of(tone), 0)) {
            ring.start();
            var heard = sound.next(9);
            var first = Arrays.copyOf(heard, 3 * Sound.WIDE);
            assertTrue(Level.of(first) > -40, "it is heard");
            for (int i = 1; i < 3; i++) {
                int from = i * 3 * Sound.WIDE;
                assertTrue(Arrays.equals(first, Arrays.copyOfRange(heard, from, from + first.length)), "again");
            }
            assertEquals(0, heard[2 * Sound.WIDE + 2000], "and rests in between");
        }
    }

    @Test
    void aFileOfTheSiteRingsToo() throws Exception {
        var sound = new Hasty();
        var file = Waves.tone(folder.resolve("gong.wav"), 900, 44_100, 1, 16, 4);
        try (var ring = new RingTone(sound, Ring.read(file), 0)) {
            ring.start();
            var heard = sound.next(5);
            assertTrue(share(Arrays.copyOf(heard, 2 * Sound.WIDE), 900) > 0.99);
            assertEquals(0, heard[4 * Sound.WIDE + 4000], "a pause after its end");
        }
        assertThrows(WaveFault.class, () -> Ring.read(Waves.tone(folder.resolve("hour.wav"), 900, 8000, 1, 8, 11)));
    }

    @Test
    void itIsHalfAsLoudInACallAndNeverBelowWhatTheSiteAllows() throws Exception {
        double full = loudness(1, false, 0);
        assertEquals(full - 6, loudness(1, true, 0), 0.1, "half while a call is talked in");
        assertEquals(full - 20, loudness(0.1, false, 0), 0.1);
        assertEquals(full - 20 * Math.log10(1 / 0.4), loudness(0.1, false, 0.4), 0.1, "the least of the site");
        assertEquals(full - 20 * Math.log10(1 / 0.4), loudness(0.1, true, 0.4), 0.1, "in a call too");
        assertEquals(full, loudness(Double.NaN, false, 0), 0.1);
        assertTrue(loudness(-3, false, 0) < -90);
    }

    private static double loudness(double volume, boolean quieter, double least) throws InterruptedException {
        var sound = new Hasty();
        try (var ring = new RingTone(sound, Ring.of(Ring.BuiltIn.TELEPHONE), least)) {
            ring.volume(volume);
            ring.quieter(quieter);
            ring.start();
            return Level.of(sound.next(1));
        }
    }

    @Test
    void noToneAndNoAlarmSoundsLikeAnother() {
        var rings = Arrays.stream(Ring.BuiltIn.values())
                .map(tone -> picture(Ring.of(tone).samples()))
                .toList();
        var alarms = Arrays.stream(AlarmSound.Kind.values())
                .map(kind -> picture(AlarmSound.samples(kind)))
                .toList();
        apart(rings, rings, 0.9);
        apart(alarms, alarms, 0.9);
        apart(rings, alarms, 0.35);
    }

    private static void apart(List<List<Double>> some, List<List<Double>> others, double most) {
        for (int a = 0; a < some.size(); a++) {
            for (int b = 0; b < others.size(); b++) {
                double likeness = likeness(some.get(a), others.get(b));
                assertTrue(some.get(a) == others.get(b) || likeness < most, a + " and " + b + ": " + likeness);
            }
        }
    }

    @Test
    void anAlarmDoesNotPauseAsARingDoesAndTheNextTakesItsPlace() throws Exception {
        var sound = new Hasty();
        try (var alarm = new AlarmSound(sound)) {
            for (var kind : AlarmSound.Kind.values()) {
                alarm.start(kind);
                alarm.start(kind);
                sound.next(2); // what was played of the one before
                var heard = sound.next(6);
                for (int at = 0; at + Sound.WIDE <= heard.length; at += Sound.WIDE) {
                    var second = Arrays.copyOfRange(heard, at, at + Sound.WIDE);
                    assertTrue(Level.of(second) > -35, kind + " is heard in every second");
                }
            }
            alarm.stop();
            alarm.stop();
        }
    }

    /// How alike two sounds are to the ear, roughly: the cosine of how loud each sixth of an octave is in each quarter
    /// second.
    private static double likeness(List<Double> a, List<Double> b) {
        double product = 0;
        double left = 0;
        double right = 0;
        for (int i = 0; i < a.size(); i++) {
            product += a.get(i) * b.get(i);
            left += a.get(i) * a.get(i);
            right += b.get(i) * b.get(i);
        }
        return product / Math.sqrt(left * right);
    }

    private static List<Double> picture(short[] sound) {
        var picture = new ArrayList<Double>();
        for (int at = 0; at < 2 * Sound.WIDE; at += Sound.WIDE / 4) {
            for (double band = 300; band < 3500; band *= SIXTH) {
                double loud = 0;
                for (double hz = band; hz < band * SIXTH; hz += 6) {
                    loud += power(sound, at, Sound.WIDE / 4, hz);
                }
                picture.add(Math.sqrt(loud));
            }
        }
        return picture;
    }

    private static double power(short[] sound, int from, int count, double hz) {
        double turn = 2 * Math.cos(2 * Math.PI * hz / Sound.WIDE);
        double older = 0;
        double newer = 0;
        for (int i = 0; i < count && from + i < sound.length; i++) {
            double now = sound[from + i] + turn * newer - older;
            older = newer;
            newer = now;
        }
        return Math.max(0, newer * newer + older * older - turn * newer * older);
    }

    private static double share(short[] wide, double hz) {
        return ToneDetector.share(new Resampling(Sound.WIDE, Sound.RATE).run(wide), hz);
    }
}
