package gatehouse.history;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/// How one record lies in a segment, big endian:
///
///     4  magic "GHJ1"
///     4  length of the body
///     4  CRC32C of length and body
///     -- body --
///     8  sequence number, from 1
///     32 SHA-256 of the body before it, zeros for the first
///     8  wall time, microseconds since 1970
///     8  monotonic time, nanoseconds
///     16 boot id
///     n  payload, UTF-8 JSON, at most 64 KiB
final class Frame {
    static final int MOST_PAYLOAD = 64 * 1024;
    static final String NO_HASH = "0".repeat(64);

    private static final int MAGIC = 0x47484A31;
    private static final int HEAD = 12;
    private static final int FIXED = 8 + 32 + 8 + 8 + 16;
    private static final HexFormat HEX = HexFormat.of();

    private Frame() {}

    static byte[] encode(long seq, String prev, Instant wall, long monotonic, UUID boot, byte[] payload) {
        if (payload.length > MOST_PAYLOAD) {
            throw new IllegalArgumentException("A payload of " + payload.length + " bytes");
        }
        int length = FIXED + payload.length;
        var buffer = ByteBuffer.allocate(HEAD + length);
        buffer.putInt(MAGIC).putInt(length).putInt(0);
        buffer.putLong(seq).put(HEX.parseHex(prev)).putLong(Event.micros(wall)).putLong(monotonic);
        buffer.putLong(boot.getMostSignificantBits()).putLong(boot.getLeastSignificantBits());
        buffer.put(payload);
        buffer.putInt(8, crc(buffer.array(), 0, length));
        return buffer.array();
    }

    /// The record that begins at `offset`, if there is a whole and sound one.
    static Optional<Entry> decode(byte[] bytes, int offset) {
        if (bytes.length - offset < HEAD + FIXED) {
            return Optional.empty();
        }
        var buffer = ByteBuffer.wrap(bytes, offset, bytes.length - offset);
        if (buffer.getInt() != MAGIC) {
            return Optional.empty();
        }
        int length = buffer.getInt();
        if (length < FIXED || length > FIXED + MOST_PAYLOAD || length > bytes.length - offset - HEAD) {
            return Optional.empty();
        }
        if (buffer.getInt() != crc(bytes, offset, length)) {
            return Optional.empty();
        }
        long seq = buffer.getLong();
        var prev = new byte[32];
        buffer.get(prev);
        Instant wall = Instant.EPOCH.plus(buffer.getLong(), ChronoUnit.MICROS);
        long monotonic = buffer.getLong();
        var boot = new UUID(buffer.getLong(), buffer.getLong());
        String payload = new String(bytes, buffer.position(), length - FIXED, StandardCharsets.UTF_8);
        String hash = HEX.formatHex(sha256(bytes, offset + HEAD, length));
        return Optional.of(new Entry(seq, HEX.formatHex(prev), wall, monotonic, boot, payload, hash, HEAD + length));
    }

    /// Where the next sound record begins, at or after `from`; -1 when there is none.
    static int next(byte[] bytes, int from) {
        for (int at = from; at <= bytes.length - HEAD - FIXED; at++) {
            if (bytes[at] == 'G' && bytes[at + 1] == 'H' && decode(bytes, at).isPresent()) {
                return at;
            }
        }
        return -1;
    }

    static String hashOf(byte[] bytes) {
        return HEX.formatHex(sha256(bytes, 0, bytes.length));
    }

    private static int crc(byte[] bytes, int offset, int length) {
        var crc = new CRC32C();
        crc.update(bytes, offset + 4, 4);
        crc.update(bytes, offset + HEAD, length);
        return (int) crc.getValue();
    }

    private static byte[] sha256(byte[] bytes, int offset, int length) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, offset, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
