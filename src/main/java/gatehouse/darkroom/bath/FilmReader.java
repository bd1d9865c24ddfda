package gatehouse.darkroom.bath;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_FATAL;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_get;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/// Reads a clip file: which pictures it holds and when, and any one of them, decoded from the key picture before it. Of
/// a file that was cut it has all that is whole.
///
/// Confined to one platform thread.
final class FilmReader implements AutoCloseable {
    /// An hour at 50 pictures a second; no clip of ours comes near.
    private static final int MOST_PICTURES = 180_000;
    private static final long MOST_PIXELS = 8192L * 4608;
    private static final int TIMESCALE = 90_000;
    private static final int MDAT = 'm' << 24 | 'd' << 16 | 'a' << 8 | 't';

    static {
        av_log_set_level(AV_LOG_FATAL);
    }

    private final AVFormatContext format;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private AVCodecContext decoder = new AVCodecContext();
    private long[] times = new long[256];
    private boolean[] keys = new boolean[256];
    private int count;
    private long timescale = TIMESCALE;
    private int rotation;
    private int at = -1; // the picture in `frame`
    private boolean drained;
    private boolean closed;

    /// Why it cannot be played, in words.
    static final class NotReadable extends IOException {
        private static final long serialVersionUID = 1L;

        NotReadable(String why) {
            super(why);
        }
    }

    private FilmReader(AVFormatContext format) {
        this.format = format;
    }

    static FilmReader open(Path place) throws NotReadable {
        var format = new AVFormatContext(null);
        var options = new AVDictionary(null);
        av_dict_set(options, "protocol_whitelist", "file,subfile", 0);
        av_dict_set(options, "format_whitelist", "mov", 0);
        try {
            if (avformat_open_input(format, address(place), (AVInputFormat) null, options) < 0) {
                throw new NotReadable("This is no film that can be read");
            }
        } finally {
            av_dict_free(options);
        }
        var reader = new FilmReader(format);
        try {
            reader.prepare();
            return reader;
        } catch (NotReadable | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /// libavformat refuses a file that was cut within the head of a fragment; it is shown the file without that head.
    private static String address(Path place) throws NotReadable {
        try (var file = FileChannel.open(place, StandardOpenOption.READ)) {
            long size = file.size();
            long at = 0;
            var head = ByteBuffer.allocate(8);
            while (at + 8 <= size) {
                file.read(head.clear(), at);
                long length = Integer.toUnsignedLong(head.getInt(0));
                if (length < 8 || at + length > size) {
                    break;
                }
                at += length;
            }
            boolean inPictures = at + 8 <= size && head.getInt(4) == MDAT;
            return at == size || at == 0 || inPictures
                    ? "file:" + place
                    : "subfile,,start,0,end," + at + ",,:file:" + place;
        } catch (IOException e) {
            throw new NotReadable(String.valueOf(e.getMessage()));
        }
    }

    private void prepare() throws NotReadable {
        if (format.nb_streams() < 1 || format.streams(0).codecpar().codec_type() != AVMEDIA_TYPE_VIDEO) {
            throw new NotReadable("There is no picture in this film");
        }
        var stream = format.streams(0);
        timescale = Math.max(1, stream.time_base().den());
        var what = stream.codecpar();
        var codec = avcodec_find_decoder(what.codec_id());
        if (codec == null) {
            throw new NotReadable("The codec of this film is not known here");
        }
        try (var side =
                av_packet_side_data_get(what.coded_side_data(), what.nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX)) {
            if (side != null && side.size() >= 36) {
                double degrees = -av_display_rotation_get(new IntPointer(side.data()));
                rotation = Double.isNaN(degrees) ? 0 : Math.floorMod(Math.round(degrees), 360);
            }
        }
        decoder = avcodec_alloc_context3(codec);
        avcodec_parameters_to_context(decoder, what);
        decoder.thread_count(1);
        decoder.max_pixels(MOST_PIXELS);
        if (avcodec_open2(decoder, codec, (PointerPointer<?>) null) < 0) {
            throw new NotReadable("The decoder of this film did not open");
        }
        list();
        if (count == 0) {
            throw new NotReadable("There is no whole picture in this film");
        }
    }

    /// One walk through the file: afterwards every fragment is known, and can be sought.
    private void list() {
        while (count < MOST_PICTURES && av_read_frame(format, packet) >= 0) {
            if (packet.stream_index() == 0 && packet.size() > 0 && (packet.flags() & AV_PKT_FLAG_CORRUPT) == 0) {
                note(packet.pts(), (packet.flags() & AV_PKT_FLAG_KEY) != 0, packet.duration());
            }
            av_packet_unref(packet);
        }
        while (count > 0 && !keys[0]) {
            times = Arrays.copyOfRange(times, 1, times.length);
            keys = Arrays.copyOfRange(keys, 1, keys.length);
            count--;
        }
    }

    private long lastDuration;

    private void note(long time, boolean key, long duration) {
        if (count > 0 && time <= times[count - 1]) {
            return; // out of order: our films never are
        }
        if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
            keys = Arrays.copyOf(keys, 2 * count);
        }
        times[count] = time;
        keys[count] = key;
        lastDuration = duration;
        count++;
    }

    /// When each picture is due, in 1/90000 s since the first.
    long[] times() {
        var since = new long[count];
        for (int i = 0; i < count; i++) {
            since[i] = scaled(times[i] - times[0]);
        }
        return since;
    }

    /// The whole length, the last picture's own time included, in 1/90000 s.
    long length() {
        return scaled(times[count - 1] - times[0] + Math.max(0, lastDuration));
    }

    private long scaled(long time) {
        return time * TIMESCALE / timescale;
    }

    /// By how many degrees clockwise the pictures are to be turned.
    int rotation() {
        return rotation;
    }

    /// The picture of this index, valid until the next call. A broken one gives the next that can be decoded.
    AVFrame picture(int index) throws NotReadable {
        int wanted = Math.clamp(index, 0, count - 1);
        if (wanted == at) {
            return frame;
        }
        int key = wanted;
        while (!keys[key]) {
            key--;
        }
        if (at < key || at > wanted || drained) {
            seek(key);
        }
        while (at < wanted) {
            if (!next()) {
                at = -1;
                throw new NotReadable("Picture " + wanted + " of this film cannot be decoded");
            }
        }
        return frame;
    }

    private void seek(int key) throws NotReadable {
        if (av_seek_frame(format, 0, times[key], AVSEEK_FLAG_BACKWARD) < 0) {
            throw new NotReadable("This place of the film is not found");
        }
        avcodec_flush_buffers(decoder);
        drained = false;
        at = -1;
    }

    /// Decodes one picture further; false at the end.
    private boolean next() {
        while (true) {
            if (avcodec_receive_frame(decoder, frame) >= 0) {
                int found = Arrays.binarySearch(times, 0, count, frame.pts());
                at = found >= 0 ? found : Math.max(at, 0);
                return true;
            }
            if (drained) {
                return false;
            }
            if (av_read_frame(format, packet) < 0) {
                drained = true;
                avcodec_send_packet(decoder, (AVPacket) null);
            } else {
                if (packet.stream_index() == 0) {
                    avcodec_send_packet(decoder, packet);
                }
                av_packet_unref(packet);
            }
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        avcodec_free_context(decoder);
        avformat_close_input(format);
        av_frame_free(frame);
        av_packet_free(packet);
    }
}
