package gatehouse.sim.camera;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.PointerPointer;

/// libopenh264, the one H.264 encoder of the LGPL build: constrained baseline, one slice, no picture held back, a key
/// picture each second and whenever asked. Parameter sets are kept apart from the pictures, for the SDP and for being
/// put
/// before each key picture. Owns its native memory. Confined to one thread at a time.
final class H264Encoder implements AutoCloseable {
    /// Lifts the library's chatter (warnings about the frame rate) above what is printed; errors stay.
    private static final int QUIETER = 16;

    private final AVCodecContext context;
    private final AVPacket packet;
    private final byte[] parameterSets;
    private long pictures;
    private boolean closed;

    private H264Encoder(AVCodecContext context) {
        this.context = context;
        this.packet = av_packet_alloc();
        this.parameterSets = new byte[context.extradata_size()];
        context.extradata().get(parameterSets);
    }

    /// One encoded picture: NAL units with start codes.
    record Picture(boolean key, ByteBuffer annexB) {}

    static H264Encoder open(StreamShape shape) throws IOException {
        var codec = avcodec_find_encoder_by_name("libopenh264");
        if (codec == null || codec.isNull()) {
            throw new IOException("this FFmpeg has no libopenh264");
        }
        var context = avcodec_alloc_context3(codec);
        context.width(shape.width()).height(shape.height()).pix_fmt(AV_PIX_FMT_YUV420P);
        context.time_base().num(1).den(shape.fps());
        context.framerate().num(shape.fps()).den(1);
        context.bit_rate(shape.kbits() * 1000L).gop_size(shape.fps()).max_b_frames(0);
        context.slices(1).thread_count(1).log_level_offset(QUIETER);
        context.color_range(AVCOL_RANGE_MPEG).colorspace(AVCOL_SPC_SMPTE170M);
        context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        int opened = avcodec_open2(context, codec, (PointerPointer<?>) null);
        if (opened < 0 || context.extradata_size() <= 0) {
            avcodec_free_context(context);
            throw new IOException("libopenh264 refuses " + shape + " (" + opened + ")");
        }
        return new H264Encoder(context);
    }

    /// SPS and PPS, with start codes.
    ByteBuffer parameterSets() {
        return ByteBuffer.wrap(parameterSets.clone());
    }

    Picture encode(AVFrame frame, boolean key) throws IOException {
        frame.pts(pictures++);
        frame.pict_type(key ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
        int sent = avcodec_send_frame(context, frame);
        int received = sent < 0 ? sent : avcodec_receive_packet(context, packet);
        if (received < 0) {
            throw new IOException("libopenh264 gave no picture (" + received + ")");
        }
        try {
            var bytes = new byte[packet.size()];
            packet.data().get(bytes);
            return new Picture((packet.flags() & AV_PKT_FLAG_KEY) != 0, ByteBuffer.wrap(bytes));
        } finally {
            av_packet_unref(packet);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            av_packet_free(packet);
            avcodec_free_context(context);
        }
    }
}
