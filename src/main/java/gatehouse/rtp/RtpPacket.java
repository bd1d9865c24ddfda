package gatehouse.rtp;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Optional;

/// One RTP packet, RFC 3550 §5.1. `extension` is the header extension with its profile and length, empty where there is
/// none; it is read, never written. It and the payload are views into the datagram they were read from, not copies:
/// keep
/// them only as long as that buffer is yours.
public record RtpPacket(
        int payloadType,
        boolean marker,
        int sequence,
        long timestamp,
        int ssrc,
        ByteBuffer extension,
        ByteBuffer payload) {
    private static final int HEADER = 12;
    private static final ByteBuffer NO_EXTENSION = ByteBuffer.allocate(0);

    public RtpPacket {
        requireNonNull(extension);
        requireNonNull(payload);
    }

    public RtpPacket(int payloadType, boolean marker, int sequence, long timestamp, int ssrc, ByteBuffer payload) {
        this(payloadType, marker, sequence, timestamp, ssrc, NO_EXTENSION, payload);
    }

    /// Reads one datagram. Empty when it is not RTP version 2 or its lengths lie.
    public static Optional<RtpPacket> read(ByteBuffer datagram) {
        int start = datagram.position();
        int end = datagram.limit();
        if (end - start < HEADER) {
            return Optional.empty();
        }
        int first = datagram.get(start) & 0xff;
        if (first >> 6 != 2) {
            return Optional.empty();
        }
        int at = start + HEADER + 4 * (first & 0x0f);
        int extension = at;
        if ((first & 0x10) != 0) {
            if (at + 4 > end) {
                return Optional.empty();
            }
            at += 4 + 4 * (datagram.getShort(at + 2) & 0xffff);
        }
        if ((first & 0x20) != 0) {
            int padding = end > at ? datagram.get(end - 1) & 0xff : 0;
            if (padding == 0) {
                return Optional.empty();
            }
            end -= padding;
        }
        if (at > end) {
            return Optional.empty();
        }
        int second = datagram.get(start + 1) & 0xff;
        return Optional.of(new RtpPacket(
                second & 0x7f,
                (second & 0x80) != 0,
                datagram.getShort(start + 2) & 0xffff,
                datagram.getInt(start + 4) & 0xffff_ffffL,
                datagram.getInt(start + 8),
                at == extension ? NO_EXTENSION : datagram.slice(extension, at - extension),
                datagram.slice(at, end - at)));
    }

    /// The packet as it goes on the wire.
    public ByteBuffer write() {
        var out = ByteBuffer.allocate(HEADER + payload.remaining());
        out.put((byte) 0x80);
        out.put((byte) ((marker ? 0x80 : 0) | payloadType));
        out.putShort((short) sequence);
        out.putInt((int) timestamp);
        out.putInt(ssrc);
        out.put(payload.duplicate());
        return out.flip();
    }
}
