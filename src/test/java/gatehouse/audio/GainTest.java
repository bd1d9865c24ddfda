package gatehouse.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GainTest {
    @ParameterizedTest
    @CsvSource({"6, 6", "-6, -6", "-20, -20", "12, 12", "99, 24", "-99, -24", "0, 0", "NaN, 0"})
    void aDirectionIsLouderBySoMuch(double asked, double got) {
        var gain = new Gain();
        gain.decibels(asked);
        var tone = SoundTest.tone(440, 1000, 160);
        gain.apply(tone.clone()); // glides there
        var louder = SoundTest.tone(440, 1000, 160);
        gain.apply(louder);
        assertEquals(Level.of(tone) + got, Level.of(louder), 0.2);
    }

    @Test
    void nothingWrapsRoundAndNothingJumps() {
        var gain = new Gain();
        gain.decibels(24);
        var loud = SoundTest.tone(440, 30_000, 1600);
        var out = loud.clone();
        gain.apply(out);
        for (int i = 0; i < out.length; i++) {
            assertTrue(out[i] == 0 || (out[i] < 0) == (loud[i] < 0), "no sample changes its side");
        }
        var glide = new Gain();
        glide.decibels(24);
        var steady = new short[160];
        java.util.Arrays.fill(steady, (short) 1000);
        glide.apply(steady);
        for (int i = 1; i < steady.length; i++) {
            assertTrue(Math.abs(steady[i] - steady[i - 1]) < 200, "step of " + (steady[i] - steady[i - 1]));
        }
    }

    @Test
    void withoutGainNothingChanges() {
        var gain = new Gain();
        short[] samples = {Short.MIN_VALUE, -1, 0, 1, Short.MAX_VALUE};
        var same = samples.clone();
        gain.apply(same);
        assertArrayEquals(samples, same);
    }
}
