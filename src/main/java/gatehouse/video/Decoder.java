package gatehouse.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_FATAL;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_move_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import gatehouse.darkroom.AccessUnit;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/// One libavcodec decoder: coded pictures in, the newest decoded one kept. One thread inside, no delay, no memory taken
/// per picture. Confined to one platform thread.
final class Decoder implements AutoCloseable {
    static {
        // Broken pictures are counted here; libavcodec's own lines about them would fill the log of a guard house.
        av_log_set_level(AV_LOG_FATAL);
    }

    /// Twice 4K and some; a parameter set may claim anything.
    private static final long MOST_PIXELS = 8192L * 4608;

    private final AVCodecContext context;
    private final AVPacket packet;
    private AVFrame current;
    private AVFrame incoming;
    private BytePointer input = new BytePointer();
    private long inputSize;
    private int width;
    private int height;
    private double shape = 1;
    private boolean closed;

    private Decoder(AVCodecContext context) {
        this.context = context;
        this.packet = av_packet_alloc();
        this.current = av_frame_alloc();
        this.incoming = av_frame_alloc();
    }

    static Decoder h264() {
        var codec = avcodec_find_decoder(AV_CODEC_ID_H264);
        if (codec == null) {
            throw new IllegalStateException("This FFmpeg has no H.264 decoder");
        }
        var context = avcodec_alloc_context3(codec);
        context.thread_count(1);
        context.max_pixels(MOST_PIXELS);
        context.flags(context.flags() | AV_CODEC_FLAG_LOW_DELAY);
        int error = avcodec_open2(context, codec, (PointerPointer<?>) null);
        if (error < 0) {
            avcodec_free_context(context);
            throw new IllegalStateException("The H.264 decoder did not open: " + error);
        }
        return new Decoder(context);
    }

    /// Whether there is a new picture now. What is broken gives none.
    boolean decode(AccessUnit unit) {
        if (unit.fresh()) {
            avcodec_flush_buffers(context);
        }
        int length = unit.data().length;
        room(length);
        input.position(0).put(unit.data(), 0, length);
        for (int i = 0; i < AV_INPUT_BUFFER_PADDING_SIZE; i++) {
            input.put(length + (long) i, (byte) 0);
        }
        packet.data(input);
        packet.size(length);
        packet.pts(unit.arrivedNanos());
        if (avcodec_send_packet(context, packet) < 0) {
            return false;
        }
        boolean any = false;
        while (avcodec_receive_frame(context, incoming) >= 0) {
            av_frame_unref(current);
            av_frame_move_ref(current, incoming);
            any = true;
        }
        if (any && (current.width() != width || current.height() != height)) {
            width = current.width();
            height = current.height();
            shape = (double) width / height * pixelAspect();
        }
        return any;
    }

    private double pixelAspect() {
        try (var ratio = current.sample_aspect_ratio()) {
            boolean told = ratio.num() > 0 && ratio.den() > 0;
            return told ? Math.clamp((double) ratio.num() / ratio.den(), 0.25, 4.0) : 1;
        }
    }

    boolean hasPicture() {
        return current.width() > 0;
    }

    /// The newest picture; valid until the next `decode`.
    AVFrame picture() {
        return current;
    }

    /// Width by height of the newest picture as it is meant to be seen, pixels that are not square included.
    double shape() {
        return shape;
    }

    /// When the newest picture's last packet came.
    long arrivedNanos() {
        return current.pts();
    }

    private void room(int length) {
        long needed = (long) length + AV_INPUT_BUFFER_PADDING_SIZE;
        if (needed > inputSize) {
            av_free(input);
            inputSize = Math.max(needed, 2 * inputSize);
            input = new BytePointer(av_malloc(inputSize)).capacity(inputSize);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        av_frame_free(current);
        av_frame_free(incoming);
        packet.data(null);
        av_packet_free(packet);
        av_free(input);
        avcodec_free_context(context);
    }
}
