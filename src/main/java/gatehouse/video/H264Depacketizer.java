package gatehouse.video;

import gatehouse.darkroom.Coding;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// RFC 6184, non-interleaved: single NAL units, STAP-A and FU-A.
final class H264Depacketizer extends NalDepacketizer {
    private static final int IDR = 5;
    private static final int SEI = 6;
    private static final int RECOVERY_POINT = 6;
    private static final int MOST_SEQUENCE_ID = 31;
    private static final int MOST_PICTURE_ID = 255;

    H264Depacketizer(Codec.H264 codec) {
        super(
                new Shape(1, 23, 24, 28),
                new NalSets(
                        1,
                        List.of(
                                new NalSets.Kind(7, H264Depacketizer::sequenceSet),
                                new NalSets.Kind(8, H264Depacketizer::pictureSet))),
                codec.parameterSets());
    }

    @Override
    public Coding coding() {
        return Coding.H264;
    }

    @Override
    int type(byte first) {
        return first & 0x1f;
    }

    @Override
    boolean isSlice(int type) {
        return type >= 1 && type <= 5;
    }

    /// Extensions of the scalable and multi-view profiles come in types that decoders skip.
    @Override
    boolean isShown(ByteBuffer payload, int header) {
        return true;
    }

    @Override
    void describe(int type, ByteBuffer payload, int header, int body) {
        if (isSlice(type)) {
            picture.content((payload.get(header) & 0x60) == 0);
        }
        // Cameras with gradual refresh send no IDR, but a recovery point.
        boolean recovery = type == SEI && body < payload.limit() && payload.get(body) == RECOVERY_POINT;
        if (type == IDR || recovery) {
            picture.key();
        }
    }

    @Override
    void appendHeader(int type, ByteBuffer payload, int header) {
        picture.append((payload.get(header) & 0xe0) | type);
    }

    private static NalSets.Set pictureSet(NalBits in) throws NalBits.Malformed {
        return new NalSets.Set(id(in, MOST_PICTURE_ID), Optional.empty(), 0);
    }

    private static int id(NalBits in, int most) throws NalBits.Malformed {
        int id = in.unsigned();
        if (id > most) {
            throw new NalBits.Malformed("a parameter set of number " + id);
        }
        return id;
    }

    /// H.264 §7.3.2.1.1, as far as the size of the picture.
    private static NalSets.Set sequenceSet(NalBits in) throws NalBits.Malformed {
        int profile = in.bits(8);
        in.skip(16);
        int id = id(in, MOST_SEQUENCE_ID);
        int chroma = 1;
        boolean separate = false;
        switch (profile) {
            case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> {
                chroma = in.unsigned();
                separate = chroma == 3 && in.flag();
                in.unsigned();
                in.unsigned();
                in.skip(1);
                if (in.flag()) {
                    scalingLists(in, chroma == 3 ? 12 : 8);
                }
            }
            default -> {}
        }
        in.unsigned();
        pictureOrder(in);
        in.unsigned();
        in.skip(1);
        long width = 16L * (in.unsigned() + 1);
        long mapUnits = in.unsigned() + 1L;
        int fields = in.flag() ? 1 : 2;
        long height = 16 * mapUnits * fields;
        if (fields == 2) {
            in.skip(1);
        }
        in.skip(1);
        if (in.flag()) {
            int unitX = separate || chroma == 0 || chroma == 3 ? 1 : 2;
            int unitY = (separate || chroma != 1 ? 1 : 2) * fields;
            width -= unitX * ((long) in.unsigned() + in.unsigned());
            height -= unitY * ((long) in.unsigned() + in.unsigned());
        }
        return new NalSets.Set(id, Optional.of(NalBits.size(width, height)), 0);
    }

    private static void pictureOrder(NalBits in) throws NalBits.Malformed {
        int order = in.unsigned();
        if (order == 0) {
            in.unsigned();
        } else if (order == 1) {
            in.skip(1);
            in.unsigned();
            in.unsigned();
            int cycle = in.unsigned();
            for (int i = 0; i < Math.min(cycle, 255); i++) {
                in.unsigned();
            }
        }
    }

    private static void scalingLists(NalBits in, int count) throws NalBits.Malformed {
        for (int i = 0; i < count; i++) {
            if (!in.flag()) {
                continue;
            }
            int last = 8;
            int next = 8;
            for (int j = 0; j < (i < 6 ? 16 : 64); j++) {
                if (next != 0) {
                    int code = in.unsigned();
                    int delta = (code & 1) == 1 ? (code + 1) >>> 1 : -(code >>> 1);
                    next = (last + delta) & 0xff;
                }
                last = next == 0 ? last : next;
            }
        }
    }
}
