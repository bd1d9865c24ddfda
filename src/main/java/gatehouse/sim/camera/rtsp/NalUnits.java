package gatehouse.sim.camera.rtsp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// NAL units in a byte stream with start codes, ITU-T H.264 Annex B.
final class NalUnits {
    static final int IDR = 5;
    static final int SPS = 7;
    static final int PPS = 8;
    static final int DELIMITER = 9;

    private NalUnits() {}

    /// The units without their start codes, as views; empty units are left out.
    static List<ByteBuffer> split(ByteBuffer annexB) {
        var units = new ArrayList<ByteBuffer>(4);
        int start = -1;
        int zeros = 0;
        for (int i = annexB.position(); i < annexB.limit(); i++) {
            int b = annexB.get(i);
            if (b == 0) {
                zeros++;
                continue;
            }
            if (b == 1 && zeros >= 2) {
                add(units, annexB, start, i - zeros);
                start = i + 1;
            }
            zeros = 0;
        }
        add(units, annexB, start, annexB.limit() - zeros);
        return units;
    }

    private static void add(List<ByteBuffer> units, ByteBuffer annexB, int start, int end) {
        if (start >= 0 && end > start) {
            units.add(annexB.slice(start, end - start));
        }
    }

    /// The type of a unit, from its first byte.
    static int type(ByteBuffer nal) {
        return nal.get(nal.position()) & 0x1f;
    }

    /// A copy of the bytes.
    static byte[] bytes(ByteBuffer nal) {
        var bytes = new byte[nal.remaining()];
        nal.duplicate().get(bytes);
        return bytes;
    }
}
