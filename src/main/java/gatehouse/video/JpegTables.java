package gatehouse.video;

import java.nio.ByteBuffer;
import java.util.Optional;

/// The two quantization tables of a JPEG picture, luminance and chrominance, in zigzag order, each with its number and
/// precision as a DQT segment has it: ITU-T T.81 §B.2.4.1.
record JpegTables(ByteBuffer segmentBody) {
    private static final int ENTRIES = 64;

    /// RFC 2435 appendix A, out of T.81 annex K.1.
    private static final String LUMINANCE =
            "16 11 12 14 12 10 16 14 13 14 18 17 16 19 24 40 26 24 22 22 24 49 35 37 29 40 58 51 61 60 57 51 "
                    + "56 55 64 72 92 78 64 68 87 69 55 56 80 109 81 87 95 98 103 104 103 62 77 113 121 112 100 120 92 "
                    + "101 103 99";

    private static final String CHROMINANCE =
            "17 18 18 24 21 24 47 26 26 47 99 66 56 66 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 "
                    + "99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99";

    /// The tables of a quality of 1 to 99, as the Independent JPEG Group scales them.
    static JpegTables ofQuality(int q) {
        int quality = Math.clamp(q, 1, 99);
        int scale = quality < 50 ? 5000 / quality : 200 - quality * 2;
        var out = ByteBuffer.allocate(2 * (1 + ENTRIES));
        int number = 0;
        for (String base : new String[] {LUMINANCE, CHROMINANCE}) {
            out.put((byte) number++);
            for (String entry : base.split(" ", -1)) {
                out.put((byte) Math.clamp((Integer.parseInt(entry) * scale + 50) / 100, 1, 255));
            }
        }
        return new JpegTables(out.flip().asReadOnlyBuffer());
    }

    /// Those of a packet: a bit of `precision` per table, set for 16-bit entries. One alone serves for both.
    static Optional<JpegTables> read(int precision, byte[] bytes) {
        var out = ByteBuffer.allocate(2 * (1 + 2 * ENTRIES));
        int at = 0;
        for (int number = 0; number < 2; number++) {
            boolean wide = (precision >> number & 1) != 0;
            int length = wide ? 2 * ENTRIES : ENTRIES;
            if (at + length > bytes.length) {
                boolean alone = number == 1 && at == bytes.length;
                if (!alone) {
                    return Optional.empty();
                }
                at = 0;
                wide = (precision & 1) != 0;
                length = bytes.length;
            }
            out.put((byte) ((wide ? 0x10 : 0) | number)).put(bytes, at, length);
            at += length;
        }
        return Optional.of(new JpegTables(out.flip().asReadOnlyBuffer()));
    }
}
