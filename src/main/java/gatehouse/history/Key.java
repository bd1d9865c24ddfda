package gatehouse.history;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/// The place of a row in the order of time, newest first: where the next page begins.
public record Key(Instant at, UUID id) {
    /// As the store orders them: the id as 128 bits without a sign.
    static final Comparator<Key> NEWEST_FIRST = Comparator.comparing(Key::at)
            .thenComparing(Key::id, Key::compareUnsigned)
            .reversed();

    public Key {
        requireNonNull(at);
        requireNonNull(id);
    }

    private static int compareUnsigned(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
}
