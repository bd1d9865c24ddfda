package gatehouse.video;

import gatehouse.darkroom.AccessUnit;
import gatehouse.rtp.RtpPacket;
import java.util.Optional;
import java.util.function.Consumer;

/// Puts the packets of one connection together to pictures. Confined to the connection's thread, but the two counts may
/// be read from any.
sealed interface Depacketizer permits H264Depacketizer {
    void accept(RtpPacket packet, long nowNanos, Consumer<AccessUnit> pictures);

    /// Packets that were sent and did not come.
    long packetsLost();

    /// The camera's own picture size, once a parameter set has told it.
    Optional<View.Size> size();

    static Depacketizer of(Codec codec) throws VideoFault {
        return switch (codec) {
            case Codec.H264 h264 -> new H264Depacketizer(h264);
            case Codec.Unsupported other -> throw new VideoFault.NotSupported(other.label());
        };
    }
}
