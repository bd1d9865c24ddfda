package gatehouse.sim.camera;

import java.time.Instant;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/// The picture of one stream as drawn and as an encoder wants it, both kept from frame to frame and while nobody
/// watches. Owns the native copy. Confined to one thread at a time.
final class Canvas implements AutoCloseable {
    private final StreamShape shape;
    private final Stage stage;
    private final ScenePainter painter;
    private final YuvPlanes planes;

    Canvas(Stage stage, StreamShape shape) {
        this.stage = stage;
        this.shape = shape;
        this.painter = stage.painter(shape.width(), shape.height());
        this.planes = new YuvPlanes(shape.width(), shape.height(), shape.coding() == StreamShape.Coding.MJPEG);
    }

    boolean fits(StreamShape other) {
        return shape.equals(other);
    }

    /// The scene at this moment, which is given by both clocks.
    AVFrame picture(long nanos, Instant truth) {
        painter.through(Lens.of(stage.faults()));
        var changed = painter.paint(
                truth.toEpochMilli(), stage.doorClock(truth), stage.visitor().at(nanos));
        changed.forEach(area -> planes.take(painter.pixels(), shape.width(), area));
        return planes.frame();
    }

    @Override
    public void close() {
        planes.close();
    }
}
