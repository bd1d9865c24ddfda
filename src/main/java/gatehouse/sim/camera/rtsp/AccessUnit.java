package gatehouse.sim.camera.rtsp;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One picture cut into RTP payloads, RFC 6184 with packetization-mode 1: small units alone (§5.6), large ones as FU-A
/// (§5.8), and before each key picture the parameter sets together as a STAP-A (§5.7.1). Made once, sent to every
/// viewer.
///
/// @param key whether a decoder can begin here
/// @param takenNanos [System#nanoTime()] of the moment shown
/// @param takenAt the same moment by the door's clock
/// @param payloads in order; the last one is sent with the marker bit. Read only through [ByteBuffer#duplicate()].
/// @param bytes all payloads together
public record AccessUnit(boolean key, long takenNanos, Instant takenAt, List<ByteBuffer> payloads, int bytes) {
    /// With the headers of RTP, UDP and IP this stays below an Ethernet frame.
    static final int LARGEST_PAYLOAD = 1400;

    private static final int STAP_A = 24;
    private static final int FU_A = 28;
    private static final int START = 0x80;
    private static final int END = 0x40;

    /// Cuts up a picture given with start codes.
    public static AccessUnit of(
            ByteBuffer annexB, boolean key, LiveSource.Facts facts, long takenNanos, Instant takenAt) {
        var payloads = new ArrayList<ByteBuffer>();
        if (key) {
            payloads.add(stapA(facts.sps(), facts.pps()));
        }
        for (var nal : NalUnits.split(annexB)) {
            int type = NalUnits.type(nal);
            if (type == NalUnits.SPS || type == NalUnits.PPS || type == NalUnits.DELIMITER) {
                continue; // the parameter sets are sent above, the delimiter is what the marker bit says
            }
            if (nal.remaining() <= LARGEST_PAYLOAD) {
                payloads.add(nal);
            } else {
                fragment(nal, payloads);
            }
        }
        int bytes = payloads.stream().mapToInt(ByteBuffer::remaining).sum();
        return new AccessUnit(key, takenNanos, takenAt, List.copyOf(payloads), bytes);
    }

    private static ByteBuffer stapA(ByteBuffer sps, ByteBuffer pps) {
        // The header carries the highest reference importance of what it holds.
        int importance = Math.max(sps.get(0) & 0x60, pps.get(0) & 0x60);
        return ByteBuffer.allocate(5 + sps.remaining() + pps.remaining())
                .put((byte) (importance | STAP_A))
                .putShort((short) sps.remaining())
                .put(sps.duplicate())
                .putShort((short) pps.remaining())
                .put(pps.duplicate())
                .flip();
    }

    private static void fragment(ByteBuffer nal, List<ByteBuffer> payloads) {
        int header = nal.get();
        int first = START;
        while (nal.hasRemaining()) {
            int size = Math.min(LARGEST_PAYLOAD - 2, nal.remaining());
            int last = size == nal.remaining() ? END : 0;
            var payload = ByteBuffer.allocate(2 + size);
            payload.put((byte) ((header & 0xe0) | FU_A)).put((byte) (first | last | (header & 0x1f)));
            payload.put(nal.slice(nal.position(), size)).flip();
            nal.position(nal.position() + size);
            payloads.add(payload);
            first = 0;
        }
    }
}
