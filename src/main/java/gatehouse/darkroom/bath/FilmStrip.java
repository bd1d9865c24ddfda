package gatehouse.darkroom.bath;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_new;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_set;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import gatehouse.darkroom.Coding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/// Writes coded pictures into an MP4 file as they are. The file consists of fragments of a second at most, so however
/// the writing ends, all but its last second can be played.
///
/// Confined to one platform thread.
final class FilmStrip implements AutoCloseable {
    private static final int TIMESCALE = 90_000;
    private static final int HVC1 = 'h' | 'v' << 8 | 'c' << 16 | '1' << 24;

    private final AVFormatContext format;
    private final AVPacket packet = av_packet_alloc();
    private AVIOContext file = new AVIOContext();
    private boolean begun;
    private boolean closed;

    /// What the file says about itself before its first picture. `rotation`: by how many degrees clockwise the picture
    /// is turned when it is shown; `parameterSets` with start codes, empty for Motion JPEG.
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Title(Coding coding, int width, int height, int rotation, Instant begin, byte[] parameterSets) {}

    /// What could not be written, in words.
    static final class NotWritten extends IOException {
        private static final long serialVersionUID = 1L;

        NotWritten(String why) {
            super(why);
        }
    }

    private FilmStrip(AVFormatContext format) {
        this.format = format;
    }

    static FilmStrip open(Path place, Title title) throws NotWritten {
        var format = new AVFormatContext(null);
        check(avformat_alloc_output_context2(format, null, "mp4", place.toString()), "an MP4 file");
        var strip = new FilmStrip(format);
        try {
            strip.begin(place, title);
            return strip;
        } catch (NotWritten | RuntimeException e) {
            strip.close();
            throw e;
        }
    }

    private void begin(Path place, Title title) throws NotWritten {
        AVStream stream = avformat_new_stream(format, null);
        stream.time_base().num(1).den(TIMESCALE);
        describe(stream.codecpar(), title);
        format.flags(format.flags() | AVFormatContext.AVFMT_FLAG_FLUSH_PACKETS);
        var metadata = new AVDictionary(null);
        av_dict_set(metadata, "creation_time", title.begin().toString(), 0);
        format.metadata(metadata);
        check(avio_open(file, place.toString(), AVIO_FLAG_WRITE), "the file " + place.getFileName());
        format.pb(file);
        var options = new AVDictionary(null);
        av_dict_set(options, "movflags", "frag_keyframe+empty_moov+default_base_moof", 0);
        av_dict_set(options, "frag_duration", "1000000", 0);
        av_dict_set(options, "video_track_timescale", Integer.toString(TIMESCALE), 0);
        av_dict_set(options, "flush_packets", "1", 0);
        try {
            check(avformat_write_header(format, options), "the beginning of the film");
            begun = true;
        } finally {
            av_dict_free(options);
        }
    }

    private static void describe(AVCodecParameters what, Title title) {
        what.codec_type(AVMEDIA_TYPE_VIDEO);
        what.codec_id(
                switch (title.coding()) {
                    case H264 -> AV_CODEC_ID_H264;
                    case H265 -> AV_CODEC_ID_HEVC;
                    case JPEG -> AV_CODEC_ID_MJPEG;
                });
        if (title.coding() == Coding.H265) {
            what.codec_tag(HVC1);
        }
        what.width(title.width());
        what.height(title.height());
        byte[] sets = title.parameterSets();
        if (sets.length > 0) {
            var memory = new BytePointer(av_malloc(sets.length + (long) AV_INPUT_BUFFER_PADDING_SIZE))
                    .capacity(sets.length + (long) AV_INPUT_BUFFER_PADDING_SIZE);
            memory.fill(0);
            memory.put(sets, 0, sets.length);
            what.extradata(memory);
            what.extradata_size(sets.length);
        }
        if (title.rotation() != 0) {
            turn(what, title.rotation());
        }
    }

    private static void turn(AVCodecParameters what, int degrees) {
        var matrix = new int[9];
        av_display_rotation_set(matrix, degrees);
        try (var list = new PointerPointer<AVPacketSideData>(1);
                var count = new IntPointer(1)) {
            list.put(0, (org.bytedeco.javacpp.Pointer) null);
            count.put(0, 0);
            var side = av_packet_side_data_new(list, count, AV_PKT_DATA_DISPLAYMATRIX, 36, 0);
            if (side != null) {
                new IntPointer(side.data()).put(matrix, 0, matrix.length);
                what.coded_side_data(new AVPacketSideData(list.get()));
                what.nb_coded_side_data(count.get());
            }
        }
    }

    /// One picture with start codes, as it came; `time` and `duration` in 1/90000 s since the first.
    void add(byte[] picture, boolean key, long time, long duration) throws NotWritten {
        check(av_new_packet(packet, picture.length), "a picture of " + picture.length + " bytes");
        try {
            packet.data().put(picture, 0, picture.length);
            packet.pts(time);
            packet.dts(time);
            packet.duration(duration);
            packet.flags(key ? AV_PKT_FLAG_KEY : 0);
            packet.stream_index(0);
            check(av_write_frame(format, packet), "a picture");
            check(file.error(), "a picture");
        } finally {
            av_packet_unref(packet);
        }
    }

    /// Writes the last fragment and the index. What this throws is also thrown when nothing more fits on the disk.
    void end() throws NotWritten {
        begun = false;
        check(av_write_trailer(format), "the end of the film");
    }

    private static void check(int result, String what) throws NotWritten {
        if (result < 0) {
            try (var words = new BytePointer(128)) {
                words.fill(0);
                av_strerror(result, words, words.capacity());
                throw new NotWritten("FFmpeg cannot write " + what + ": " + words.getString());
            }
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (begun) {
            av_write_trailer(format);
        }
        if (!file.isNull()) {
            avio_closep(file);
        }
        format.pb(null);
        avformat_free_context(format);
        av_packet_free(packet);
    }
}
