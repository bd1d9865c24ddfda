package gatehouse.darkroom.wire;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What is said about a picture on a sheet.
///
/// - `width`, `height`: of the picture on the sheet; `sourceWidth`, `sourceHeight`: of the camera's own.
/// - `arrivedNanos`: when its last packet came, as the console said it; no clock of the darkroom.
/// - `decodeNanos`, `scaleNanos`: what it cost.
/// - `looked`: the number of the last look at the picture as a whole, which is not taken at each one; `mean` and
/// `variance` of its brightness by blocks, 0 to 255; `repeats`: how many looks in a row saw exactly the same picture.
/// - `simpler`: whether work was saved on it, because the machine cannot keep up.
public record Picture(
        int width,
        int height,
        int sourceWidth,
        int sourceHeight,
        long arrivedNanos,
        long decodeNanos,
        long scaleNanos,
        int looked,
        float mean,
        float variance,
        int repeats,
        boolean simpler) {
    public static final Picture NONE = new Picture(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, false);

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

    public void write(MemorySegment head) {
        head.set(INT, 0, width);
        head.set(INT, 4, height);
        head.set(INT, 8, sourceWidth);
        head.set(INT, 12, sourceHeight);
        head.set(LONG, 16, arrivedNanos);
        head.set(LONG, 24, decodeNanos);
        head.set(LONG, 32, scaleNanos);
        head.set(INT, 40, looked);
        head.set(FLOAT, 44, mean);
        head.set(FLOAT, 48, variance);
        head.set(INT, 52, repeats);
        head.set(INT, 56, simpler ? 1 : 0);
    }

    public static Picture read(MemorySegment head) {
        return new Picture(
                head.get(INT, 0),
                head.get(INT, 4),
                head.get(INT, 8),
                head.get(INT, 12),
                head.get(LONG, 16),
                head.get(LONG, 24),
                head.get(LONG, 32),
                head.get(INT, 40),
                head.get(FLOAT, 44),
                head.get(FLOAT, 48),
                head.get(INT, 52),
                head.get(INT, 56) != 0);
    }
}
