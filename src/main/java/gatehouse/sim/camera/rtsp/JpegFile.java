package gatehouse.sim.camera.rtsp;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// The parts of a JPEG file that RFC 2435 sends: size, how colours are sampled, the quantization tables, and the coded
/// picture. Everything else a viewer must know by itself, above all the usual Huffman tables of ITU-T T.81 annex K.
///
/// @param type 0 for half the colours across, 1 for half across and down, RFC 2435 §4.1
/// @param tables two quantization tables of 64 bytes, luma first
/// @param scan the entropy-coded picture without the end mark
record JpegFile(int width, int height, int type, ByteBuffer tables, ByteBuffer scan) {
    static final int TABLE = 64;

    private static final int START = 0xffd8;
    private static final int QUANTIZATION = 0xffdb;
    private static final int FRAME = 0xffc0;
    private static final int SCAN = 0xffda;
    private static final int RESTARTS = 0xffdd;
    private static final int END_MARK = 2;

    static JpegFile read(ByteBuffer file) throws IOException {
        var in = file.duplicate();
        var reading = new Reading();
        try {
            if (in.getShort() != (short) START) {
                throw new IOException("not a JPEG file");
            }
            for (int marker = in.getShort() & 0xffff; marker != SCAN; marker = in.getShort() & 0xffff) {
                reading.segment(marker, next(in));
            }
            next(in);
            return reading.file(in.slice(in.position(), in.remaining() - END_MARK));
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IOException("a JPEG file that ends in the middle", e);
        }
    }

    private static ByteBuffer next(ByteBuffer in) {
        int length = (in.getShort() & 0xffff) - 2;
        var segment = in.slice(in.position(), length);
        in.position(in.position() + length);
        return segment;
    }

    private static final class Reading {
        private final byte[][] known = new byte[4][];
        private int width;
        private int height;
        private int type = -1;
        private int chromaTable;

        void segment(int marker, ByteBuffer in) throws IOException {
            switch (marker) {
                case QUANTIZATION -> {
                    while (in.hasRemaining()) {
                        int id = in.get()
                                & 3; // the upper half says 8 bits, which is all that RFC 2435's Q 255 takes here
                        known[id] = new byte[TABLE];
                        in.get(known[id]);
                    }
                }
                case FRAME -> {
                    in.get();
                    height = in.getShort() & 0xffff;
                    width = in.getShort() & 0xffff;
                    int luma = in.get(in.position() + 2);
                    type = luma == 0x21 ? 0 : luma == 0x22 ? 1 : -1;
                    chromaTable = in.get(in.position() + 6) & 3;
                }
                case RESTARTS -> {
                    if (in.getShort() != 0) {
                        throw new IOException("restart marks are not sent here");
                    }
                }
                default -> {
                    // comments, versions and the Huffman tables
                }
            }
        }

        JpegFile file(ByteBuffer scan) throws IOException {
            if (type < 0 || known[0] == null || known[chromaTable] == null) {
                throw new IOException("no JPEG picture as RFC 2435 sends them");
            }
            var tables = new byte[2 * TABLE];
            System.arraycopy(known[0], 0, tables, 0, TABLE);
            System.arraycopy(known[chromaTable], 0, tables, TABLE, TABLE);
            return new JpegFile(width, height, type, ByteBuffer.wrap(tables), scan);
        }
    }
}
