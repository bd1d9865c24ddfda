package gatehouse.sim.mqtt;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// MQTT 3.1.1 control packets as bytes (OASIS standard, §2 and §3), as far as a lock needs them.
final class Packets {
    static final int CONNACK = 2;
    static final int PUBLISH = 3;
    static final int PUBREL = 6;
    private static final int LARGEST = 64 * 1024;

    private Packets() {}

    /// One packet that came: its type, the four flags, and the rest.
    record Packet(int type, int flags, byte[] body) {
        int number(int at) {
            return (body[at] & 0xFF) << 8 | body[at + 1] & 0xFF;
        }
    }

    /// A message that came; `id` is 0 for quality of service 0.
    record Message(String topic, int qos, int id, boolean retained, byte[] payload) {
        static Message of(Packet packet) {
            int length = packet.number(0);
            var topic = new String(packet.body(), 2, length, StandardCharsets.UTF_8);
            int qos = packet.flags() >> 1 & 3;
            int at = 2 + length;
            int id = qos == 0 ? 0 : packet.number(at);
            at += qos == 0 ? 0 : 2;
            var payload = new byte[packet.body().length - at];
            System.arraycopy(packet.body(), at, payload, 0, payload.length);
            return new Message(topic, qos, id, (packet.flags() & 1) == 1, payload);
        }
    }

    static Packet read(DataInputStream in) throws IOException {
        int first = in.readUnsignedByte();
        int length = 0;
        int shift = 0;
        int digit;
        do {
            digit = in.readUnsignedByte();
            length |= (digit & 0x7F) << shift;
            shift += 7;
        } while ((digit & 0x80) != 0 && shift <= 21);
        if (length > LARGEST) {
            throw new IOException("A packet of " + length + " bytes");
        }
        var body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("The packet ended early");
        }
        return new Packet(first >> 4, first & 0xF, body);
    }

    static byte[] connect(String client, boolean clean, int keepAlive) {
        var body = new ByteArrayOutputStream();
        text(body, "MQTT");
        body.write(4);
        body.write(clean ? 2 : 0);
        body.write(keepAlive >> 8);
        body.write(keepAlive);
        text(body, client);
        return packet(0x10, body.toByteArray());
    }

    static byte[] subscribe(int id, String topic, int qos) {
        var body = new ByteArrayOutputStream();
        body.write(id >> 8);
        body.write(id);
        text(body, topic);
        body.write(qos);
        return packet(0x82, body.toByteArray());
    }

    static byte[] publish(String topic, String payload, boolean retained) {
        var body = new ByteArrayOutputStream();
        text(body, topic);
        body.writeBytes(payload.getBytes(StandardCharsets.UTF_8));
        return packet(0x30 | (retained ? 1 : 0), body.toByteArray());
    }

    static byte[] puback(int id) {
        return packet(0x40, new byte[] {(byte) (id >> 8), (byte) id});
    }

    static byte[] pubrec(int id) {
        return packet(0x50, new byte[] {(byte) (id >> 8), (byte) id});
    }

    static byte[] pubcomp(int id) {
        return packet(0x70, new byte[] {(byte) (id >> 8), (byte) id});
    }

    static byte[] ping() {
        return packet(0xC0, new byte[0]);
    }

    static byte[] disconnect() {
        return packet(0xE0, new byte[0]);
    }

    private static void text(ByteArrayOutputStream out, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(bytes.length >> 8);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }

    private static byte[] packet(int first, byte[] body) {
        var out = new ByteArrayOutputStream();
        out.write(first);
        int left = body.length;
        do {
            int digit = left % 128;
            left /= 128;
            out.write(left > 0 ? digit | 0x80 : digit);
        } while (left > 0);
        out.writeBytes(body);
        return out.toByteArray();
    }
}
