package gatehouse.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.PointerPointer;

/// A short H.264 film made by libopenh264: the left half red, the right half blue, a bright bar that wanders down.
/// Each picture is a list of NAL units; key pictures begin with their parameter sets.
record Film(int width, int height, int gop, List<List<byte[]>> pictures) {
    private record Shape(int width, int height, int gop, int count) {}

    private static final ConcurrentHashMap<Shape, Film> MADE = new ConcurrentHashMap<>();

    static Film of(int width, int height, int gop, int count) {
        return MADE.computeIfAbsent(new Shape(width, height, gop, count), Film::make);
    }

    static Film small() {
        return of(320, 180, 10, 30);
    }

    byte[] parameterSet(int type) {
        return pictures.getFirst().stream()
                .filter(nal -> (nal[0] & 0x1f) == type)
                .findFirst()
                .orElseThrow();
    }

    private static Film make(Shape shape) {
        var codec = avcodec_find_encoder_by_name("libopenh264");
        AVCodecContext context = avcodec_alloc_context3(codec);
        var frame = av_frame_alloc();
        var pictures = new ArrayList<List<byte[]>>();
        try (var time = context.time_base()) {
            context.width(shape.width);
            context.height(shape.height);
            context.pix_fmt(AV_PIX_FMT_YUV420P);
            time.num(1);
            time.den(25);
            context.gop_size(shape.gop);
            context.bit_rate(400_000);
            context.thread_count(1);
            check(avcodec_open2(context, codec, (PointerPointer<?>) null));
            frame.width(shape.width);
            frame.height(shape.height);
            frame.format(AV_PIX_FMT_YUV420P);
            check(av_frame_get_buffer(frame, 0));
            for (int i = 0; i < shape.count; i++) {
                check(av_frame_make_writable(frame));
                paint(frame, shape, i);
                frame.pts(i);
                check(avcodec_send_frame(context, frame));
                drain(context, pictures);
            }
            avcodec_send_frame(context, null);
            drain(context, pictures);
        } finally {
            av_frame_free(frame);
            avcodec_free_context(context);
        }
        return new Film(shape.width, shape.height, shape.gop, List.copyOf(pictures));
    }

    private static void paint(AVFrame frame, Shape shape, int index) {
        plane(frame, 0, shape.width, shape.height, 82, 41, (index * 4) % shape.height);
        plane(frame, 1, shape.width / 2, shape.height / 2, 90, 240, -1);
        plane(frame, 2, shape.width / 2, shape.height / 2, 240, 110, -1);
    }

    private static void plane(AVFrame frame, int plane, int width, int height, int left, int right, int bar) {
        var row = new byte[width];
        int stride = frame.linesize(plane);
        var data = frame.data(plane).capacity((long) stride * height);
        for (int y = 0; y < height; y++) {
            boolean bright = bar >= 0 && y >= bar && y < bar + 8;
            for (int x = 0; x < width; x++) {
                row[x] = (byte) (bright ? 200 : x < width / 2 ? left : right);
            }
            data.position((long) y * stride).put(row, 0, width);
        }
    }

    private static void drain(AVCodecContext context, List<List<byte[]>> pictures) {
        var packet = av_packet_alloc();
        try {
            while (avcodec_receive_packet(context, packet) >= 0) {
                var bytes = new byte[packet.size()];
                packet.data().get(bytes);
                pictures.add(units(bytes));
                av_packet_unref(packet);
            }
        } finally {
            av_packet_free(packet);
        }
    }

    /// Splits Annex B at its start codes.
    static List<byte[]> units(byte[] annexB) {
        var units = new ArrayList<byte[]>();
        int start = -1;
        for (int i = 0; i + 3 <= annexB.length; i++) {
            if (annexB[i] == 0 && annexB[i + 1] == 0 && annexB[i + 2] == 1) {
                if (start >= 0) {
                    units.add(unit(annexB, start, i));
                }
                start = i + 3;
            }
        }
        units.add(unit(annexB, start, annexB.length));
        return List.copyOf(units);
    }

    private static byte[] unit(byte[] annexB, int from, int to) {
        int end = to;
        while (end > from && annexB[end - 1] == 0) {
            end--;
        }
        return java.util.Arrays.copyOfRange(annexB, from, end);
    }

    private static void check(int result) {
        if (result < 0) {
            throw new IllegalStateException("FFmpeg: " + result);
        }
    }
}
