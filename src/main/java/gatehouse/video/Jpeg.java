package gatehouse.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FAST_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerPointer;

/// Makes a JPEG of a decoded picture at its full size. For a platform thread.
final class Jpeg {
    /// Of 2 (best) to 31: no blocks to be seen around a face, about 200 KB for 1080p.
    private static final int QUALITY = 4;

    private Jpeg() {}

    static byte[] of(AVFrame picture) {
        var full = av_frame_alloc();
        try {
            full.width(picture.width());
            full.height(picture.height());
            full.format(AV_PIX_FMT_YUVJ420P);
            full.color_range(AVCOL_RANGE_JPEG);
            full.quality(QUALITY * FF_QP2LAMBDA);
            check(av_frame_get_buffer(full, 0), "picture memory");
            toFullRange(picture, full);
            return encode(full);
        } finally {
            av_frame_free(full);
        }
    }

    private static void toFullRange(AVFrame from, AVFrame to) {
        var scaler = sws_getContext(
                from.width(),
                from.height(),
                from.format(),
                to.width(),
                to.height(),
                to.format(),
                SWS_FAST_BILINEAR,
                null,
                null,
                (DoublePointer) null);
        if (scaler == null) {
            throw new IllegalStateException("No way from pixel format " + from.format() + " to JPEG");
        }
        try {
            sws_scale(scaler, from.data(), from.linesize(), 0, from.height(), to.data(), to.linesize());
        } finally {
            sws_freeContext(scaler);
        }
    }

    private static byte[] encode(AVFrame full) {
        var codec = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
        AVCodecContext context = avcodec_alloc_context3(codec);
        var packet = av_packet_alloc();
        try {
            context.width(full.width());
            context.height(full.height());
            context.pix_fmt(AV_PIX_FMT_YUVJ420P);
            context.color_range(AVCOL_RANGE_JPEG);
            context.time_base().num(1);
            context.time_base().den(25);
            context.thread_count(1);
            context.flags(context.flags() | AV_CODEC_FLAG_QSCALE);
            context.global_quality(QUALITY * FF_QP2LAMBDA);
            check(avcodec_open2(context, codec, (PointerPointer<?>) null), "the JPEG encoder");
            check(avcodec_send_frame(context, full), "the picture");
            check(avcodec_receive_packet(context, packet), "the JPEG");
            var jpeg = new byte[packet.size()];
            packet.data().get(jpeg);
            return jpeg;
        } finally {
            av_packet_free(packet);
            avcodec_free_context(context);
        }
    }

    private static void check(int result, String what) {
        if (result < 0) {
            throw new IllegalStateException("FFmpeg refused " + what + ": " + result);
        }
    }
}
