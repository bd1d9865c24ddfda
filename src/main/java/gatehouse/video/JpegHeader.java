package gatehouse.video;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/// All that stands before the coded data of a JPEG file, out of what RFC 2435 sends instead: ITU-T T.81 §B.2 and JFIF
/// 1.02. `sampling` is that of the luminance component. `tables` and `own` are the bodies of segments; `own` are tables
/// that the camera sent in ONVIF's header extension, to be written as they are.
record JpegHeader(int sampling, int restart, View.Size size, JpegTables tables, ByteBuffer own) {
    private static final int SOF0 = 0xc0;
    private static final int DHT = 0xc4;
    private static final int SOI = 0xd8;
    private static final int SOS = 0xda;
    private static final int DQT = 0xdb;
    private static final int DRI = 0xdd;
    private static final int APP0 = 0xe0;
    private static final int EXTENSION_PROFILE = 0xffd8;
    private static final byte[] JFIF = HexFormat.of().parseHex("4a46494600010200000100010000");

    /// The tables of T.81 annex K.3, which RFC 2435 prescribes: class and number, codes of each length, values.
    private static final String[] HUFFMAN = {
        "00" + "00010501010101010100000000000000" + "000102030405060708090a0b",
        "01" + "00030101010101010101010000000000" + "000102030405060708090a0b",
        "10" + "0002010303020403050504040000017d" + "01020300041105122131410613516107227114328191a1082342b1c1"
                + "1552d1f02433627282090a161718191a25262728292a3435363738393a434445464748494a535455565758595a636465666768"
                + "696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7"
                + "c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa",
        "11" + "00020102040403040705040400010277" + "00010203110405213106124151076171132232810814429"
                + "1a1b1c109233352f0"
                + "156272d10a162434e125f11718191a262728292a35363738393a434445464748494a535455565758595a636465666768696a73"
                + "7475767778797a82838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9"
                + "cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa",
    };

    /// Empty for a type that is not 0 or 1, and for a picture without a size or with one that is too large.
    static Optional<JpegHeader> of(
            int type,
            int restart,
            int width,
            int height,
            Optional<View.Size> announced,
            JpegTables tables,
            ByteBuffer extension) {
        if (type > 1) {
            return Optional.empty();
        }
        var size = Optional.<View.Size>empty();
        var own = ByteBuffer.allocate(extension.remaining());
        if (extension.remaining() > 4 && (extension.getShort(extension.position()) & 0xffff) == EXTENSION_PROFILE) {
            size = segments(extension.slice(extension.position() + 4, extension.remaining() - 4), own);
        }
        try {
            var told = size.isPresent() ? size.get() : sizeOf(width, height, announced);
            return Optional.of(new JpegHeader(type == 0 ? 0x21 : 0x22, restart, told, tables, own.flip()));
        } catch (NalBits.Malformed e) {
            return Optional.empty();
        }
    }

    private static View.Size sizeOf(int width, int height, Optional<View.Size> announced) throws NalBits.Malformed {
        boolean untold = width == 0 || height == 0;
        return untold && announced.isPresent() ? announced.get() : NalBits.size(width, height);
    }

    /// Whole segments with 0xff between them: the size out of a frame header, tables into `own`.
    private static Optional<View.Size> segments(ByteBuffer in, ByteBuffer own) {
        var size = Optional.<View.Size>empty();
        while (in.remaining() >= 4) {
            int marker = in.get(in.position()) == -1 ? in.get(in.position() + 1) & 0xff : 0xff;
            int length = in.getShort(in.position() + 2) & 0xffff;
            if (marker == 0xff) {
                in.get();
                continue;
            }
            if (length < 2 || length + 2 > in.remaining()) {
                return size;
            }
            if (marker == SOF0 && length >= 7) {
                try {
                    int height = in.getShort(in.position() + 5) & 0xffff;
                    size = Optional.of(NalBits.size(in.getShort(in.position() + 7) & 0xffff, height));
                } catch (NalBits.Malformed e) {
                    return Optional.empty();
                }
            } else if (marker == DQT || marker == DHT) {
                own.put(in.slice(in.position(), length + 2));
            }
            in.position(in.position() + length + 2);
        }
        return size;
    }

    byte[] write() {
        var out = new ByteArrayOutputStream();
        out.write(0xff);
        out.write(SOI);
        segment(out, APP0, JFIF);
        segment(out, DQT, bytes(tables.segmentBody()));
        if (restart > 0) {
            segment(out, DRI, new byte[] {(byte) (restart >> 8), (byte) restart});
        }
        for (String table : HUFFMAN) {
            segment(out, DHT, HexFormat.of().parseHex(table));
        }
        out.writeBytes(bytes(own));
        int height = size.height();
        int width = size.width();
        segment(out, SOF0, new byte[] {
            8,
            (byte) (height >> 8),
            (byte) height,
            (byte) (width >> 8),
            (byte) width,
            3,
            1,
            (byte) sampling,
            0,
            2,
            0x11,
            1,
            3,
            0x11,
            1
        });
        segment(out, SOS, new byte[] {3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0});
        return out.toByteArray();
    }

    private static byte[] bytes(ByteBuffer from) {
        var bytes = new byte[from.remaining()];
        from.duplicate().get(bytes);
        return bytes;
    }

    private static void segment(ByteArrayOutputStream out, int marker, byte[] body) {
        out.write(0xff);
        out.write(marker);
        out.write((body.length + 2) >> 8);
        out.write(body.length + 2);
        out.writeBytes(body);
    }
}
