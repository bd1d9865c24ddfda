package gatehouse.video;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;

/// The newest sequence and picture parameter sets of a stream, by their ids, so that any key picture can be made
/// decodable by itself. Capped as H.264 §7.4.2 caps the ids; oversized and unreadable sets are ignored.
final class H264ParameterSets {
    private static final int MOST_BYTES = 1024;
    private static final int SPS = 7;
    private static final int PPS = 8;

    private final TreeMap<Integer, byte[]> sequence = new TreeMap<>();
    private final TreeMap<Integer, byte[]> picture = new TreeMap<>();
    private volatile Optional<View.Size> size = Optional.empty();

    /// Takes the NAL unit between the two offsets if it is a parameter set.
    void keep(byte[] data, int from, int to) {
        if (to - from < 2 || to - from > MOST_BYTES) {
            return;
        }
        int type = data[from] & 0x1f;
        if (type != SPS && type != PPS) {
            return;
        }
        try {
            var bits = new H264Bits(data, from + 1, to);
            if (type == SPS) {
                bits.skip(24);
            }
            int id = bits.unsigned();
            if (id > (type == SPS ? 31 : 255)) {
                return;
            }
            var known = type == SPS ? sequence : picture;
            byte[] before = known.get(id);
            if (before == null || !Arrays.equals(before, 0, before.length, data, from, to)) {
                byte[] copy = Arrays.copyOfRange(data, from, to);
                if (type == SPS) {
                    size = Optional.of(H264Bits.pictureSize(copy));
                }
                known.put(id, copy);
            }
        } catch (H264Bits.Malformed e) {
            // A set that cannot be read cannot be decoded with either; the stream may still bring a good one.
        }
    }

    Optional<View.Size> size() {
        return size;
    }

    /// All sets with start codes; empty when one of the two kinds is missing.
    byte[] annexB() {
        if (sequence.isEmpty() || picture.isEmpty()) {
            return new byte[0];
        }
        var out = new ByteArrayOutputStream();
        sequence.values().forEach(set -> write(out, set));
        picture.values().forEach(set -> write(out, set));
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, byte[] set) {
        out.write(0);
        out.write(0);
        out.write(0);
        out.write(1);
        out.writeBytes(set);
    }
}
