package gatehouse.video;

import gatehouse.darkroom.Coding;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// RFC 7798, without decoding order numbers: single NAL units, aggregation packets and fragmentation units. Decoding
/// begins at any intra random access picture.
final class H265Depacketizer extends NalDepacketizer {
    private static final int RASL_N = 8;
    private static final int RASL_R = 9;
    private static final int FIRST_KEY = 16; // BLA_W_LP
    private static final int LAST_BLA = 18;
    private static final int CRA = 21;
    private static final int FIRST_NOT_SLICE = 32;
    private static final int FIRST_REFERENCE_ONLY = 16;
    private static final int MOST_SEQUENCE_ID = 15;
    private static final int MOST_PICTURE_ID = 63;

    /// General profile, tier and level: 88 bits and the level's 8; a sub-layer's profile is as long.
    private static final int PROFILE_BITS = 88;

    private static final int LEVEL_BITS = 8;

    /// Pictures that lead a key picture and look back behind it, where decoding began at that key picture.
    private boolean leadersMissTheirPast;

    H265Depacketizer(Codec.H265 codec) {
        super(
                new Shape(2, 47, 48, 49),
                new NalSets(
                        2,
                        List.of(
                                new NalSets.Kind(32, H265Depacketizer::videoSet),
                                new NalSets.Kind(33, H265Depacketizer::sequenceSet),
                                new NalSets.Kind(34, H265Depacketizer::pictureSet))),
                codec.parameterSets());
    }

    @Override
    public Coding coding() {
        return Coding.H265;
    }

    @Override
    int type(byte first) {
        return first >> 1 & 0x3f;
    }

    @Override
    boolean isSlice(int type) {
        return type < FIRST_NOT_SLICE;
    }

    /// nuh_layer_id 0 is the picture itself.
    @Override
    boolean isShown(ByteBuffer payload, int header) {
        return (payload.getShort(header) >> 3 & 0x3f) == 0;
    }

    @Override
    void describe(int type, ByteBuffer payload, int header, int body) {
        if (!isSlice(type)) {
            return;
        }
        int layer = (payload.get(header + 1) & 7) - 1;
        // Even types below 16 are no reference within their own sub-layer; in the highest that means for none.
        boolean unreferenced = type < FIRST_REFERENCE_ONLY && type % 2 == 0;
        picture.content(unreferenced && layer >= sets.highestLayer());
        if (type >= FIRST_KEY && type <= CRA) {
            picture.key();
            leadersMissTheirPast = type <= LAST_BLA || picture.isWaitingForKey();
        } else if ((type == RASL_N || type == RASL_R) && leadersMissTheirPast) {
            picture.unwanted();
        }
    }

    @Override
    void appendHeader(int type, ByteBuffer payload, int header) {
        picture.append((payload.get(header) & 0x81) | type << 1);
        picture.append(payload.get(header + 1));
    }

    private static NalSets.Set videoSet(NalBits in) throws NalBits.Malformed {
        return new NalSets.Set(in.bits(4), Optional.empty(), 0);
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

    /// H.265 §7.3.2.2.1, as far as the size of the picture and its conformance window.
    private static NalSets.Set sequenceSet(NalBits in) throws NalBits.Malformed {
        in.skip(4);
        int highestLayer = in.bits(3);
        in.skip(1);
        profile(in, highestLayer);
        int id = id(in, MOST_SEQUENCE_ID);
        int chroma = in.unsigned();
        boolean separate = chroma == 3 && in.flag();
        long width = in.unsigned();
        long height = in.unsigned();
        if (in.flag()) {
            int unitX = !separate && (chroma == 1 || chroma == 2) ? 2 : 1;
            int unitY = !separate && chroma == 1 ? 2 : 1;
            width -= unitX * ((long) in.unsigned() + in.unsigned());
            height -= unitY * ((long) in.unsigned() + in.unsigned());
        }
        return new NalSets.Set(id, Optional.of(NalBits.size(width, height)), highestLayer);
    }

    /// §7.3.3, profile_tier_level.
    private static void profile(NalBits in, int highestLayer) throws NalBits.Malformed {
        in.skip(PROFILE_BITS + LEVEL_BITS);
        int present = in.bits(2 * highestLayer);
        if (highestLayer > 0) {
            in.skip(2 * (8 - highestLayer));
        }
        for (int i = highestLayer - 1; i >= 0; i--) {
            in.skip((present >> (2 * i + 1) & 1) * PROFILE_BITS + (present >> (2 * i) & 1) * LEVEL_BITS);
        }
    }
}
