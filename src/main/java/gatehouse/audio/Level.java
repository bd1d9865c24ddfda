package gatehouse.audio;

/// The loudness of one direction over the last 100 ms, in dB below full scale (RMS). Never NaN; silence is -96.
///
/// Measured by one thread, read by any.
final class Level {
    static final double SILENCE = -96;
    private static final int WINDOW = Sound.RATE / 10;

    private double sum;
    private int count;
    private volatile double decibels = SILENCE;

    void measure(short[] samples) {
        for (short sample : samples) {
            sum += (double) sample * sample;
        }
        count += samples.length;
        if (count >= WINDOW) {
            double rms = Math.sqrt(sum / count) / 32768;
            decibels = rms <= 0 ? SILENCE : Math.max(SILENCE, 20 * Math.log10(rms));
            sum = 0;
            count = 0;
        }
    }

    double decibels() {
        return decibels;
    }
}
