package gatehouse.audio;

/// One band of G.722: an adaptive quantizer and a predictor of two poles and six zeros, which coder and decoder keep
/// in step by adapting to what is on the line alone (ITU-T G.722 clauses 3.3 to 3.6 and 6.2.1).
///
/// Confined to one thread.
final class G722Band {
    /// Table 14, 2^(11+i/32): the mantissas of the step size.
    private static final int[] STEP_MANTISSAS = {
        2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
        2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008
    };

    /// Decision levels of the lower band's 60 steps, for one sign.
    private static final int[] LOW_LEVELS = {
        35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023, 1121, 1219, 1339,
        1458, 1612, 1765, 1980, 2195, 2557, 2919
    };

    /// What six, four and two bits of the line stand for, in units of the step size over 32768.
    private static final int[] LOW_FINE = {
        -136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232, -9360, -8576,
        -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360, -1040,
        -728, 24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192, 10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456,
        4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136
    };

    private static final int[] LOW_COARSE = {
        0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584, 1200, 0
    };
    private static final int[] HIGH = {-7408, -1616, 7408, 1616};

    /// How the step size's logarithm moves, by the magnitude on the line.
    private static final int[] LOW_MOVES = {
        -60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60
    };
    private static final int[] HIGH_MOVES = {798, -214, 798, -214};

    private final boolean lower;
    private final int[] restored = new int[3]; // r: newest first
    private final int[] partial = new int[3]; // p
    private final int[] pole = new int[3]; // a, from 1
    private final int[] difference = new int[7]; // d
    private final int[] zero = new int[7]; // b, from 1
    private int predicted; // s
    private int zeros; // sz
    private int logStep; // nb
    private int step; // det

    private G722Band(boolean lower, int step) {
        this.lower = lower;
        this.step = step;
    }

    static G722Band low() {
        return new G722Band(true, 32);
    }

    static G722Band high() {
        return new G722Band(false, 8);
    }

    /// The bits for this sample: six in the lower band, two in the higher.
    int quantize(int sample) {
        int error = saturated(sample - predicted);
        int magnitude = error >= 0 ? error : ~error;
        if (lower) {
            int level = 0;
            while (level < LOW_LEVELS.length && magnitude >= (LOW_LEVELS[level] * step) >> 12) {
                level++;
            }
            int code = error < 0 ? (level < 2 ? 63 - level : 33 - level) : 61 - level;
            adapt(code >> 2);
            return code;
        }
        boolean outer = magnitude >= (564 * step) >> 12;
        int code = error < 0 ? (outer ? 0 : 1) : (outer ? 2 : 3);
        adapt(code);
        return code;
    }

    /// The sample that these bits stand for.
    int restore(int code) {
        int[] levels = lower ? LOW_FINE : HIGH;
        int sample = Math.clamp(predicted + ((step * levels[code]) >> 15), -16384, 16383);
        adapt(lower ? code >> 2 : code);
        return sample;
    }

    /// Moves step size and predictor on by what the other side saw too: in the lower band the four upper bits.
    private void adapt(int code) {
        int moved = (step * (lower ? LOW_COARSE : HIGH)[code]) >> 15;
        logStep = Math.clamp(((logStep * 127) >> 7) + (lower ? LOW_MOVES : HIGH_MOVES)[code], 0, lower ? 18432 : 22528);
        int shift = (lower ? 8 : 10) - (logStep >> 11);
        int mantissa = STEP_MANTISSAS[logStep >> 6 & 31];
        step = (shift < 0 ? mantissa << -shift : mantissa >> shift) << 2;
        predict(moved);
    }

    private void predict(int moved) {
        difference[0] = moved;
        restored[0] = saturated(predicted + moved);
        partial[0] = saturated(zeros + moved);
        pole[2] = secondPole();
        pole[1] = firstPole();
        for (int i = 1; i <= 6; i++) {
            int push = moved == 0 ? 0 : 128;
            zero[i] = saturated((sameSign(difference[i], moved) ? push : -push) + ((zero[i] * 32640) >> 15));
        }
        for (int i = 6; i > 0; i--) {
            difference[i] = difference[i - 1];
        }
        for (int i = 2; i > 0; i--) {
            restored[i] = restored[i - 1];
            partial[i] = partial[i - 1];
        }
        int poles = saturated(
                ((pole[1] * saturated(2 * restored[1])) >> 15) + ((pole[2] * saturated(2 * restored[2])) >> 15));
        int sum = 0;
        for (int i = 6; i > 0; i--) {
            sum += (zero[i] * saturated(2 * difference[i])) >> 15;
        }
        zeros = saturated(sum);
        predicted = saturated(poles + zeros);
    }

    private int secondPole() {
        int quarter = saturated(pole[1] << 2);
        int pull = Math.min(sameSign(partial[0], partial[1]) ? -quarter : quarter, 32767);
        int value = (pull >> 7) + (sameSign(partial[0], partial[2]) ? 128 : -128) + ((pole[2] * 32512) >> 15);
        return Math.clamp(value, -12288, 12288);
    }

    private int firstPole() {
        int value = (sameSign(partial[0], partial[1]) ? 192 : -192) + ((pole[1] * 32640) >> 15);
        int most = saturated(15360 - pole[2]);
        return Math.clamp(saturated(value), -most, most);
    }

    private static boolean sameSign(int one, int other) {
        return (one < 0) == (other < 0);
    }

    private static int saturated(int value) {
        return Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
