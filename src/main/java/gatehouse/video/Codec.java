package gatehouse.video;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

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

    /// RFC 7798, without interleaving. `parameterSets` as above, the video parameter sets included.
    record H265(List<ByteBuffer> parameterSets) implements Codec {
        public H265 {
            parameterSets = List.copyOf(parameterSets);
        }

        @Override
        public String label() {
            return "H.265";
        }
    }

    /// RFC 2435. `announced` is the size that the SDP tells of pictures too large for the packets' own fields.
    record Jpeg(Optional<View.Size> announced) implements Codec {
        @Override
        public String label() {
            return "Motion JPEG";
        }
    }

    /// One this console cannot show, as the camera calls it.
    record Unsupported(String label) implements Codec {}
}
