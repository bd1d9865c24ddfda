package gatehouse.sim.http;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// The nonces a door gave out. Each lives for a while and takes every count once: a second use of the same count is a
/// replay and refused, in whatever order the counts arrive (several connections share a nonce).
///
/// Safe for any thread.
final class Nonces {
    enum Use {
        WELCOME,
        STALE,
        REFUSED
    }

    private static final Duration LIFE = Duration.ofMinutes(2);
    private static final int MOST = 1000;
    private static final int MOST_USES = 4096;

    private record Given(long at, BitSet used) {}

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Given> given = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Given> eldest) {
            return size() > MOST;
        }
    };

    synchronized String fresh() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String nonce = HexFormat.of().formatHex(bytes);
        given.put(nonce, new Given(System.nanoTime(), new BitSet()));
        return nonce;
    }

    /// To be asked only after the response was found right, so that nobody learns about nonces without the password.
    synchronized Use use(String nonce, String count) {
        var nonceGiven = given.get(nonce);
        if (nonceGiven == null || System.nanoTime() - nonceGiven.at() > LIFE.toNanos()) {
            return Use.STALE;
        }
        int nc;
        try {
            nc = Integer.parseInt(count, 16);
        } catch (NumberFormatException e) {
            return Use.REFUSED;
        }
        if (nc <= 0 || nonceGiven.used().get(Math.min(nc, MOST_USES))) {
            return Use.REFUSED;
        }
        if (nc >= MOST_USES) {
            return Use.STALE;
        }
        nonceGiven.used().set(nc);
        return Use.WELCOME;
    }
}
