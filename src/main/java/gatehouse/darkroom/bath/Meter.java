package gatehouse.darkroom.bath;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Looks at a whole printed picture now and then: how bright it is, how much its brightness differs from block to
/// block, and whether it is exactly the picture of the last look. Rows are sampled, each sampled row in full: a
/// camera's
/// noise changes some of its pixels in every real picture. Blocks are means of many pixels, so that noise alone makes
/// no
/// variance.
///
/// Confined to one thread.
final class Meter {
    private static final long LOOK_NANOS = 125_000_000;
    private static final int COLUMNS = 32;
    private static final int BANDS = 18;

    /// So many bands at the top and at the bottom are not weighed: there cameras write their name and clock, also over
    /// a
    /// picture that is black or covered.
    private static final int WRITTEN = 2;

    private static final int ROWS_OF_A_BAND = 2;
    private static final int PIXELS_OF_A_BLOCK = 4;

    private final int[] sums = new int[COLUMNS];
    private int[] row = {};
    private long[] pairs = {};
    private double total;
    private double squares;
    private long lookedNanos;
    private long hash;
    private int looked;
    private int repeats;
    private float mean;
    private float variance;

    /// Looks, unless it did so a moment ago.
    void look(MemorySegment pixels, int width, int height, long now) {
        if (looked > 0 && now - lookedNanos < LOOK_NANOS) {
            return;
        }
        lookedNanos = now;
        long seen = read(pixels, width, height);
        repeats = looked > 0 && seen == hash ? repeats + 1 : 0;
        hash = seen;
        looked++;
        int blocks = COLUMNS * (BANDS - 2 * WRITTEN);
        mean = (float) (total / blocks);
        variance = (float) Math.max(0, squares / blocks - (total / blocks) * (total / blocks));
    }

    /// Every row that is read counts for the sameness in full, and with some of its pixels for the brightness.
    private long read(MemorySegment pixels, int width, int height) {
        if (row.length != width) {
            row = new int[width];
            pairs = new long[width / 2];
        }
        total = 0;
        squares = 0;
        long seen = 31L * width + height;
        for (int band = 0; band < BANDS; band++) {
            Arrays.fill(sums, 0);
            for (int i = 0; i < ROWS_OF_A_BAND; i++) {
                long y = (long) (band * ROWS_OF_A_BAND + i) * height / (BANDS * ROWS_OF_A_BAND);
                long at = 4L * width * y;
                MemorySegment.copy(pixels, ValueLayout.JAVA_LONG_UNALIGNED, at, pairs, 0, pairs.length);
                for (long pair : pairs) {
                    seen = seen * 31 + pair;
                }
                MemorySegment.copy(pixels, ValueLayout.JAVA_INT, at, row, 0, width);
                addBrightness();
            }
            if (band < WRITTEN || band >= BANDS - WRITTEN) {
                continue;
            }
            for (int sum : sums) {
                double value = (double) sum / (ROWS_OF_A_BAND * PIXELS_OF_A_BLOCK);
                total += value;
                squares += value * value;
            }
        }
        return seen;
    }

    private void addBrightness() {
        // In 1/65536 of a pixel, so that the inner loop divides nothing.
        int step = (row.length << 16) / (COLUMNS * PIXELS_OF_A_BLOCK);
        int x = step / 2;
        for (int column = 0; column < COLUMNS; column++) {
            int sum = 0;
            for (int i = 0; i < PIXELS_OF_A_BLOCK; i++) {
                sum += brightness(row[x >> 16]);
                x += step;
            }
            sums[column] += sum;
        }
    }

    /// BT.709's shares of red, green and blue, in 1/256.
    private static int brightness(int pixel) {
        return (54 * (pixel >> 16 & 0xff) + 183 * (pixel >> 8 & 0xff) + 19 * (pixel & 0xff)) >> 8;
    }

    int looked() {
        return looked;
    }

    float mean() {
        return mean;
    }

    float variance() {
        return variance;
    }

    int repeats() {
        return repeats;
    }
}
