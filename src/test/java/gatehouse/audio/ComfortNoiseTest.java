package gatehouse.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComfortNoiseTest {
    @ParameterizedTest
    @ValueSource(ints = {20, 40, 60, 70})
    void noiseIsAsLoudAsTheOtherSideSaid(int below) {
        var noise = new ComfortNoise(1);
        noise.describe(new byte[] {(byte) below});
        assertEquals(-below, Level.of(noise.samples(8000)), 0.5);
    }

    @Test
    void colourMovesTheNoiseAndKeepsItsLoudness() {
        double[] flat = shares(new byte[] {30});
        double[] low = shares(new byte[] {30, (byte) (127 - 100)}); // a first coefficient of -0.8
        double[] high = shares(new byte[] {30, (byte) (127 + 100)});
        assertEquals(1, flat[0] / flat[1], 0.3);
        assertTrue(low[0] > 4 * low[1], "low notes prevail");
        assertTrue(high[1] > 4 * high[0], "high notes prevail");
        var noise = new ComfortNoise(2);
        noise.describe(new byte[] {30, 27, (byte) 200, 90});
        assertEquals(-30, Level.of(noise.samples(16_000)), 1);
    }

    @Test
    void itBeginsAndEndsWhenItIsSaidAndBadOnesAreHarmless() {
        var noise = new ComfortNoise(3);
        assertFalse(noise.described());
        assertArrayEquals(new short[160], noise.samples(160));
        noise.describe(new byte[0]);
        assertFalse(noise.described());
        var worst = new byte[200];
        java.util.Arrays.fill(worst, (byte) 0xff);
        noise.describe(worst);
        assertTrue(noise.described());
        assertTrue(Level.of(noise.samples(8000)) < -60, "127 dB below overload, however coloured");
        noise.end();
        assertFalse(noise.described());
    }

    /// How much lies in the lower and the upper half of the band.
    private static double[] shares(byte[] payload) {
        var noise = new ComfortNoise(1);
        noise.describe(payload);
        var samples = noise.samples(8000);
        double low = 0;
        double high = 0;
        for (int i = 1; i < samples.length; i++) {
            low += Math.pow((samples[i] + samples[i - 1]) / 2.0, 2);
            high += Math.pow((samples[i] - samples[i - 1]) / 2.0, 2);
        }
        return new double[] {low, high};
    }
}
