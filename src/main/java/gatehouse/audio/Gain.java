package gatehouse.audio;

/// Makes one direction louder or softer. A change glides over one frame so that it does not click; what would be
/// clipped is bent instead, from 3 dB below full scale on.
///
/// `decibels` from any thread, `apply` confined to the one of the direction.
final class Gain {
    static final double MOST = 24;
    private static final double KNEE = 0.708 * 32768;
    private static final double ROOM = 32767 - KNEE;

    private volatile double wanted = 1;
    private double factor = 1;

    /// Within 24 dB both ways; anything else is brought into that range, not-a-number changes nothing.
    void decibels(double decibels) {
        if (!Double.isNaN(decibels)) {
            wanted = Math.pow(10, Math.clamp(decibels, -MOST, MOST) / 20);
        }
    }

    void apply(short[] frame) {
        double to = wanted;
        double from = factor;
        if (to == 1 && from == 1) {
            return;
        }
        for (int i = 0; i < frame.length; i++) {
            frame[i] = bent(frame[i] * (from + (to - from) * (i + 1) / frame.length));
        }
        factor = to;
    }

    private static short bent(double sample) {
        double size = Math.abs(sample);
        double within = size <= KNEE ? size : KNEE + ROOM * Math.tanh((size - KNEE) / ROOM);
        return (short) Math.round(Math.copySign(within, sample));
    }
}
