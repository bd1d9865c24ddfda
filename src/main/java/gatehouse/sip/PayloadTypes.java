package gatehouse.sip;

import gatehouse.sip.Offer.Media;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// Under which numbers the voice goes in one call. A number once given keeps its meaning to the end of the call,
/// whoever gave it (RFC 3264 §8.3.2).
///
/// Confined like the negotiation it belongs to.
final class PayloadTypes {
    /// Stands on a line beside codecs of its clock without being described (RFC 3389 §4).
    static final int COMFORT_NOISE = 13;

    private static final int FIRST_DYNAMIC = 96;
    private static final int LAST = 127;
    private static final int NARROW_TONES = 101;
    private static final int WIDE_TONES = 102;

    private final Map<Codec, Integer> codecs = new EnumMap<>(Codec.class);
    private final Map<Integer, Integer> tones = new HashMap<>();
    private final Set<Integer> used = new HashSet<>();

    void learn(Media voice) {
        voice.formats().stream().map(Integer::valueOf).forEach(used::add);
        codecs.putAll(voice.codecs());
        tones.putAll(voice.tones());
    }

    /// Nothing when the other side has used them all up.
    OptionalInt of(Codec codec) {
        return known(codecs, codec, codec.payloadType());
    }

    OptionalInt tones(int clockRate) {
        return known(tones, clockRate, clockRate == 8000 ? NARROW_TONES : WIDE_TONES);
    }

    private <K> OptionalInt known(Map<K, Integer> numbers, K what, int usual) {
        Integer number = numbers.get(what);
        if (number != null) {
            return OptionalInt.of(number);
        }
        OptionalInt free = free(usual);
        free.ifPresent(it -> {
            numbers.put(what, it);
            used.add(it);
        });
        return free;
    }

    private OptionalInt free(int usual) {
        if (!used.contains(usual)) {
            return OptionalInt.of(usual);
        }
        for (int number = FIRST_DYNAMIC; number <= LAST; number++) {
            if (!used.contains(number)) {
                return OptionalInt.of(number);
            }
        }
        return OptionalInt.empty();
    }
}
