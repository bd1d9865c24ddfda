package gatehouse.audio;

import java.util.Arrays;
import java.util.Random;

/// Something that has what speech has: a pitch that moves, formants, hissing sounds, syllables and pauses. Seeded, so
/// that a figure measured with it can be measured again.
final class SpeechLike {
    private static final double LOUDEST = 16_000;

    private SpeechLike() {}

    static short[] samples(int rate, int seconds, long seed) {
        var random = new Random(seed);
        var out = new double[rate * seconds];
        var throat = new double[4][2];
        var formants = new double[4];
        double turn = 0;
        double loudness = 0;
        double wanted = 0;
        double pitch = 120;
        boolean voiced = true;
        int left = 0;
        for (int i = 0; i < out.length; i++) {
            if (left-- <= 0) { // the next syllable
                left = (int) (rate * (0.06 + 0.15 * random.nextDouble()));
                double kind = random.nextDouble();
                wanted = kind < 0.2 ? 0 : 0.3 + 0.7 * random.nextDouble();
                voiced = kind < 0.8;
                pitch = 90 + 120 * random.nextDouble();
                formants = new double[] {
                    250 + 550 * random.nextDouble(),
                    900 + 1400 * random.nextDouble(),
                    2300 + 700 * random.nextDouble(),
                    3300 + 2500 * random.nextDouble()
                };
            }
            loudness += (wanted - loudness) * 60 / rate;
            turn += pitch * (1 + 0.02 * Math.sin(2 * Math.PI * 5 * i / rate)) / rate;
            boolean pulse = turn >= 1;
            turn -= pulse ? 1 : 0;
            double sound =
                    voiced ? (pulse ? 1 : -pitch / rate) + 0.01 * random.nextGaussian() : 0.12 * random.nextGaussian();
            for (int f = 0; f < formants.length; f++) {
                sound = formants[f] < 0.45 * rate ? resonance(throat[f], formants[f], 60 + 40 * f, rate, sound) : sound;
            }
            out[i] = loudness * sound;
        }
        double most = Arrays.stream(out).map(Math::abs).max().orElse(1);
        var samples = new short[out.length];
        for (int i = 0; i < out.length; i++) {
            samples[i] = (short) (out[i] / most * LOUDEST);
        }
        return samples;
    }

    private static double resonance(double[] past, double hz, double width, int rate, double in) {
        double radius = Math.exp(-Math.PI * width / rate);
        double turn = 2 * radius * Math.cos(2 * Math.PI * hz / rate);
        double out = (1 - turn + radius * radius) * in + turn * past[0] - radius * radius * past[1];
        past[1] = past[0];
        past[0] = out;
        return out;
    }

    /// How alike two signals are, 1 for the same shape, once the second is moved back by what the coding delays it.
    static Likeness likeness(short[] first, short[] second, int mostDelay) {
        int count = Math.min(first.length, second.length - mostDelay);
        var best = new Likeness(-1, 0, 0);
        for (int delay = 0; delay < mostDelay; delay++) {
            double product = 0;
            double one = 1;
            double other = 1;
            double error = 0;
            for (int i = 0; i < count; i++) {
                double a = first[i];
                double b = second[i + delay];
                product += a * b;
                one += a * a;
                other += b * b;
                error += (a - b) * (a - b);
            }
            double correlation = product / Math.sqrt(one * other);
            if (correlation > best.correlation()) {
                best = new Likeness(correlation, 10 * Math.log10(one / (error + 1)), delay);
            }
        }
        return best;
    }

    /// The correlation, the error in dB below the signal, and the delay in samples at which it is best.
    record Likeness(double correlation, double decibels, int delay) {}
}
