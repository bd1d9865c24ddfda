package gatehouse.video;

import java.nio.ByteBuffer;
import java.util.List;

/// How the pictures of a stream are coded. A codec more is a record more, with its depacketizer and its decoder.
sealed interface Codec {
    String label();

    /// RFC 6184. `parameterSets` are those of the SDP; the stream itself may bring newer ones.
    record H264(List<ByteBuffer> parameterSets) implements Codec {
        public H264 {
            parameterSets = List.copyOf(parameterSets);
        }

        @Override
        public String label() {
            return "H.264";
        }
    }

    /// One this console cannot show, as the camera calls it.
    record Unsupported(String label) implements Codec {}
}
