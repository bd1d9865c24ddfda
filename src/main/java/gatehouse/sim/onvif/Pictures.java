package gatehouse.sim.onvif;

import gatehouse.sim.camera.StreamShape;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/// The streams that the media services name, the best first, and where a still picture comes from.
public record Pictures(List<Stream> streams, Supplier<byte[]> jpeg) {
    /// One profile: its token, and the stream behind it.
    public record Stream(String token, URI uri, StreamShape shape) {
        int width() {
            return shape.width();
        }

        int height() {
            return shape.height();
        }

        int framesPerSecond() {
            return shape.fps();
        }
    }

    public Pictures {
        streams = List.copyOf(streams);
        if (streams.isEmpty()) {
            throw new IllegalArgumentException("A camera has at least one stream");
        }
    }
}
