package gatehouse.video;

import gatehouse.rtp.RtpPacket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Puts NAL units into RTP packets as RFC 6184 says: the small ones of a key picture together, large ones in fragments.
final class Packets {
    static final int MOST = 1200;

    private int sequence = 65_500; // so that every longer test passes the wrap
    private long timestamp = 0xffff_0000L;

    List<RtpPacket> picture(List<byte[]> units) {
        var payloads = new ArrayList<byte[]>();
        var small = new ArrayList<byte[]>();
        for (byte[] unit : units) {
            int type = unit[0] & 0x1f;
            if (type == 7 || type == 8) {
                small.add(unit);
            } else if (unit.length <= MOST) {
                payloads.add(unit);
            } else {
                fragments(unit, payloads);
            }
        }
        if (!small.isEmpty()) {
            payloads.addFirst(together(small));
        }
        return pictureOf(payloads);
    }

    /// The packets of one picture, the last one marked.
    List<RtpPacket> pictureOf(List<byte[]> payloads) {
        var packets = new ArrayList<RtpPacket>();
        for (int i = 0; i < payloads.size(); i++) {
            packets.add(packet(payloads.get(i), i == payloads.size() - 1));
        }
        nextPicture();
        return packets;
    }

    void nextPicture() {
        timestamp = (timestamp + 3600) & 0xffff_ffffL;
    }

    RtpPacket packet(byte[] payload, boolean marker) {
        var packet = new RtpPacket(96, marker, sequence, timestamp, 0x1234, ByteBuffer.wrap(payload));
        sequence = (sequence + 1) & 0xffff;
        return packet;
    }

    private static byte[] together(List<byte[]> units) {
        var out = ByteBuffer.allocate(MOST + 100);
        out.put((byte) 24);
        for (byte[] unit : units) {
            out.putShort((short) unit.length).put(unit);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private static void fragments(byte[] unit, List<byte[]> payloads) {
        for (int at = 1; at < unit.length; at += MOST) {
            int end = Math.min(unit.length, at + MOST);
            var out = ByteBuffer.allocate(end - at + 2);
            out.put((byte) ((unit[0] & 0xe0) | 28));
            out.put((byte) ((at == 1 ? 0x80 : 0) | (end == unit.length ? 0x40 : 0) | (unit[0] & 0x1f)));
            out.put(unit, at, end - at);
            payloads.add(out.array());
        }
    }
}
