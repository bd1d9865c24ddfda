package gatehouse.video;

import java.nio.ByteBuffer;

/// What comes out of an RTSP connection next.
sealed interface RtspItem {
    record Frame(int channel, ByteBuffer data) implements RtspItem {}

    record Message(RtspMessage message) implements RtspItem {}

    /// The deadline passed.
    record Silence() implements RtspItem {}
}
