package gatehouse.sim.camera.rtsp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One picture cut into RTP payloads. Made once, sent to every viewer.
///
/// H.264 after RFC 6184 with packetization-mode 1: small units alone (§5.6), large ones as FU-A (§5.8), and before each
/// key picture the parameter sets together as a STAP-A (§5.7.1). Motion JPEG after RFC 2435, the tables in the first
/// packet.
///
/// @param key whether a decoder can begin here
/// @param takenNanos [System#nanoTime()] of the moment shown
/// @param takenAt the same moment by the door's clock
/// @param payloads in order; the last one is sent with the marker bit. Read only through [ByteBuffer#duplicate()].
/// @param bytes all payloads together
/// @param payloadType what stands in the RTP header
public record AccessUnit(
        boolean key, long takenNanos, Instant takenAt, List<ByteBuffer> payloads, int bytes, int payloadType) {
    /// With the headers of RTP, UDP and IP this stays below an Ethernet frame.
    static final int LARGEST_PAYLOAD = 1400;

    private static final int STAP_A = 24;
    private static final int FU_A = 28;
    private static final int START = 0x80;
    private static final int END = 0x40;
    private static final int JPEG_HEADER = 8;
    private static final byte TABLES_FOLLOW = (byte) 255;

    private static AccessUnit of(
            List<ByteBuffer> payloads, boolean key, long takenNanos, Instant takenAt, int payloadType) {
        int bytes = payloads.stream().mapToInt(ByteBuffer::remaining).sum();
        return new AccessUnit(key, takenNanos, takenAt, List.copyOf(payloads), bytes, payloadType);
    }

    /// Cuts up a picture given with start codes.
    public static AccessUnit h264(
            ByteBuffer annexB, boolean key, LiveSource.Format.H264 sets, long takenNanos, Instant takenAt) {
        var payloads = new ArrayList<ByteBuffer>();
        if (key) {
            payloads.add(stapA(sets.sps(), sets.pps()));
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
        return of(payloads, key, takenNanos, takenAt, Sdp.H264_TYPE);
    }

    /// Cuts up a JPEG file.
    public static AccessUnit jpeg(ByteBuffer file, long takenNanos, Instant takenAt) throws IOException {
        var jpeg = JpegFile.read(file);
        var payloads = new ArrayList<ByteBuffer>();
        var scan = jpeg.scan();
        while (scan.hasRemaining()) {
            boolean first = scan.position() == 0;
            int head = JPEG_HEADER + (first ? 4 + jpeg.tables().remaining() : 0);
            int size = Math.min(LARGEST_PAYLOAD - head, scan.remaining());
            var payload = ByteBuffer.allocate(head + size);
            payload.putInt(scan.position()); // "type-specific" is 0, then 24 bits of where this piece belongs
            payload.put((byte) jpeg.type()).put(TABLES_FOLLOW);
            payload.put((byte) (jpeg.width() / 8)).put((byte) (jpeg.height() / 8));
            if (first) {
                payload.putShort((short) 0)
                        .putShort((short) jpeg.tables().remaining())
                        .put(jpeg.tables().duplicate());
            }
            payload.put(scan.slice(scan.position(), size)).flip();
            scan.position(scan.position() + size);
            payloads.add(payload);
        }
        return of(payloads, true, takenNanos, takenAt, Sdp.JPEG_TYPE);
    }

    /// The very same picture, at another moment.
    public AccessUnit again(long newTakenNanos, Instant newTakenAt) {
        return new AccessUnit(key, newTakenNanos, newTakenAt, payloads, bytes, payloadType);
    }

    /// The same packets around pictures that no decoder can make anything of. Parameter sets stay whole: the stream
    /// looks fine from outside.
    AccessUnit broken() {
        return of(payloads.stream().map(this::broken).toList(), key, takenNanos, takenAt, payloadType);
    }

    private ByteBuffer broken(ByteBuffer payload) {
        int type = payload.get(payload.position()) & 0x1f;
        if (payloadType == Sdp.H264_TYPE && type == STAP_A) {
            return payload;
        }
        var copy = ByteBuffer.allocate(payload.remaining())
                .put(payload.duplicate())
                .flip();
        if (payloadType == Sdp.JPEG_TYPE) {
            return copy.put(4, (byte) 63); // a type nobody has defined, RFC 2435 §4.1
        }
        for (int i = type == FU_A ? 2 : 1; i < copy.limit(); i++) {
            copy.put(i, (byte) 1); // read as a slice header this names parameter set 127, which there is not
        }
        return copy;
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
