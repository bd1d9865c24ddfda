package gatehouse.darkroom.bath;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_DEFAULT;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_NONREF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
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
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import gatehouse.darkroom.Coding;
import gatehouse.darkroom.Thrift;
import gatehouse.darkroom.wire.Units;
import java.nio.ByteBuffer;
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

    private static final int FIRST_INPUT = 64 << 10;

    private final Coding coding;
    private final AVCodecContext context;
    private final AVPacket packet;
    private AVFrame current;
    private AVFrame incoming;
    private NativeMemory inputMemory = new NativeMemory(FIRST_INPUT);
    private ByteBuffer input = inputMemory.buffer();
    private int skippedLoopFilter = AVDISCARD_DEFAULT;
    private int skippedFrames = AVDISCARD_DEFAULT;
    private boolean closed;

    private Decoder(Coding coding, AVCodecContext context) {
        this.coding = coding;
        this.context = context;
        this.packet = av_packet_alloc();
        this.current = av_frame_alloc();
        this.incoming = av_frame_alloc();
    }

    static Decoder of(Coding coding) {
        var codec = avcodec_find_decoder(
                switch (coding) {
                    case H264 -> AV_CODEC_ID_H264;
                    case H265 -> AV_CODEC_ID_HEVC;
                    case JPEG -> AV_CODEC_ID_MJPEG;
                });
        if (codec == null) {
            throw new IllegalStateException("This FFmpeg has no decoder for " + coding.label());
        }
        var context = avcodec_alloc_context3(codec);
        context.thread_count(1);
        context.max_pixels(MOST_PIXELS);
        context.flags(context.flags() | AV_CODEC_FLAG_LOW_DELAY);
        int error = avcodec_open2(context, codec, (PointerPointer<?>) null);
        if (error < 0) {
            avcodec_free_context(context);
            throw new IllegalStateException("The decoder for " + coding.label() + " did not open: " + error);
        }
        return new Decoder(coding, context);
    }

    Coding coding() {
        return coding;
    }

    /// From the next picture on.
    void save(Thrift thrift, boolean unsmoothed) {
        boolean skip = unsmoothed || thrift.compareTo(Thrift.LOOP_FILTER) >= 0;
        int loopFilter = skip ? AVDISCARD_ALL : AVDISCARD_DEFAULT;
        int frames = thrift.compareTo(Thrift.DISPOSABLE) >= 0 ? AVDISCARD_NONREF : AVDISCARD_DEFAULT;
        if (loopFilter != skippedLoopFilter || frames != skippedFrames) {
            skippedLoopFilter = loopFilter;
            skippedFrames = frames;
            context.skip_loop_filter(loopFilter);
            context.skip_frame(frames);
        }
    }

    /// Whether there is a new picture now. What is broken gives none.
    boolean decode(Units.Received unit) {
        if (unit.fresh()) {
            avcodec_flush_buffers(context);
        }
        packet.data(filled(unit.data()));
        packet.size(unit.data().remaining());
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
        return any;
    }

    private BytePointer filled(ByteBuffer data) {
        int needed = data.remaining() + AV_INPUT_BUFFER_PADDING_SIZE;
        if (needed > input.capacity()) {
            inputMemory.close();
            inputMemory = new NativeMemory(needed + needed / 2L);
            input = inputMemory.buffer();
        }
        input.clear().put(data.duplicate());
        for (int i = 0; i < AV_INPUT_BUFFER_PADDING_SIZE / Long.BYTES; i++) {
            input.putLong(0);
        }
        return inputMemory.address();
    }

    boolean hasPicture() {
        return current.width() > 0;
    }

    /// The newest picture; valid until the next `decode`.
    AVFrame picture() {
        return current;
    }

    /// When the newest picture's last packet came.
    long arrivedNanos() {
        return current.pts();
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
        inputMemory.close();
        avcodec_free_context(context);
    }
}
