package gatehouse.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Just enough of the Ogg container (RFC 3533, RFC 7845) to hand Opus packets to a program and take its own.
final class Ogg {
    private static final int SERIAL = 1;

    private Ogg() {}

    /// One packet of 20 ms a page.
    static byte[] opus(List<byte[]> packets) {
        var out = new ByteArrayOutputStream();
        var head = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
        head.put("OpusHead".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 1);
        head.putShort((short) 0).putInt(16_000).putShort((short) 0).put((byte) 0);
        out.writeBytes(page(2, 0, 0, head.array()));
        var tags = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        tags.put("OpusTags".getBytes(StandardCharsets.US_ASCII)).putInt(0).putInt(0);
        out.writeBytes(page(0, 0, 1, tags.array()));
        for (int i = 0; i < packets.size(); i++) {
            out.writeBytes(page(i + 1 == packets.size() ? 4 : 0, 960L * (i + 1), i + 2, packets.get(i)));
        }
        return out.toByteArray();
    }

    /// The packets after the two headers.
    static List<byte[]> packets(byte[] file) {
        var found = new ArrayList<byte[]>();
        var packet = new ByteArrayOutputStream();
        for (int at = 0; at + 27 < file.length; ) {
            int segments = file[at + 26] & 0xff;
            int body = at + 27 + segments;
            for (int s = 0; s < segments; s++) {
                int length = file[at + 27 + s] & 0xff;
                packet.write(file, body, length);
                body += length;
                if (length < 255) {
                    found.add(packet.toByteArray());
                    packet.reset();
                }
            }
            at = body;
        }
        return found.subList(2, found.size());
    }

    private static byte[] page(int kind, long position, int number, byte[] packet) {
        int segments = packet.length / 255 + 1;
        var page = ByteBuffer.allocate(27 + segments + packet.length).order(ByteOrder.LITTLE_ENDIAN);
        page.put("OggS".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 0)
                .put((byte) kind)
                .putLong(position);
        page.putInt(SERIAL).putInt(number).putInt(0).put((byte) segments);
        for (int s = 0; s < segments; s++) {
            page.put((byte) Math.min(255, packet.length - 255 * s));
        }
        page.put(packet);
        return page.putInt(22, checksum(page.array())).array();
    }

    private static int checksum(byte[] page) {
        int sum = 0;
        for (byte octet : page) {
            sum ^= (octet & 0xff) << 24;
            for (int bit = 0; bit < 8; bit++) {
                sum = (sum & 0x8000_0000) != 0 ? sum << 1 ^ 0x04c1_1db7 : sum << 1;
            }
        }
        return sum;
    }
}
