package gatehouse.audio;

import java.util.Arrays;

/// How strong one tone is in some samples: Goertzel's algorithm over blocks of 100 ms, so that a packet skipped or
/// concealed in between does not turn the phase against the rest.
public final class ToneDetector {
    private static final int BLOCK = Sound.RATE / 10;
    private static final int HALF_SECOND = Sound.RATE / 2;
    private static final int FAINTEST = 30;

    private ToneDetector() {}

    /// The share of all power that lies at this tone: 1 for the tone alone, near 0 without it and for silence.
    public static double share(short[] samples, double hz) {
        double tone = 0;
        double all = 0;
        for (int at = 0; at < samples.length; at += BLOCK) {
            int length = Math.min(BLOCK, samples.length - at);
            tone += power(samples, at, length, hz) * length;
            for (int i = at; i < at + length; i++) {
                all += (double) samples[i] * samples[i];
            }
        }
        return all == 0 ? 0 : Math.min(1, tone / all);
    }

    /// How much of the clearest half second is this tone: a busy machine may leave gaps, which say nothing about the
    /// way the voice took.
    public static double clearest(short[] samples, double hz) {
        double best = 0;
        for (int at = 0; at + HALF_SECOND <= samples.length; at += HALF_SECOND / 4) {
            best = Math.max(best, share(Arrays.copyOfRange(samples, at, at + HALF_SECOND), hz));
        }
        return best;
    }

    /// How much of the last half second is this tone; none of it where it is silent.
    public static double latest(short[] samples, double hz) {
        if (samples.length < HALF_SECOND) {
            return 0;
        }
        var last = Arrays.copyOfRange(samples, samples.length - HALF_SECOND, samples.length);
        double power = 0;
        for (short sample : last) {
            power += (double) sample * sample;
        }
        return Math.sqrt(power / last.length) < FAINTEST ? 0 : share(last, hz);
    }

    /// The loudness of this tone alone, in dB below the loudest possible sine; -96 when there is none.
    public static double decibels(short[] samples, double hz) {
        double sum = 0;
        for (int at = 0; at < samples.length; at += BLOCK) {
            int length = Math.min(BLOCK, samples.length - at);
            sum += power(samples, at, length, hz) * length;
        }
        double mean = samples.length == 0 ? 0 : sum / samples.length;
        double full = 32768.0 * 32768.0 / 2;
        return mean <= 0 ? Level.SILENCE : Math.max(Level.SILENCE, 10 * Math.log10(mean / full));
    }

    /// The mean power of the tone in a block: |X|² · 2 / N².
    private static double power(short[] samples, int from, int length, double hz) {
        double turn = 2 * Math.cos(2 * Math.PI * hz / Sound.RATE);
        double older = 0;
        double newer = 0;
        for (int i = from; i < from + length; i++) {
            double now = samples[i] + turn * newer - older;
            older = newer;
            newer = now;
        }
        double squared = newer * newer + older * older - turn * newer * older;
        return Math.max(0, squared) * 2 / ((double) length * length);
    }
}
