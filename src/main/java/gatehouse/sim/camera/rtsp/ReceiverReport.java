package gatehouse.sim.camera.rtsp;

import java.nio.ByteBuffer;
import java.util.Optional;

/// What a viewer says about its reception, the first block of a receiver report, RFC 3550 §6.4.2.
///
/// @param lostShare of the packets since its last report, 0 to 1
/// @param lost packets since the beginning; less than nothing when some came twice
/// @param highestSequence the newest packet it has, with the turns of the 16-bit counter above it
public record ReceiverReport(double lostShare, int lost, long highestSequence) {
    private static final int RECEIVER_REPORT = 201;
    private static final int WITH_ONE_BLOCK = 32;

    /// Empty for any other packet, and for a report about nothing.
    static Optional<ReceiverReport> read(ByteBuffer rtcp) {
        var in = rtcp.slice();
        if (in.limit() < WITH_ONE_BLOCK
                || (in.get(0) & 0xc0) != 0x80
                || (in.get(0) & 0x1f) == 0
                || (in.get(1) & 0xff) != RECEIVER_REPORT) {
            return Optional.empty();
        }
        int losses = in.getInt(12);
        return Optional.of(new ReceiverReport((losses >>> 24) / 256.0, losses << 8 >> 8, in.getInt(16) & 0xffff_ffffL));
    }
}
