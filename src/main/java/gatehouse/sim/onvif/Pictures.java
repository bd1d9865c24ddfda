package gatehouse.sim.onvif;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/// The streams that the media services name, the best first, and where a still picture comes from.
public record Pictures(List<Stream> streams, Supplier<byte[]> jpeg) {
    /// The size and rate of a stream.
    public record Shape(int width, int height, int framesPerSecond) {}

    /// One profile: its token, and the stream behind it.
    public record Stream(String token, URI uri, Shape shape) {
        int width() {
            return shape.width();
        }

        int height() {
            return shape.height();
        }

        int framesPerSecond() {
            return shape.framesPerSecond();
        }
    }

    public Pictures {
        streams = List.copyOf(streams);
        if (streams.isEmpty()) {
            throw new IllegalArgumentException("A camera has at least one stream");
        }
    }
}
