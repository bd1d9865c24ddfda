package gatehouse.video;

import gatehouse.rtp.RtpPacket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A short H.265 film, 320x180 in 30 pictures, the left half red and the right half blue with a test picture across.
/// Its
/// GOPs of ten are open: the pictures 9 and 19 are CRA, each followed by a RASL picture. Made once by x265 with
/// `keyint=10:min-keyint=10:scenecut=0:open-gop=1:bframes=3:repeat-headers=1`.
record H265Film(List<List<byte[]>> pictures) {
    static final int VPS = 32;
    static final int SPS = 33;
    static final int PPS = 34;
    static final int CRA = 21;
    static final int RASL_N = 8;
    static final int MOST = 400;

    static final H265Film FILM = read();

    private static H265Film read() {
        try (var in = H265Film.class.getResourceAsStream("open-gop.h265")) {
            var pictures = new ArrayList<List<byte[]>>();
            var picture = new ArrayList<byte[]>();
            for (byte[] unit : Film.units(in.readAllBytes())) {
                picture.add(unit);
                if (type(unit) < VPS) {
                    pictures.add(List.copyOf(picture));
                    picture.clear();
                }
            }
            return new H265Film(List.copyOf(pictures));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int type(byte[] unit) {
        return unit[0] >> 1 & 0x3f;
    }

    byte[] parameterSet(int type) {
        return pictures.getFirst().stream()
                .filter(unit -> type(unit) == type)
                .findFirst()
                .orElseThrow();
    }

    List<ByteBuffer> parameterSets() {
        return List.of(
                ByteBuffer.wrap(parameterSet(VPS)),
                ByteBuffer.wrap(parameterSet(SPS)),
                ByteBuffer.wrap(parameterSet(PPS)));
    }

    List<RtpPacket> sent(Packets packets, int from, int to) {
        var all = new ArrayList<RtpPacket>();
        pictures.subList(from, to).forEach(units -> all.addAll(packed(packets, units)));
        return all;
    }

    /// RFC 7798: the parameter sets together, large units in parts, the others one by one.
    static List<RtpPacket> packed(Packets packets, List<byte[]> units) {
        var payloads = new ArrayList<byte[]>();
        var sets = units.stream().filter(unit -> type(unit) >= VPS).toList();
        if (sets.size() > 1) {
            payloads.add(together(sets));
        } else {
            payloads.addAll(sets);
        }
        units.stream().filter(unit -> type(unit) < VPS).forEach(unit -> {
            if (unit.length <= MOST) {
                payloads.add(unit);
            } else {
                payloads.addAll(parts(unit));
            }
        });
        return packets.pictureOf(payloads);
    }

    static byte[] together(List<byte[]> units) {
        var out = ByteBuffer.allocate(2000);
        out.put((byte) (48 << 1)).put((byte) 1);
        units.forEach(unit -> out.putShort((short) unit.length).put(unit));
        return Arrays.copyOf(out.array(), out.position());
    }

    static List<byte[]> parts(byte[] unit) {
        var payloads = new ArrayList<byte[]>();
        for (int at = 2; at < unit.length; at += MOST) {
            int end = Math.min(unit.length, at + MOST);
            var out = ByteBuffer.allocate(end - at + 3);
            out.put((byte) ((unit[0] & 0x81) | 49 << 1)).put(unit[1]);
            out.put((byte) ((at == 2 ? 0x80 : 0) | (end == unit.length ? 0x40 : 0) | type(unit)));
            out.put(unit, at, end - at);
            payloads.add(out.array());
        }
        return payloads;
    }
}
