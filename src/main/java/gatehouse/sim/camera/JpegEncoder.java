package gatehouse.sim.camera;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import gatehouse.sim.camera.rtsp.AccessUnit;
import gatehouse.sim.camera.rtsp.LiveSource;
import java.io.IOException;
import java.time.Instant;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/// FFmpeg's Motion JPEG with the usual Huffman tables, which RFC 2435 does not send; full range colours as JFIF has
/// them. Confined to one thread at a time.
final class JpegEncoder implements PictureEncoder {
    private final Compressor compressor;

    private JpegEncoder(Compressor compressor) {
        this.compressor = compressor;
    }

    static JpegEncoder open(StreamShape shape) throws IOException {
        return new JpegEncoder(Compressor.open("mjpeg", shape, context -> {
            context.pix_fmt(AV_PIX_FMT_YUVJ420P).color_range(AVCOL_RANGE_JPEG);
            av_opt_set(context.priv_data(), "huffman", "default", 0);
        }));
    }

    @Override
    public LiveSource.Format format() {
        return new LiveSource.Format.Jpeg();
    }

    @Override
    public AccessUnit encode(AVFrame frame, boolean key, long takenNanos, Instant takenAt) throws IOException {
        return AccessUnit.jpeg(compressor.compress(frame, key).bytes(), takenNanos, takenAt);
    }

    @Override
    public void close() {
        compressor.close();
    }
}
