package gatehouse.sim.camera;

import gatehouse.sim.camera.rtsp.AccessUnit;
import gatehouse.sim.camera.rtsp.LiveSource;
import java.io.IOException;
import java.time.Instant;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/// Makes packets of pictures. Owns native memory. Confined to one thread at a time.
interface PictureEncoder extends AutoCloseable {

    static PictureEncoder open(StreamShape shape) throws IOException {
        return switch (shape.coding()) {
            case H264 -> H264Encoder.open(shape);
            case MJPEG -> JpegEncoder.open(shape);
        };
    }

    LiveSource.Format format() throws IOException;

    /// Compresses one picture and cuts it into packets.
    ///
    /// @param key whether it must be a key picture; the first one is by itself
    AccessUnit encode(AVFrame frame, boolean key, long takenNanos, Instant takenAt) throws IOException;

    @Override
    void close();
}
