package gatehouse.video;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The newest parameter sets of a stream, by their kinds and ids, so that any key picture can be made decodable by
/// itself. Capped in size and number; those that cannot be read are ignored, for the stream may still bring good ones.
final class NalSets {
    private static final int MOST_BYTES = 4096;
    private static final int MOST_OF_A_KIND = 32;

    /// What a set says of itself. `highestLayer` is the highest temporal sub-layer there is.
    record Set(int id, Optional<View.Size> size, int highestLayer) {}

    /// Reads one kind of set, behind the NAL header.
    @FunctionalInterface
    interface Reader {
        Set read(NalBits bits) throws NalBits.Malformed;
    }

    /// A kind of set by its NAL unit type. Decoding needs one of each.
    record Kind(int type, Reader reader) {}

    private final int header;
    private final List<Kind> kinds;
    private final List<TreeMap<Integer, byte[]>> known;
    private volatile Optional<View.Size> size = Optional.empty();
    private int highestLayer;

    /// `kinds` in the order in which a decoder wants them; `header` is the length of a NAL header.
    NalSets(int header, List<Kind> kinds) {
        this.header = header;
        this.kinds = kinds;
        this.known = kinds.stream().map(kind -> new TreeMap<Integer, byte[]>()).toList();
    }

    /// Which kind a NAL unit type is, or -1 when it is no parameter set.
    int kind(int type) {
        for (int i = 0; i < kinds.size(); i++) {
            if (kinds.get(i).type() == type) {
                return i;
            }
        }
        return -1;
    }

    int count() {
        return kinds.size();
    }

    /// Takes the NAL unit between the two offsets as a set of this kind. False when nothing should be decoded with it.
    boolean keep(int kind, byte[] data, int from, int to) {
        if (to - from <= header || to - from > MOST_BYTES) {
            return true;
        }
        var sets = known.get(kind);
        if (holds(sets.values(), data, from, to)) {
            return true;
        }
        try {
            var set = kinds.get(kind).reader().read(new NalBits(data, from + header, to));
            if (sets.size() >= MOST_OF_A_KIND && !sets.containsKey(set.id())) {
                sets.clear();
            }
            sets.put(set.id(), Arrays.copyOfRange(data, from, to));
            if (set.size().isPresent()) {
                size = set.size();
                highestLayer = set.highestLayer();
            }
            return true;
        } catch (NalBits.TooLarge e) {
            return false;
        } catch (NalBits.Malformed e) {
            return true;
        }
    }

    private static boolean holds(Collection<byte[]> sets, byte[] data, int from, int to) {
        for (byte[] set : sets) {
            if (Arrays.equals(set, 0, set.length, data, from, to)) {
                return true;
            }
        }
        return false;
    }

    Optional<View.Size> size() {
        return size;
    }

    int highestLayer() {
        return highestLayer;
    }

    /// All sets with start codes; empty when one of the kinds is missing.
    Optional<byte[]> annexB() {
        var out = new ByteArrayOutputStream();
        for (var sets : known) {
            if (sets.isEmpty()) {
                return Optional.empty();
            }
            for (byte[] set : sets.values()) {
                out.write(0);
                out.write(0);
                out.write(0);
                out.write(1);
                out.writeBytes(set);
            }
        }
        return Optional.of(out.toByteArray());
    }
}
