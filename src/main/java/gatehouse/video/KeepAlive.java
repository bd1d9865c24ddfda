package gatehouse.video;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/// When and how a session is kept alive: at half its timeout, by GET_PARAMETER where the camera says that it knows it,
/// else by OPTIONS, and by the other when that is refused. Safe for any thread.
final class KeepAlive {
    private static final String ASKING = "GET_PARAMETER";
    private static final String PLAIN = "OPTIONS";
    private static final long SHORTEST = 500;
    private static final long LONGEST = 30_000;

    private volatile String method;
    private volatile long intervalNanos;
    private volatile long due;

    /// `publicMethods` is the Public header of the answer to OPTIONS.
    KeepAlive(String publicMethods) {
        boolean asks = Arrays.stream(publicMethods.toUpperCase(Locale.ROOT).split("[,\\s]+", 64))
                .anyMatch(ASKING::equals);
        method = asks ? ASKING : PLAIN;
    }

    void begin(Duration sessionTimeout, long nowNanos) {
        long half = Math.clamp(sessionTimeout.toMillis() / 2, SHORTEST, LONGEST);
        intervalNanos = half * 1_000_000;
        due = nowNanos + intervalNanos;
    }

    long due() {
        return due;
    }

    /// What is to be sent now. The next is due an interval later.
    String next(long nowNanos) {
        due = nowNanos + intervalNanos;
        return method;
    }

    void refused() {
        method = method.equals(PLAIN) ? ASKING : PLAIN;
    }
}
