package gatehouse.operator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// How fast wrong PINs may follow each other: for one name, and for all names together at this workstation. The waits
/// double up to a longest one and are never for good, because then a stranger could lock out the guard. At the
/// workstation each quiet minute takes one wrong PIN back; only time does, not a right PIN of somebody else.
///
/// Confined to whoever holds its lock, [LogIn].
final class Pace {
    private static final int FREE_TRIES = 2;
    private static final int FREE_AT_DESK = 10;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_AT_DESK = Duration.ofSeconds(30);
    private static final Duration FORGETS_ONE = Duration.ofMinutes(1);
    private static final int MOST_NAMES = 1_000;

    private record Failures(int count, long waitUntil) {}

    private final LongSupplier nanos;
    private final Map<String, Failures> names = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST_NAMES;
        }
    };
    private int atDesk;
    private long deskSince;
    private long deskUntil;

    Pace(LongSupplier nanos) {
        this.nanos = nanos;
        deskSince = nanos.getAsLong();
        deskUntil = deskSince;
    }

    /// How much longer this name has to wait here; zero or less when it has not.
    Duration left(String key) {
        long now = nanos.getAsLong();
        var failures = names.get(key);
        long name = failures == null ? 0 : failures.waitUntil() - now;
        return Duration.ofNanos(Math.max(name, deskUntil - now));
    }

    /// One more wrong PIN: how many there were for this name, and how long it waits now.
    int wrong(String key) {
        long now = nanos.getAsLong();
        var before = names.get(key);
        int count = (before == null ? 0 : before.count()) + 1;
        names.put(key, new Failures(count, now + waitAfter(count).toNanos()));
        long forgotten = (now - deskSince) / FORGETS_ONE.toNanos();
        atDesk = (int) Math.max(0, atDesk - forgotten) + 1;
        deskSince = now;
        deskUntil = now + wait(atDesk - FREE_AT_DESK, LONGEST_AT_DESK).toNanos();
        return count;
    }

    void right(String key) {
        names.remove(key);
    }

    static Duration waitAfter(int failures) {
        return wait(failures - FREE_TRIES, LONGEST_WAIT);
    }

    private static Duration wait(int beyond, Duration longest) {
        if (beyond <= 0) {
            return Duration.ZERO;
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(beyond - 1, 16));
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}
