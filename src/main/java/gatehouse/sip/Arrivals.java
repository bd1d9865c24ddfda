package gatehouse.sip;

import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/// When each datagram was read from its socket. The stack copies a datagram and queues it before anybody may look, so
/// the time travels beside it, found again by the checksum of the bytes. It also counts how many wait: the stack's
/// own queue knows no end.
///
/// Safe for any thread.
final class Arrivals {
    private static final int MOST_WAITING = 512;
    private static final long FORGOTTEN_AFTER_NANOS = 5_000_000_000L;

    private final ConcurrentHashMap<Long, Long> times = new ConcurrentHashMap<>();

    /// False when too many wait already; the datagram is then better dropped.
    boolean note(byte[] data, int offset, int length, long nanos) {
        if (times.size() >= MOST_WAITING) {
            times.values().removeIf(since -> nanos - since > FORGOTTEN_AFTER_NANOS);
            if (times.size() >= MOST_WAITING) {
                return false;
            }
        }
        times.put(key(data, offset, length), nanos);
        return true;
    }

    /// The time noted for these bytes, or now.
    long take(byte[] data) {
        Long noted = times.remove(key(data, 0, data.length));
        return noted == null ? System.nanoTime() : noted;
    }

    private static long key(byte[] data, int offset, int length) {
        var sum = new CRC32C();
        sum.update(data, offset, length);
        return (sum.getValue() << 16) | (length & 0xffff);
    }
}
