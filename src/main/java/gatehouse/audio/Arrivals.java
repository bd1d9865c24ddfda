package gatehouse.audio;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/// Counts what came to the RTP port and could not be heard, and why.
///
/// Safe for any thread.
final class Arrivals {
    private static final int MOST_TYPES = 8;

    private final AtomicLong fromElsewhere = new AtomicLong();
    private final AtomicLong garbage = new AtomicLong();
    private final AtomicLong otherTypes = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();
    private final TreeSet<Integer> types = new TreeSet<>(); // guarded by itself

    /// From a third address.
    void fromElsewhere() {
        fromElsewhere.incrementAndGet();
    }

    /// No RTP, or not what its payload type promises.
    void garbage() {
        garbage.incrementAndGet();
    }

    /// RTP of a kind nobody agreed on.
    void otherType(int payloadType) {
        otherTypes.incrementAndGet();
        synchronized (types) {
            if (types.size() < MOST_TYPES) {
                types.add(payloadType);
            }
        }
    }

    /// Of the agreed kind, but the decoder made nothing of it.
    void unreadable() {
        unreadable.incrementAndGet();
    }

    long ignored() {
        return fromElsewhere.get();
    }

    /// All that came from where it may and is no packet of this call.
    long unfit() {
        return garbage.get() + otherTypes.get();
    }

    /// All that arrived and could not become sound.
    long undecodable() {
        return unfit() + unreadable.get();
    }

    SortedSet<Integer> otherTypes() {
        synchronized (types) {
            return Collections.unmodifiableSortedSet(new TreeSet<>(types));
        }
    }
}
