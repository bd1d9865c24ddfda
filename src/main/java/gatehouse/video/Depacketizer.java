package gatehouse.video;

import gatehouse.darkroom.AccessUnit;
import gatehouse.rtp.RtpPacket;
import java.util.Optional;
import java.util.function.Consumer;

/// Puts the packets of one connection together to pictures. Confined to the connection's thread, but the two counts may
/// be read from any.
sealed interface Depacketizer permits NalDepacketizer, JpegDepacketizer {
    void accept(RtpPacket packet, long nowNanos, Consumer<AccessUnit> pictures);

    /// Packets that were sent and did not come.
    long packetsLost();

    /// The camera's own picture size, once the stream or its description has told it.
    Optional<View.Size> size();

    static Depacketizer of(Codec codec) throws VideoFault {
        return switch (codec) {
            case Codec.H264 h264 -> new H264Depacketizer(h264);
            case Codec.H265 h265 -> new H265Depacketizer(h265);
            case Codec.Jpeg jpeg -> new JpegDepacketizer(jpeg);
            case Codec.Unsupported other -> throw new VideoFault.NotSupported(other.label());
        };
    }
}
