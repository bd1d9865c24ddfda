package gatehouse.audio;

/// Fills in for lost voice after the manner of G.711 appendix I: the last pitch period goes on, after 10 ms the last
/// two and then three of them so that it does not buzz, and from there it fades to silence until 60 ms. Where a period
/// begins anew its end is blended into what came before it; the voice that comes back is blended in over 4 ms.
///
/// Confined to one thread.
final class Concealment {
    private static final int MOST_PERIODS = 3;

    private final int shortest; // samples of a pitch period: 200 Hz
    private final int longest; // 66 Hz
    private final int blend;
    private final int steady; // samples that keep their loudness
    private final int fade; // samples until there is silence
    private final short[] memory;
    private short[] periods = new short[0];
    private int count;
    private int period;
    private int at;
    private int lost;

    Concealment(int rate) {
        shortest = rate / 200;
        longest = rate * 3 / 200;
        blend = rate / 250;
        steady = rate / 100;
        fade = rate * 60 / 1000;
        memory = new short[(MOST_PERIODS + 1) * longest];
    }

    /// Notes what was played well; right after a gap its beginning is blended with what filled the gap.
    short[] good(short[] samples) {
        var out = samples;
        if (lost > 0) {
            out = samples.clone();
            int some = Math.min(blend, out.length);
            for (int i = 0; i < some; i++) {
                double share = (double) (i + 1) / (some + 1);
                out[i] = (short) (share * out[i] + (1 - share) * filling());
            }
            lost = 0;
        }
        remember(out);
        return out;
    }

    /// So many samples in place of what was lost.
    short[] fill(int samples) {
        if (lost == 0) {
            period = pitch();
            take(1);
        }
        var out = new short[samples];
        for (int i = 0; i < samples; i++) {
            out[i] = filling();
        }
        return out;
    }

    private short filling() {
        double loudness = lost <= steady ? 1 : Math.max(0, 1 - (double) (lost - steady) / (fade - steady));
        lost = Math.min(lost + 1, fade);
        short sample = periods[at];
        at++;
        if (at == periods.length) {
            take(Math.min(MOST_PERIODS, lost > steady ? count + 1 : count));
        }
        return (short) (loudness * sample);
    }

    /// The last so many periods, their last quarter made to lead into their first sample.
    private void take(int wanted) {
        count = wanted;
        at = 0;
        periods = new short[wanted * period];
        int from = memory.length - periods.length;
        System.arraycopy(memory, from, periods, 0, periods.length);
        int quarter = period / 4;
        for (int i = 1; i <= quarter; i++) {
            double share = (double) (quarter - i) / quarter; // of what was; the rest is what led in
            int there = periods.length - i;
            periods[there] = (short) ((1 - share) * memory[from - i] + share * periods[there]);
        }
    }

    /// The lag at which the last samples resemble themselves most (normalised correlation).
    private int pitch() {
        int best = shortest;
        double bestLikeness = Double.NEGATIVE_INFINITY;
        for (int lag = shortest; lag <= longest; lag++) {
            double product = 0;
            double energy = 1;
            for (int i = memory.length - longest; i < memory.length; i++) {
                product += (double) memory[i] * memory[i - lag];
                energy += (double) memory[i - lag] * memory[i - lag];
            }
            double likeness = product / Math.sqrt(energy);
            if (likeness > bestLikeness) {
                bestLikeness = likeness;
                best = lag;
            }
        }
        return best;
    }

    private void remember(short[] samples) {
        int keep = Math.min(samples.length, memory.length);
        System.arraycopy(memory, keep, memory, 0, memory.length - keep);
        System.arraycopy(samples, samples.length - keep, memory, memory.length - keep, keep);
    }
}
