package gatehouse.history;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// UUID version 7 (RFC 9562 §5.7): 48 bits of milliseconds, 12 bits of counter, 62 random bits. Ids made by one process
/// grow, also when its clock is set back.
///
/// Safe for any thread.
final class Uuid7 {
    private static final AtomicLong LAST = new AtomicLong(); // milliseconds << 12 | counter

    private Uuid7() {}

    static UUID next() {
        long tick = LAST.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis() << 12));
        long high = (tick >>> 12) << 16 | 0x7000L | (tick & 0xfffL);
        long low = ThreadLocalRandom.current().nextLong() >>> 2 | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
