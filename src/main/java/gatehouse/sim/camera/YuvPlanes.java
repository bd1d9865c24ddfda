package gatehouse.sim.camera;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import java.awt.Rectangle;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/// The picture as an encoder wants it: YUV 4:2:0 in native memory, ITU-R BT.601 with limited range, kept from frame to
/// frame so that only changed places are converted. Owns the native frame. Confined to one thread at a time.
final class YuvPlanes implements AutoCloseable {
    private static final int ALIGNMENT = 32;

    private final AVFrame frame;
    private final ByteBuffer[] planes = new ByteBuffer[3];
    private final int[] strides = new int[3];
    private final byte[] row;
    private boolean closed;

    YuvPlanes(int width, int height) {
        frame = av_frame_alloc();
        frame.format(AV_PIX_FMT_YUV420P).width(width).height(height);
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
        for (int y = area.y; y < area.y + area.height; y++) {
            int at = y * width;
            for (int x = area.x; x < right; x++) {
                int p = rgb[at + x];
                row[x] = (byte) (((66 * (p >> 16 & 0xff) + 129 * (p >> 8 & 0xff) + 25 * (p & 0xff) + 128) >> 8) + 16);
            }
            planes[0].put(y * strides[0] + area.x, row, area.x, area.width);
        }
        for (int y = area.y; y < area.y + area.height; y += 2) {
            chroma(rgb, width, area.x, right, y, 1, -38, -74, 112);
            chroma(rgb, width, area.x, right, y, 2, 112, -94, -18);
        }
    }

    private void chroma(int[] rgb, int width, int from, int to, int y, int plane, int red, int green, int blue) {
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
