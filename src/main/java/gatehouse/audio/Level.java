package gatehouse.audio;

/// The loudness of one direction over the last 100 ms, in dB below full scale (RMS). Never NaN; silence is -96.
///
/// Measured by one thread, read by any.
final class Level {
    static final double SILENCE = -96;

    private final int window;
    private double sum;
    private int count;
    private volatile double decibels = SILENCE;
    private volatile double loudest = SILENCE;

    Level() {
        this(Sound.RATE);
    }

    Level(int rate) {
        window = rate / 10;
    }

    void measure(short[] samples) {
        for (short sample : samples) {
            sum += (double) sample * sample;
        }
        count += samples.length;
        if (count >= window) {
            double rms = Math.sqrt(sum / count) / 32768;
            decibels = rms <= 0 ? SILENCE : Math.max(SILENCE, 20 * Math.log10(rms));
            loudest = Math.max(loudest, decibels);
            sum = 0;
            count = 0;
        }
    }

    /// Of these samples alone.
    static double of(short[] samples) {
        double sum = 0;
        for (short sample : samples) {
            sum += (double) sample * sample;
        }
        return sum == 0 ? SILENCE : Math.max(SILENCE, 10 * Math.log10(sum / samples.length) - 20 * Math.log10(32768));
    }

    /// The loudest from now on counts.
    void restart() {
        loudest = SILENCE;
    }

    double decibels() {
        return decibels;
    }

    /// The loudest 100 ms since the beginning or the last `restart`.
    double loudest() {
        return loudest;
    }
}
