package gatehouse.command;

import gatehouse.audio.ToneDetector;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// What the tour waits for, what it demands, and how it weighs what it hears.
final class TourMeasure {
    /// How long a step waits for what must come.
    static final Duration MOST = Duration.ofSeconds(30);

    private TourMeasure() {}

    static void until(String what, BooleanSupplier true_) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + MOST.toNanos();
        while (!true_.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("Waited " + MOST.toSeconds() + " s for: " + what);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    /// How much of the clearest half second is this tone: a busy machine may leave gaps, which say nothing about the
    /// way the voice took.
    static double share(short[] samples, double hz) {
        int window = 4000;
        double best = 0;
        for (int at = 0; at + window <= samples.length; at += window / 4) {
            best = Math.max(best, ToneDetector.share(Arrays.copyOfRange(samples, at, at + window), hz));
        }
        return best;
    }

    /// How much of the last half second is this tone; none of it where it is silent.
    static double latest(short[] samples, double hz) {
        if (samples.length < 4000) {
            return 0;
        }
        var last = Arrays.copyOfRange(samples, samples.length - 4000, samples.length);
        double power = 0;
        for (short sample : last) {
            power += (double) sample * sample;
        }
        return Math.sqrt(power / last.length) < 30 ? 0 : ToneDetector.share(last, hz);
    }

    static double millis(Duration took) {
        return rounded(took.toNanos() / 1e6);
    }

    static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
