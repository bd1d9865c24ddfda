package gatehouse.sim.camera;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import gatehouse.sim.camera.rtsp.AccessUnit;
import gatehouse.sim.camera.rtsp.LiveSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/// libopenh264, the one H.264 encoder of the LGPL build: constrained baseline. Parameter sets are kept apart from the
/// pictures, for the SDP and for being put before each key picture. Confined to one thread at a time.
final class H264Encoder implements PictureEncoder {
    private final Compressor compressor;
    private final LiveSource.Format.H264 sets;

    private H264Encoder(Compressor compressor, LiveSource.Format.H264 sets) {
        this.compressor = compressor;
        this.sets = sets;
    }

    static H264Encoder open(StreamShape shape) throws IOException {
        var compressor = Compressor.open(
                "libopenh264",
                shape,
                context -> context.pix_fmt(AV_PIX_FMT_YUV420P)
                        .color_range(AVCOL_RANGE_MPEG)
                        .flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER));
        try {
            return new H264Encoder(compressor, LiveSource.Format.H264.of(compressor.parameters()));
        } catch (IOException e) {
            compressor.close();
            throw e;
        }
    }

    /// SPS and PPS, with start codes.
    ByteBuffer parameterSets() {
        return compressor.parameters();
    }

    @Override
    public LiveSource.Format.H264 format() {
        return sets;
    }

    @Override
    public AccessUnit encode(AVFrame frame, boolean key, long takenNanos, Instant takenAt) throws IOException {
        var picture = compressor.compress(frame, key);
        return AccessUnit.h264(picture.bytes(), picture.key(), sets, takenNanos, takenAt);
    }

    @Override
    public void close() {
        compressor.close();
    }
}
