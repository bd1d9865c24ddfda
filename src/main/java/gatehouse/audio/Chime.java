package gatehouse.audio;

import java.util.List;

/// A ring of two or three rising notes, made by arithmetic: each note a bell of three partials that dies away. There
/// are four, so that desks side by side can be told apart.
final class Chime {
    static final int VARIATIONS = 4;
    private static final List<double[]> NOTES = List.of(
            new double[] {523.25, 659.26, 783.99}, // C5 E5 G5
            new double[] {587.33, 880.00}, // D5 A5
            new double[] {659.26, 830.61, 987.77}, // E5 G#5 B5
            new double[] {392.00, 523.25, 659.26}); // G4 C5 E5
    private static final double BETWEEN = 0.22; // s from note to note
    private static final double LAST = 0.9; // s that the last note rings
    private static final double LOUDNESS = 0.3; // of full scale at a note's beginning

    private Chime() {}

    static double[] notes(int variation) {
        return NOTES.get(Math.floorMod(variation, VARIATIONS)).clone();
    }

    static short[] samples(int variation) {
        var notes = notes(variation);
        var samples = new short[(int) ((BETWEEN * (notes.length - 1) + LAST) * Sound.RATE)];
        for (int i = 0; i < samples.length; i++) {
            double time = (double) i / Sound.RATE;
            double sum = 0;
            for (int n = 0; n < notes.length; n++) {
                sum += bell(notes[n], time - n * BETWEEN);
            }
            samples[i] = (short) Math.clamp(Math.round(32767 * LOUDNESS * sum), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return samples;
    }

    private static double bell(double hz, double time) {
        if (time < 0) {
            return 0;
        }
        double attack = Math.min(1, time / 0.006);
        double turn = 2 * Math.PI * hz * time;
        return attack
                * (Math.exp(-4 * time) * Math.sin(turn)
                        + 0.25 * Math.exp(-7 * time) * Math.sin(2 * turn)
                        + 0.1 * Math.exp(-12 * time) * Math.sin(3 * turn));
    }
}
