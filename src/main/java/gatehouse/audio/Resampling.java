package gatehouse.audio;

/// Between the 8 kHz of a call and the 48 kHz of a device that knows no other: a low-pass of 97 taps at 3.6 kHz
/// (windowed sinc, Hamming), delay one millisecond.
///
/// Each instance is one direction of one stream, confined to one thread.
final class Resampling {
    static final int FACTOR = 6;
    private static final int TAPS = 97;
    private static final double CUT = 3600.0 / 48000;
    private static final double[] LOW_PASS = lowPass();

    private final double[] memory = new double[TAPS];
    private int newest;

    /// 48 kHz to 8 kHz; the length is a multiple of six.
    short[] down(short[] fast) {
        var slow = new short[fast.length / FACTOR];
        for (int i = 0; i < slow.length; i++) {
            for (int k = 0; k < FACTOR; k++) {
                push(fast[i * FACTOR + k]);
            }
            slow[i] = rounded(filtered());
        }
        return slow;
    }

    /// 8 kHz to 48 kHz.
    short[] up(short[] slow) {
        var fast = new short[slow.length * FACTOR];
        for (int i = 0; i < fast.length; i++) {
            push(i % FACTOR == 0 ? slow[i / FACTOR] * (double) FACTOR : 0);
            fast[i] = rounded(filtered());
        }
        return fast;
    }

    private void push(double sample) {
        newest = (newest + 1) % TAPS;
        memory[newest] = sample;
    }

    private double filtered() {
        double sum = 0;
        for (int k = 0; k < TAPS; k++) {
            sum += LOW_PASS[k] * memory[(newest - k + TAPS) % TAPS];
        }
        return sum;
    }

    private static short rounded(double sample) {
        return (short) Math.clamp(Math.round(sample), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    private static double[] lowPass() {
        var taps = new double[TAPS];
        double sum = 0;
        for (int k = 0; k < TAPS; k++) {
            double from = k - (TAPS - 1) / 2.0;
            double sinc = from == 0 ? 2 * CUT : Math.sin(2 * Math.PI * CUT * from) / (Math.PI * from);
            taps[k] = sinc * (0.54 - 0.46 * Math.cos(2 * Math.PI * k / (TAPS - 1)));
            sum += taps[k];
        }
        for (int k = 0; k < TAPS; k++) {
            taps[k] /= sum;
        }
        return taps;
    }
}
