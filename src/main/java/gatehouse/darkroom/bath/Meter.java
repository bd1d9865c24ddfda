package gatehouse.darkroom.bath;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

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
    /// As many bands at the top and at the bottom are not weighed: there cameras write their name and clock, also over
    /// a
    /// picture that is black or covered.
    private static final int WRITTEN = 2;
    private static final int MOST_ROWS = 90;

    private final long[] sums = new long[COLUMNS * BANDS];
    private final int[] counts = new int[COLUMNS * BANDS];
    private int[] row = {};
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
        weigh();
    }

    private long read(MemorySegment pixels, int width, int height) {
        java.util.Arrays.fill(sums, 0);
        java.util.Arrays.fill(counts, 0);
        if (row.length < width) {
            row = new int[width];
        }
        int down = Math.max(1, height / MOST_ROWS);
        int across = Math.max(1, width / (4 * COLUMNS));
        long seen = 31L * width + height;
        for (int y = 0; y < height; y += down) {
            MemorySegment.copy(pixels, ValueLayout.JAVA_INT, 4L * width * y, row, 0, width);
            int band = y * BANDS / height;
            for (int x = 0; x < width; x++) {
                seen = seen * 31 + row[x];
            }
            for (int x = 0; x < width && band >= WRITTEN && band < BANDS - WRITTEN; x += across) {
                int block = band * COLUMNS + x * COLUMNS / width;
                sums[block] += brightness(row[x]);
                counts[block]++;
            }
        }
        return seen;
    }

    /// BT.709's shares of red, green and blue, in 1/256.
    private static int brightness(int pixel) {
        return (54 * (pixel >> 16 & 0xff) + 183 * (pixel >> 8 & 0xff) + 19 * (pixel & 0xff)) >> 8;
    }

    private void weigh() {
        double sum = 0;
        double squares = 0;
        int blocks = 0;
        for (int i = 0; i < sums.length; i++) {
            if (counts[i] > 0) {
                double value = (double) sums[i] / counts[i];
                sum += value;
                squares += value * value;
                blocks++;
            }
        }
        mean = (float) (sum / blocks);
        variance = (float) Math.max(0, squares / blocks - (sum / blocks) * (sum / blocks));
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
