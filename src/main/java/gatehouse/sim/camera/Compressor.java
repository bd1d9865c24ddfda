package gatehouse.sim.camera;

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
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.PointerPointer;

/// One of FFmpeg's encoders, set up for live pictures: one thread, one slice, nothing held back, a key picture each
/// second and whenever asked. Owns its native memory. Confined to one thread at a time.
final class Compressor implements AutoCloseable {
    /// Lifts the library's chatter (warnings about the frame rate) above what is printed; errors stay.
    private static final int QUIETER = 16;

    private final String name;
    private final AVCodecContext context;
    private final AVPacket packet = av_packet_alloc();
    private long pictures;
    private boolean closed;

    private Compressor(String name, AVCodecContext context) {
        this.name = name;
        this.context = context;
    }

    /// One compressed picture.
    record Picture(boolean key, ByteBuffer bytes) {}

    /// @param more what this codec wants beyond size, rate and one thread
    static Compressor open(String name, StreamShape shape, Consumer<AVCodecContext> more) throws IOException {
        var codec = avcodec_find_encoder_by_name(name);
        if (codec == null || codec.isNull()) {
            throw new IOException("this FFmpeg has no " + name);
        }
        var context = avcodec_alloc_context3(codec);
        context.width(shape.width()).height(shape.height());
        context.time_base().num(1).den(shape.fps());
        context.framerate().num(shape.fps()).den(1);
        context.bit_rate(shape.kbits() * 1000L).gop_size(shape.fps()).max_b_frames(0);
        context.slices(1).thread_count(1).log_level_offset(QUIETER);
        context.colorspace(AVCOL_SPC_SMPTE170M);
        more.accept(context);
        int opened = avcodec_open2(context, codec, (PointerPointer<?>) null);
        if (opened < 0) {
            avcodec_free_context(context);
            throw new IOException(name + " refuses " + shape + " (" + opened + ")");
        }
        return new Compressor(name, context);
    }

    /// What a decoder must know beforehand; may be nothing.
    ByteBuffer parameters() {
        var bytes = new byte[context.extradata_size()];
        if (bytes.length > 0) {
            context.extradata().get(bytes);
        }
        return ByteBuffer.wrap(bytes);
    }

    Picture compress(AVFrame frame, boolean key) throws IOException {
        frame.pts(pictures++);
        frame.pict_type(key ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
        int sent = avcodec_send_frame(context, frame);
        int received = sent < 0 ? sent : avcodec_receive_packet(context, packet);
        if (received < 0) {
            throw new IOException(name + " gave no picture (" + received + ")");
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
