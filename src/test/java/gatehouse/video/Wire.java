package gatehouse.video;

import gatehouse.rtp.RtpPacket;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// RTP packets one after the other as a plain string of bytes, for the fuzz targets and their seeds: marker and sender,
/// steps of the sequence number and of the time, length, payload.
final class Wire {
    private static final int TICK = 900;

    private Wire() {}

    static byte[] write(List<RtpPacket> packets) {
        var out = new ByteArrayOutputStream();
        int sequence = packets.getFirst().sequence();
        long timestamp = packets.getFirst().timestamp();
        for (var packet : packets) {
            var payload = new byte[packet.payload().remaining()];
            packet.payload().duplicate().get(payload);
            out.write(packet.marker() ? 1 : 0);
            out.write(packet.sequence() - sequence);
            out.write((int) ((packet.timestamp() - timestamp) / TICK));
            out.write(payload.length >> 8);
            out.write(payload.length);
            out.writeBytes(payload);
            sequence = packet.sequence();
            timestamp = packet.timestamp();
        }
        return out.toByteArray();
    }

    static List<RtpPacket> read(byte[] bytes) {
        var packets = new ArrayList<RtpPacket>();
        var in = ByteBuffer.wrap(bytes);
        int sequence = 65_000;
        long timestamp = 0xffff_0000L;
        while (in.remaining() >= 5) {
            int flags = in.get();
            sequence = sequence + in.get() & 0xffff;
            timestamp = timestamp + (long) in.get() * TICK & 0xffff_ffffL;
            int length = Math.min(in.getShort() & 0xffff, in.remaining());
            var payload = in.slice(in.position(), length);
            in.position(in.position() + length);
            packets.add(new RtpPacket(96, (flags & 1) != 0, sequence, timestamp, flags >> 1, payload));
        }
        return packets;
    }
}
