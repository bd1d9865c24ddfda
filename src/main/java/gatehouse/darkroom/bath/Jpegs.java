package gatehouse.darkroom.bath;

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

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.PointerPointer;

/// Makes a JPEG of a decoded picture at its full size, turned as it is meant to be seen. For a platform thread.
final class Jpegs {
    /// Of 2 (best) to 31: no blocks to be seen around a face, about 200 KB for 1080p.
    private static final int QUALITY = 4;

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Made(byte[] bytes, int width, int height) {}

    private Jpegs() {}

    /// `turn`: degrees clockwise.
    static Made of(AVFrame picture, int turn) {
        var full = picture(picture.width(), picture.height());
        try (var enlarger = new Enlarger()) {
            enlarger.scale(picture, new Framing.Area(0, 0, picture.width(), picture.height()), full);
            if (turn == 0) {
                return new Made(encode(full), full.width(), full.height());
            }
            boolean lying = turn != 180;
            var turned = picture(lying ? full.height() : full.width(), lying ? full.width() : full.height());
            try {
                turnPlane(full, turned, 0, full.width(), full.height(), turn);
                turnPlane(full, turned, 1, (full.width() + 1) / 2, (full.height() + 1) / 2, turn);
                turnPlane(full, turned, 2, (full.width() + 1) / 2, (full.height() + 1) / 2, turn);
                return new Made(encode(turned), turned.width(), turned.height());
            } finally {
                av_frame_free(turned);
            }
        } finally {
            av_frame_free(full);
        }
    }

    private static AVFrame picture(int width, int height) {
        var frame = av_frame_alloc();
        frame.width(width);
        frame.height(height);
        frame.format(AV_PIX_FMT_YUVJ420P);
        frame.color_range(AVCOL_RANGE_JPEG);
        frame.quality(QUALITY * FF_QP2LAMBDA);
        int error = av_frame_get_buffer(frame, 0);
        if (error < 0) {
            av_frame_free(frame);
            check(error, "picture memory");
        }
        return frame;
    }

    private static void turnPlane(AVFrame from, AVFrame to, int plane, int width, int height, int turn) {
        int fromStride = from.linesize(plane);
        int toStride = to.linesize(plane);
        boolean lying = turn != 180;
        var in = new byte[width * height];
        var out = new byte[width * height];
        var source = from.data(plane).capacity((long) fromStride * height);
        for (int y = 0; y < height; y++) {
            source.position((long) y * fromStride).get(in, y * width, width);
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int place = switch (turn) {
                    case 90 -> x * height + height - 1 - y;
                    case 180 -> (height - 1 - y) * width + width - 1 - x;
                    default -> (width - 1 - x) * height + y;
                };
                out[place] = in[y * width + x];
            }
        }
        int outWidth = lying ? height : width;
        int outHeight = lying ? width : height;
        var target = to.data(plane).capacity((long) toStride * outHeight);
        for (int y = 0; y < outHeight; y++) {
            target.position((long) y * toStride).put(out, y * outWidth, outWidth);
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
