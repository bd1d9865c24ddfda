package gatehouse.audio;

import java.util.Random;

/// The noise of a silent line, RFC 3389: the other side says how loud it is and, by reflection coefficients, how it
/// is coloured. Without it a door that sends nothing while nobody speaks sounds dead.
///
/// Told by the thread that receives, made by the one that plays.
final class ComfortNoise {
    static final int PAYLOAD_TYPE = 13;
    private static final int MOST_COEFFICIENTS = 12;
    private static final double UNIFORM_RMS = 1 / Math.sqrt(3);

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Colour(double loudness, double[] reflections) {}

    private final Random random;
    private volatile Colour colour; // null: never described
    private volatile boolean silent;
    private double[] memory = new double[0];

    ComfortNoise(long seed) {
        random = new Random(seed);
    }

    /// The other side falls silent, or its silence changes: §3.1, dB below overload; §3.2, 127 plus 128 times each
    /// coefficient.
    void describe(byte[] payload) {
        if (payload.length == 0) {
            return;
        }
        int count = Math.min(payload.length - 1, MOST_COEFFICIENTS);
        var reflections = new double[count];
        double gain = 1;
        for (int i = 0; i < count; i++) {
            reflections[i] = Math.clamp(((payload[i + 1] & 0xff) - 127) / 128.0, -0.98, 0.98);
            gain *= 1 - reflections[i] * reflections[i];
        }
        double rms = 32767 * Math.pow(10, -(payload[0] & 0x7f) / 20.0);
        colour = new Colour(rms * Math.sqrt(gain), reflections);
        silent = true;
    }

    /// The other side speaks again.
    void end() {
        silent = false;
    }

    /// Whether the other side said that it is silent, and how.
    boolean described() {
        return silent;
    }

    /// So many samples of it; silence before anything was described.
    short[] samples(int count) {
        var now = colour;
        var samples = new short[count];
        if (now == null) {
            return samples;
        }
        if (memory.length != now.reflections().length) {
            memory = new double[now.reflections().length];
        }
        for (int i = 0; i < count; i++) {
            double sample = lattice((2 * random.nextDouble() - 1) / UNIFORM_RMS * now.loudness(), now.reflections());
            samples[i] = (short) Math.clamp(Math.round(sample), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return samples;
    }

    /// The all-pole lattice: noise without colour in, coloured noise out.
    private double lattice(double white, double[] reflections) {
        double forward = white;
        for (int i = reflections.length - 1; i >= 0; i--) {
            forward -= reflections[i] * memory[i];
            if (i + 1 < memory.length) {
                memory[i + 1] = memory[i] + reflections[i] * forward;
            }
        }
        if (memory.length > 0) {
            memory[0] = forward;
        }
        return forward;
    }
}
