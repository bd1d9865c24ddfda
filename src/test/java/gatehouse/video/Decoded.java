package gatehouse.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_FATAL;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import gatehouse.darkroom.AccessUnit;
import gatehouse.darkroom.Coding;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/// What libavcodec makes of pictures that came out of their packets: the size, and the colours (Y, U, V) in the middle
/// of the upper left and the upper right quarter.
record Decoded(int width, int height, List<Integer> left, List<Integer> right) {
    static final List<Integer> RED = List.of(82, 90, 240);
    static final List<Integer> BLUE = List.of(41, 240, 110);

    static List<Decoded> of(Coding coding, List<AccessUnit> units) {
        av_log_set_level(AV_LOG_FATAL);
        var codec = avcodec_find_decoder(
                switch (coding) {
                    case H264 -> AV_CODEC_ID_H264;
                    case H265 -> AV_CODEC_ID_HEVC;
                    case JPEG -> AV_CODEC_ID_MJPEG;
                });
        var context = avcodec_alloc_context3(codec);
        var packet = av_packet_alloc();
        var frame = av_frame_alloc();
        var out = new ArrayList<Decoded>();
        try {
            context.thread_count(1);
            context.max_pixels(8192L * 4608);
            if (avcodec_open2(context, codec, (PointerPointer<?>) null) < 0) {
                throw new IllegalStateException("no decoder for " + coding);
            }
            for (var unit : units) {
                try (var data = new BytePointer(unit.data().length + (long) AV_INPUT_BUFFER_PADDING_SIZE)) {
                    data.put(unit.data(), 0, unit.data().length);
                    packet.data(data);
                    packet.size(unit.data().length);
                    avcodec_send_packet(context, packet);
                    drain(() -> avcodec_receive_frame(context, frame) >= 0, frame, out);
                }
            }
            packet.data(null);
            packet.size(0);
            avcodec_send_packet(context, packet);
            drain(() -> avcodec_receive_frame(context, frame) >= 0, frame, out);
        } finally {
            av_packet_free(packet);
            av_frame_free(frame);
            avcodec_free_context(context);
        }
        return out;
    }

    private static void drain(java.util.function.BooleanSupplier next, AVFrame frame, List<Decoded> out) {
        while (next.getAsBoolean()) {
            int width = frame.width();
            int height = frame.height();
            out.add(new Decoded(width, height, at(frame, width / 4, height / 4), at(frame, width * 3 / 4, height / 4)));
        }
    }

    private static List<Integer> at(AVFrame frame, int x, int y) {
        return List.of(sample(frame, 0, x, y), sample(frame, 1, x / 2, y / 2), sample(frame, 2, x / 2, y / 2));
    }

    private static int sample(AVFrame frame, int plane, int x, int y) {
        return frame.data(plane).get((long) y * frame.linesize(plane) + x) & 0xff;
    }

    boolean isLike(List<Integer> leftColour, List<Integer> rightColour) {
        for (int i = 0; i < 3; i++) {
            if (Math.abs(left.get(i) - leftColour.get(i)) > 8 || Math.abs(right.get(i) - rightColour.get(i)) > 8) {
                return false;
            }
        }
        return true;
    }
}
