package gatehouse.audio;

/// A whole sound at another rate, whatever the two are: by a windowed sinc (Hann) of 16 zero crossings to each side,
/// whose cut is below half of the slower rate. For files, not for a voice that is under way.
final class AnyRate {
    private static final int CROSSINGS = 16;
    private static final double BELOW = 0.94;

    private AnyRate() {}

    static short[] of(double[] in, int from, int to) {
        var out = new short[Math.toIntExact((long) in.length * to / from)];
        double step = (double) from / to;
        double cut = from == to ? 1 : BELOW * Math.min(1, 1 / step);
        double reach = from == to ? 0.5 : CROSSINGS / cut;
        for (int i = 0; i < out.length; i++) {
            double middle = i * step;
            int first = Math.max(0, (int) Math.ceil(middle - reach));
            int last = Math.min(in.length - 1, (int) Math.floor(middle + reach));
            double sum = 0;
            for (int k = first; k <= last; k++) {
                double off = k - middle;
                sum += in[k] * cut * sinc(cut * off) * (0.5 + 0.5 * Math.cos(Math.PI * off / (reach + 0.5)));
            }
            out[i] = (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return out;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }
}
