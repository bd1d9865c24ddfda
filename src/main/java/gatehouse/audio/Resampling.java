package gatehouse.audio;

/// From one rate of samples to another, by a windowed-sinc low-pass (Hamming) that cuts at nine tenths of what the
/// slower rate can carry; its delay is one millisecond between 8 kHz and any rate, half of that from 16 kHz up.
///
/// Each instance is one direction of one stream, confined to one thread.
final class Resampling {
    private static final int TAPS_PER_STEP = 16;

    private final int up;
    private final int down;
    private final int taps;
    private final double[] lowPass;
    private final double[] memory;

    /// One of the rates must divide the other.
    Resampling(int from, int to) {
        if (Math.max(from, to) % Math.min(from, to) != 0) {
            throw new IllegalArgumentException(from + " samples a second cannot be made " + to);
        }
        up = Math.max(1, to / from);
        down = Math.max(1, from / to);
        taps = TAPS_PER_STEP * up * down + 1;
        lowPass = lowPass(taps, 0.45 / (up * down));
        memory = new double[taps / up + 1];
    }

    /// The same time at the other rate; going down, the length is a multiple of the ratio.
    short[] run(short[] in) {
        if (up == down) {
            return in.clone();
        }
        var known = new double[memory.length + in.length];
        System.arraycopy(memory, 0, known, 0, memory.length);
        for (int i = 0; i < in.length; i++) {
            known[memory.length + i] = in[i];
        }
        var out = new short[in.length * up / down];
        for (int i = 0; i < out.length; i++) {
            int newest = memory.length + (up > 1 ? i / up : i * down + down - 1);
            double sum = 0;
            for (int k = i % up; k < taps; k += up) {
                sum += lowPass[k] * known[newest - k / up];
            }
            out[i] = (short) Math.clamp(Math.round(sum * up), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        System.arraycopy(known, in.length, memory, 0, memory.length);
        return out;
    }

    private static double[] lowPass(int taps, double cut) {
        var low = new double[taps];
        double sum = 0;
        for (int k = 0; k < taps; k++) {
            double from = k - (taps - 1) / 2.0;
            double sinc = from == 0 ? 2 * cut : Math.sin(2 * Math.PI * cut * from) / (Math.PI * from);
            low[k] = sinc * (0.54 - 0.46 * Math.cos(2 * Math.PI * k / (taps - 1)));
            sum += low[k];
        }
        for (int k = 0; k < taps; k++) {
            low[k] /= sum;
        }
        return low;
    }
}
