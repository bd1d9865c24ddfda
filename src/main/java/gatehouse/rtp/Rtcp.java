package gatehouse.rtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The RTCP packets a voice call needs, RFC 3550 §6: reports of both kinds and the good-bye.
public sealed interface Rtcp {
    /// The most packets read out of one datagram.
    int MOST = 16;

    int ssrc();

    /// What a receiver says about one source. `lastSender` and `sinceLastSender` are the middle 32 bits of the last
    /// sender report's NTP time and the time since then in 1/65536 s.
    record Block(
            int ssrc, int fractionLost, int lost, long highest, long jitter, long lastSender, long sinceLastSender) {}

    record SenderReport(int ssrc, long ntp, long timestamp, long packets, long octets, List<Block> blocks)
            implements Rtcp {
        public SenderReport {
            blocks = List.copyOf(blocks);
        }

        /// What the other side repeats in its reports, so that the round trip can be measured.
        public long middle() {
            return ntp >>> 16 & 0xffff_ffffL;
        }
    }

    record ReceiverReport(int ssrc, List<Block> blocks) implements Rtcp {
        public ReceiverReport {
            blocks = List.copyOf(blocks);
        }
    }

    record Bye(int ssrc) implements Rtcp {}

    /// Reads a compound datagram and keeps what it knows. Stops quietly at the first packet whose lengths lie.
    static List<Rtcp> read(ByteBuffer datagram) {
        var found = new ArrayList<Rtcp>();
        var in = datagram.duplicate();
        while (in.remaining() >= 8 && found.size() < MOST) {
            int start = in.position();
            int first = in.get(start) & 0xff;
            int length = 4 * ((in.getShort(start + 2) & 0xffff) + 1);
            if (first >> 6 != 2 || length < 8 || length > in.remaining()) {
                break;
            }
            one(in.get(start + 1) & 0xff, first & 0x1f, in.slice(start + 4, length - 4), found);
            in.position(start + length);
        }
        return List.copyOf(found);
    }

    private static void one(int type, int count, ByteBuffer body, List<Rtcp> found) {
        switch (type) {
            case 200 -> {
                if (body.remaining() >= 24 + 24 * count) {
                    int ssrc = body.getInt();
                    long ntp = body.getLong();
                    long timestamp = unsigned(body);
                    long packets = unsigned(body);
                    long octets = unsigned(body);
                    found.add(new SenderReport(ssrc, ntp, timestamp, packets, octets, blocks(body, count)));
                }
            }
            case 201 -> {
                if (body.remaining() >= 4 + 24 * count) {
                    int ssrc = body.getInt();
                    found.add(new ReceiverReport(ssrc, blocks(body, count)));
                }
            }
            case 203 -> {
                if (count > 0) {
                    found.add(new Bye(body.getInt()));
                }
            }
            default -> {}
        }
    }

    private static List<Block> blocks(ByteBuffer body, int count) {
        var blocks = new ArrayList<Block>();
        for (int i = 0; i < count; i++) {
            int ssrc = body.getInt();
            int loss = body.getInt();
            blocks.add(new Block(
                    ssrc, loss >>> 24, loss << 8 >> 8, unsigned(body), unsigned(body), unsigned(body), unsigned(body)));
        }
        return blocks;
    }

    private static long unsigned(ByteBuffer in) {
        return in.getInt() & 0xffff_ffffL;
    }

    /// A compound datagram: this report and who sends it (§6.1 demands both).
    static ByteBuffer write(SenderReport report, String cname) {
        var out = ByteBuffer.allocate(28 + 24 * report.blocks().size() + 300);
        header(out, report.blocks().size(), 200, 6 + 6 * report.blocks().size());
        out.putInt(report.ssrc()).putLong(report.ntp());
        out.putInt((int) report.timestamp()).putInt((int) report.packets()).putInt((int) report.octets());
        report.blocks().forEach(block -> put(out, block));
        describe(out, report.ssrc(), cname);
        return out.flip();
    }

    /// As above, from a side that has sent nothing yet.
    static ByteBuffer write(ReceiverReport report, String cname) {
        var out = ByteBuffer.allocate(8 + 24 * report.blocks().size() + 300);
        header(out, report.blocks().size(), 201, 1 + 6 * report.blocks().size());
        out.putInt(report.ssrc());
        report.blocks().forEach(block -> put(out, block));
        describe(out, report.ssrc(), cname);
        return out.flip();
    }

    /// The last datagram of a source: an empty report, its name, good-bye (§6.6).
    static ByteBuffer write(Bye bye, String cname) {
        var out = ByteBuffer.allocate(8 + 300 + 8);
        header(out, 0, 201, 1);
        out.putInt(bye.ssrc());
        describe(out, bye.ssrc(), cname);
        header(out, 1, 203, 1);
        out.putInt(bye.ssrc());
        return out.flip();
    }

    private static void put(ByteBuffer out, Block block) {
        int lost = Math.clamp(block.lost(), -0x80_0000, 0x7f_ffff);
        out.putInt(block.ssrc()).putInt((block.fractionLost() << 24) | (lost & 0xff_ffff));
        out.putInt((int) block.highest()).putInt((int) block.jitter());
        out.putInt((int) block.lastSender()).putInt((int) block.sinceLastSender());
    }

    private static void describe(ByteBuffer out, int ssrc, String cname) {
        byte[] name = cname.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(name.length, 255);
        int items = (2 + length) / 4 + 1; // ends in one to four zero octets, §6.5
        header(out, 1, 202, 1 + items);
        int end = out.position() + 4 + 4 * items;
        out.putInt(ssrc).put((byte) 1).put((byte) length).put(name, 0, length);
        while (out.position() < end) {
            out.put((byte) 0);
        }
    }

    private static void header(ByteBuffer out, int count, int type, int words) {
        out.put((byte) (0x80 | count)).put((byte) type).putShort((short) words);
    }
}
