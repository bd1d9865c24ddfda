package gatehouse.audio;

/// Sounds that change between two notes: the bell of a telephone, a trill, and the alarms.
final class Warble {
    private static final double LOUDNESS = 0.3; // of full scale

    private Warble() {}

    /// Two bursts of a bell, 400 ms each.
    static short[] telephone() {
        var samples = new short[Sound.WIDE];
        warble(samples, 0, 0.4, 440, 480, 20);
        warble(samples, 0.6, 0.4, 440, 480, 20);
        return samples;
    }

    /// One rising second of two quick notes.
    static short[] trill() {
        var samples = new short[Sound.WIDE];
        warble(samples, 0, 0.3, 1046.5, 1318.5, 12);
        warble(samples, 0.35, 0.3, 1174.7, 1480, 12);
        warble(samples, 0.7, 0.3, 1318.5, 1661.2, 12);
        return samples;
    }

    /// Adds a tone that changes between the two notes so many times a second.
    static void warble(short[] samples, double from, double seconds, double low, double high, double perSecond) {
        int begin = (int) (from * Sound.WIDE);
        int count = Math.min((int) (seconds * Sound.WIDE), samples.length - begin);
        double phase = 0;
        for (int i = 0; i < count; i++) {
            double time = (double) i / Sound.WIDE;
            double hz = (int) (time * 2 * perSecond) % 2 == 0 ? low : high;
            phase += 2 * Math.PI * hz / Sound.WIDE;
            double edge = Math.min(1, Math.min(i, count - i) / (0.005 * Sound.WIDE));
            samples[begin + i] =
                    (short) Math.round(32767 * LOUDNESS * edge * (Math.sin(phase) + 0.2 * Math.sin(3 * phase)));
        }
    }
}
