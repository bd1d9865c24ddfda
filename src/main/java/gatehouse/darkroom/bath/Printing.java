package gatehouse.darkroom.bath;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR0;

import gatehouse.darkroom.wire.Picture;
import gatehouse.darkroom.wire.Sheets;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/// One print of a stream: scales decoded pictures straight into the shared sheets, turned if the camera hangs askew.
/// Confined to the job's thread.
final class Printing implements AutoCloseable {
    private static final int TILE = 32;
    private static final long MARGIN = 64;

    private final Sheets sheets;
    private final Enlarger enlarger = new Enlarger();
    private final Meter meter = new Meter();
    private final int[] tile = new int[TILE * TILE];
    private final int[] turned = new int[TILE * TILE];
    private Framing framing;
    private NativeMemory beforeTurning = new NativeMemory(MARGIN);
    private boolean stale = true;

    Printing(Sheets sheets, Framing framing) {
        this.sheets = sheets;
        this.framing = framing;
    }

    void order(Framing wanted) {
        if (!wanted.equals(framing)) {
            framing = wanted;
            stale = true;
        }
    }

    /// Whether the newest picture is not as it was ordered last.
    boolean isStale() {
        return stale;
    }

    /// Whether the print is at most so large a share of the camera's picture.
    boolean isSmall(int sourceWidth, double share) {
        return framing.isWhole() && framing.boxWidth() <= share * sourceWidth;
    }

    /// `shape`: width by height as the picture is meant to be seen before it is turned.
    void print(AVFrame frame, double shape, long decodeNanos, boolean simpler) {
        long begin = System.nanoTime();
        var area = framing.source(frame.width(), frame.height());
        var size = framing.target(shape);
        int width = size.width();
        int height = size.height();
        if (4L * width * height > sheets.capacity()) {
            // An order for more than the sheets hold comes with larger sheets behind it.
            return;
        }
        var pixels = sheets.pixels();
        if (framing.turn() == 0) {
            scale(frame, area, width, height, pixels);
        } else {
            turn(frame, area, width, height, pixels);
        }
        if (framing.isWhole()) {
            meter.look(pixels, width, height, begin);
        }
        new Picture(
                        width,
                        height,
                        frame.width(),
                        frame.height(),
                        frame.pts(),
                        decodeNanos,
                        System.nanoTime() - begin,
                        framing.isWhole() ? meter.looked() : 0,
                        meter.mean(),
                        meter.variance(),
                        meter.repeats(),
                        simpler)
                .write(sheets.head());
        sheets.publish();
        stale = false;
    }

    private void scale(AVFrame frame, Framing.Area area, int width, int height, MemorySegment to) {
        try (var address = new BytePointer(to.asByteBuffer())) {
            enlarger.scale(frame, area, width, height, AV_PIX_FMT_BGR0, address);
        }
    }

    private void turn(AVFrame frame, Framing.Area area, int width, int height, MemorySegment to) {
        int w = framing.isLying() ? height : width;
        int h = framing.isLying() ? width : height;
        if (beforeTurning.bytes() < 4L * w * h + MARGIN) {
            beforeTurning.close();
            beforeTurning = new NativeMemory(4L * w * h + MARGIN);
        }
        var from = beforeTurning.segment();
        scale(frame, area, w, h, from);
        for (int y = 0; y < h; y += TILE) {
            for (int x = 0; x < w; x += TILE) {
                turn(x, y, Math.min(TILE, w - x), Math.min(TILE, h - y), w, h, from, to);
            }
        }
    }

    /// One tile, small enough to stay in the processor's cache: rows in, turned rows out.
    private void turn(int fromX, int fromY, int tileW, int tileH, int w, int h, MemorySegment from, MemorySegment to) {
        for (int y = 0; y < tileH; y++) {
            long at = 4L * ((long) (fromY + y) * w + fromX);
            MemorySegment.copy(from, ValueLayout.JAVA_INT, at, tile, y * TILE, tileW);
        }
        int outW = framing.turn() == 180 ? tileW : tileH;
        int outH = framing.turn() == 180 ? tileH : tileW;
        for (int y = 0; y < tileH; y++) {
            for (int x = 0; x < tileW; x++) {
                int place = switch (framing.turn()) {
                    case 90 -> x * TILE + tileH - 1 - y;
                    case 180 -> (tileH - 1 - y) * TILE + tileW - 1 - x;
                    default -> (tileW - 1 - x) * TILE + y;
                };
                turned[place] = tile[y * TILE + x];
            }
        }
        int rowLength = framing.turn() == 180 ? w : h;
        int toX = switch (framing.turn()) {
            case 90 -> h - fromY - tileH;
            case 180 -> w - fromX - tileW;
            default -> fromY;
        };
        int toY = switch (framing.turn()) {
            case 90 -> fromX;
            case 180 -> h - fromY - tileH;
            default -> w - fromX - tileW;
        };
        for (int y = 0; y < outH; y++) {
            long at = 4L * ((long) (toY + y) * rowLength + toX);
            MemorySegment.copy(turned, y * TILE, to, ValueLayout.JAVA_INT, at, outW);
        }
    }

    @Override
    public void close() {
        enlarger.close();
        beforeTurning.close();
        sheets.close();
    }
}
