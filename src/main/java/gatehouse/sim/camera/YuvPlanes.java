package gatehouse.sim.camera;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import java.awt.Rectangle;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/// The picture as an encoder wants it: YUV 4:2:0 in native memory, ITU-R BT.601 with limited range, or with full range
/// as
/// JFIF has it, kept from frame to frame so that only changed places are converted. Owns the native frame. Confined to
/// one thread at a time.
final class YuvPlanes implements AutoCloseable {
    private static final int ALIGNMENT = 32;

    private final AVFrame frame;
    private final ByteBuffer[] planes = new ByteBuffer[3];
    private final int[] strides = new int[3];
    private final byte[] row;
    private final Range range;
    private boolean closed;

    /// Of each colour, in 256ths.
    private record Shares(int red, int green, int blue) {}

    /// What brightness, blueness and redness are made of, and where black lies.
    private record Range(Shares luma, int black, Shares blueness, Shares redness) {
        private static final Range LIMITED =
                new Range(new Shares(66, 129, 25), 16, new Shares(-38, -74, 112), new Shares(112, -94, -18));
        private static final Range FULL =
                new Range(new Shares(77, 150, 29), 0, new Shares(-43, -84, 127), new Shares(127, -106, -21));
    }

    YuvPlanes(int width, int height, boolean fullRange) {
        range = fullRange ? Range.FULL : Range.LIMITED;
        frame = av_frame_alloc();
        frame.format(fullRange ? AV_PIX_FMT_YUVJ420P : AV_PIX_FMT_YUV420P)
                .width(width)
                .height(height);
        if (av_frame_get_buffer(frame, ALIGNMENT) < 0) {
            av_frame_free(frame);
            throw new OutOfMemoryError("no native frame of " + width + "x" + height);
        }
        for (int i = 0; i < planes.length; i++) {
            strides[i] = frame.linesize(i);
            int rows = i == 0 ? height : (height + 1) / 2;
            planes[i] = frame.data(i).capacity((long) strides[i] * rows).asByteBuffer();
        }
        row = new byte[width];
    }

    AVFrame frame() {
        return frame;
    }

    /// Converts one area, which lies on even pixels.
    void take(int[] rgb, int width, Rectangle area) {
        int right = area.x + area.width;
        int red = range.luma().red();
        int green = range.luma().green();
        int blue = range.luma().blue();
        int black = range.black();
        for (int y = area.y; y < area.y + area.height; y++) {
            int at = y * width;
            for (int x = area.x; x < right; x++) {
                int p = rgb[at + x];
                row[x] = (byte)
                        (((red * (p >> 16 & 0xff) + green * (p >> 8 & 0xff) + blue * (p & 0xff) + 128) >> 8) + black);
            }
            planes[0].put(y * strides[0] + area.x, row, area.x, area.width);
        }
        for (int y = area.y; y < area.y + area.height; y += 2) {
            chroma(rgb, width, area.x, right, y, 1, range.blueness());
            chroma(rgb, width, area.x, right, y, 2, range.redness());
        }
    }

    private void chroma(int[] rgb, int width, int from, int to, int y, int plane, Shares shares) {
        int red = shares.red();
        int green = shares.green();
        int blue = shares.blue();
        int upper = y * width;
        int lower = upper + width;
        for (int x = from; x < to; x += 2) {
            int p = rgb[upper + x];
            int q = rgb[lower + x + 1];
            int r = (p >> 16 & 0xff) + (q >> 16 & 0xff);
            int g = (p >> 8 & 0xff) + (q >> 8 & 0xff);
            int b = (p & 0xff) + (q & 0xff);
            row[x / 2] = (byte) (((red * r + green * g + blue * b + 256) >> 9) + 128);
        }
        planes[plane].put(y / 2 * strides[plane] + from / 2, row, from / 2, (to - from) / 2);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            av_frame_free(frame);
        }
    }
}
