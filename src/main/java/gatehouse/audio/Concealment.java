package gatehouse.audio;

/// Fills in for lost voice after the manner of G.711 appendix I: the last pitch period goes on, fading to silence
/// within 60 ms; the voice that comes back is blended in over 4 ms, so that neither edge clicks.
///
/// Confined to one thread.
final class Concealment {
    private static final int SHORTEST = 40; // samples of a pitch period: 200 Hz
    private static final int LONGEST = 120; // 66 Hz
    private static final int BLEND = 32;
    private static final int FADE = Sound.RATE * 60 / 1000;
    private static final int MEMORY = 2 * LONGEST + Sound.FRAME;

    private final short[] memory = new short[MEMORY];
    private short[] period = new short[0];
    private int at;
    private int lost;

    /// Notes what was played well; right after a gap its beginning is blended with what filled the gap.
    short[] good(short[] samples) {
        var out = samples;
        if (lost > 0) {
            out = samples.clone();
            int blend = Math.min(BLEND, out.length);
            for (int i = 0; i < blend; i++) {
                double share = (double) (i + 1) / (blend + 1);
                out[i] = (short) (share * out[i] + (1 - share) * filling());
            }
            lost = 0;
        }
        remember(out);
        return out;
    }

    /// So many samples in place of what was lost.
    short[] fill(int count) {
        if (lost == 0) {
            period = lastPeriod();
            at = 0;
        }
        var out = new short[count];
        for (int i = 0; i < count; i++) {
            out[i] = filling();
        }
        return out;
    }

    private short filling() {
        double loudness = Math.max(0, 1 - (double) lost / FADE);
        lost = Math.min(lost + 1, FADE);
        short sample = period[at];
        at = (at + 1) % period.length;
        return (short) (loudness * sample);
    }

    /// The lag at which the last samples resemble themselves most (normalised correlation).
    private short[] lastPeriod() {
        int best = SHORTEST;
        double bestLikeness = Double.NEGATIVE_INFINITY;
        for (int lag = SHORTEST; lag <= LONGEST; lag++) {
            double product = 0;
            double energy = 1;
            for (int i = MEMORY - LONGEST; i < MEMORY; i++) {
                product += (double) memory[i] * memory[i - lag];
                energy += (double) memory[i - lag] * memory[i - lag];
            }
            double likeness = product / Math.sqrt(energy);
            if (likeness > bestLikeness) {
                bestLikeness = likeness;
                best = lag;
            }
        }
        var found = new short[best];
        System.arraycopy(memory, MEMORY - best, found, 0, best);
        return found;
    }

    private void remember(short[] samples) {
        int keep = Math.min(samples.length, MEMORY);
        System.arraycopy(memory, keep, memory, 0, MEMORY - keep);
        System.arraycopy(samples, samples.length - keep, memory, MEMORY - keep, keep);
    }
}
