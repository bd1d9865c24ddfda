package gatehouse.video;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR0;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_DEFAULT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FAST_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/// Two native BGRA pictures that take turns, and the scaler that fills them straight from the decoder's picture.
/// Not safe for threads by itself: `LiveView` guards it.
final class Canvas implements AutoCloseable {
    /// sws writes in whole vectors and may pass the last pixel by a few bytes.
    private static final int MARGIN = 64;

    private SwsContext scaler;
    private Sheet back = new Sheet();
    private Sheet front = new Sheet();
    private final PointerPointer<BytePointer> planes = new PointerPointer<>(1);
    private final IntPointer strides = new IntPointer(1);
    private int sourceWidth;
    private int sourceHeight;
    private int sourceFormat = -1;
    private View.Size target = new View.Size(0, 0);

    /// One picture in native memory.
    private static final class Sheet {
        private View.Size size = new View.Size(0, 0);
        private BytePointer memory = new BytePointer();
        private ByteBuffer pixels = ByteBuffer.allocate(0);

        void resize(View.Size wanted) {
            if (wanted.equals(size)) {
                return;
            }
            free();
            long bytes = 4L * wanted.width() * wanted.height();
            memory = new BytePointer(av_malloc(bytes + MARGIN)).capacity(bytes);
            pixels = memory.asByteBuffer();
            size = wanted;
        }

        void free() {
            av_free(memory);
            memory = new BytePointer();
            pixels = ByteBuffer.allocate(0);
            size = new View.Size(0, 0);
        }
    }

    /// Scales into the picture that nobody reads; `turn` makes it the newest.
    void scale(AVFrame frame, View.Size wanted) {
        if (scaler == null
                || !wanted.equals(target)
                || frame.width() != sourceWidth
                || frame.height() != sourceHeight
                || frame.format() != sourceFormat) {
            prepare(frame, wanted);
        }
        back.resize(target);
        planes.put(0, back.memory);
        strides.put(0, 4 * target.width());
        sws_scale(scaler, frame.data(), frame.linesize(), 0, sourceHeight, planes, strides);
    }

    private void prepare(AVFrame frame, View.Size wanted) {
        sourceWidth = frame.width();
        sourceHeight = frame.height();
        sourceFormat = frame.format();
        target = wanted;
        scaler = sws_getCachedContext(
                scaler,
                sourceWidth,
                sourceHeight,
                sourceFormat,
                wanted.width(),
                wanted.height(),
                AV_PIX_FMT_BGR0,
                SWS_FAST_BILINEAR,
                null,
                null,
                (DoublePointer) null);
        if (scaler == null) {
            throw new IllegalStateException("No scaler from " + sourceWidth + "x" + sourceHeight + " format "
                    + sourceFormat + " to " + wanted.width() + "x" + wanted.height());
        }
        boolean high = frame.colorspace() == AVCOL_SPC_BT709
                || (frame.colorspace() == AVCOL_SPC_UNSPECIFIED && sourceHeight > 576);
        var colours = sws_getCoefficients(high ? SWS_CS_ITU709 : SWS_CS_DEFAULT);
        int fullRange = frame.color_range() == AVCOL_RANGE_JPEG ? 1 : 0;
        sws_setColorspaceDetails(scaler, colours, fullRange, colours, 1, 0, 1 << 16, 1 << 16);
    }

    void turn() {
        var newest = back;
        back = front;
        front = newest;
    }

    View.Size newest() {
        return front.size;
    }

    void copyNewest(ByteBuffer to) {
        to.put(to.position(), front.pixels, 0, front.pixels.capacity());
    }

    @Override
    public void close() {
        back.free();
        front.free();
        sws_freeContext(scaler);
        scaler = null;
        planes.close();
        strides.close();
    }
}
