package gatehouse.darkroom.bath;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR0;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_DEFAULT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FAST_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/// Scales an area of a decoded picture to a size and a pixel format, colours converted on the way. Of an interlaced
/// picture it takes one of the two fields, so that nothing that moves has a comb at its edge. Confined to one thread.
final class Enlarger implements AutoCloseable {
    private static final int PLANES = 4;

    /// `AV_FRAME_FLAG_INTERLACED` of libavutil/frame.h, which the presets leave out.
    private static final int INTERLACED = 1 << 3;

    /// All that a prepared scaler depends on.
    private record Setting(
            int format,
            int colours,
            boolean fullRange,
            boolean interlaced,
            int sourceHeight,
            Framing.Area area,
            int width,
            int height,
            int targetFormat) {}

    private final PointerPointer<Pointer> from = new PointerPointer<>(PLANES);
    private final IntPointer fromStrides = new IntPointer(PLANES);
    private final PointerPointer<Pointer> to = new PointerPointer<>(PLANES);
    private final IntPointer toStrides = new IntPointer(PLANES);
    private final Address address = new Address();
    private SwsContext scaler;
    private Setting setting;
    private int chromaX;
    private int chromaY;
    private final int[] steps = new int[PLANES];
    private boolean closed;

    /// Into one packed picture whose rows have no gaps.
    void scale(AVFrame frame, Framing.Area area, int width, int height, int targetFormat, Pointer target) {
        to.put(0, target);
        toStrides.put(0, 4 * width);
        scale(frame, area, width, height, targetFormat, to, toStrides);
    }

    /// Into the planes of another picture of full range.
    void scale(AVFrame frame, Framing.Area area, AVFrame target) {
        scale(frame, area, target.width(), target.height(), target.format(), target.data(), target.linesize());
    }

    private void scale(
            AVFrame frame,
            Framing.Area area,
            int width,
            int height,
            int targetFormat,
            PointerPointer<?> target,
            IntPointer targetStrides) {
        boolean interlaced = (frame.flags() & INTERLACED) != 0 && area.height() >= 4;
        var wanted = new Setting(
                frame.format(),
                frame.colorspace(),
                frame.color_range() == AVCOL_RANGE_JPEG,
                interlaced,
                frame.height(),
                area,
                width,
                height,
                targetFormat);
        if (!wanted.equals(setting)) {
            prepare(wanted);
        }
        int skip = interlaced ? 2 : 1;
        for (int i = 0; i < PLANES; i++) {
            plane(frame, i, area, skip);
        }
        sws_scale(scaler, from, fromStrides, 0, area.height() / skip, target, targetStrides);
    }

    private void plane(AVFrame frame, int index, Framing.Area area, int skip) {
        int stride = frame.linesize(index);
        fromStrides.put(index, stride * skip);
        var data = frame.data(index);
        if (data == null || data.isNull()) {
            from.put(index, (Pointer) null);
            return;
        }
        boolean chroma = index == 1 || index == 2;
        long x = (long) (chroma ? area.x() >> chromaX : area.x()) * steps[index];
        long y = chroma ? area.y() >> chromaY : area.y();
        // The first row stays in the same field: areas begin on even rows, and chroma rows are made even here.
        address.set(data.address() + (skip == 2 ? y & ~1 : y) * stride + x);
        from.put(index, address);
    }

    private void prepare(Setting wanted) {
        scaler = sws_getCachedContext(
                scaler,
                wanted.area.width(),
                wanted.interlaced ? wanted.area.height() / 2 : wanted.area.height(),
                wanted.format,
                wanted.width,
                wanted.height,
                wanted.targetFormat,
                SWS_FAST_BILINEAR,
                null,
                null,
                (DoublePointer) null);
        if (scaler == null) {
            setting = null;
            throw new IllegalStateException("No scaler for " + wanted);
        }
        boolean high = wanted.colours == AVCOL_SPC_BT709
                || (wanted.colours == AVCOL_SPC_UNSPECIFIED && wanted.sourceHeight > 576);
        var colours = sws_getCoefficients(high ? SWS_CS_ITU709 : SWS_CS_DEFAULT);
        sws_setColorspaceDetails(
                scaler,
                colours,
                wanted.fullRange ? 1 : 0,
                wanted.targetFormat == AV_PIX_FMT_BGR0 ? colours : sws_getCoefficients(SWS_CS_DEFAULT),
                1,
                0,
                1 << 16,
                1 << 16);
        var format = av_pix_fmt_desc_get(wanted.format);
        chromaX = format.log2_chroma_w();
        chromaY = format.log2_chroma_h();
        for (int i = 0; i < format.nb_components(); i++) {
            steps[format.comp(i).plane()] = format.comp(i).step();
        }
        setting = wanted;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        sws_freeContext(scaler);
        from.close();
        fromStrides.close();
        to.close();
        toStrides.close();
    }

    /// A place inside a plane; owns nothing.
    private static final class Address extends Pointer {
        void set(long place) {
            address = place;
        }
    }
}
