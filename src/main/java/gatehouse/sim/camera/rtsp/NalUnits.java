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
    static List<ByteBuffer> split(byte[] annexB) {
        var units = new ArrayList<ByteBuffer>(4);
        int start = -1;
        int zeros = 0;
        for (int i = 0; i < annexB.length; i++) {
            int b = annexB[i];
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
        add(units, annexB, start, annexB.length - zeros);
        return units;
    }

    private static void add(List<ByteBuffer> units, byte[] annexB, int start, int end) {
        if (start >= 0 && end > start) {
            units.add(ByteBuffer.wrap(annexB, start, end - start));
        }
    }

    static byte[] bytes(ByteBuffer nal) {
        var bytes = new byte[nal.remaining()];
        nal.duplicate().get(bytes);
        return bytes;
    }
}
