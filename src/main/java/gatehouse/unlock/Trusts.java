package gatehouse.unlock;

import gatehouse.trust.Pin;
import gatehouse.trust.PinnedTls;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// How devices prove themselves over TLS, made once for each pin. Safe for any thread.
final class Trusts {
    private static final int MOST = 500;

    private final Map<Optional<String>, PinnedTls> made = new ConcurrentHashMap<>();

    PinnedTls of(Optional<String> pin) {
        if (made.size() >= MOST) {
            made.clear();
        }
        return made.computeIfAbsent(pin, p -> PinnedTls.of(p.map(Pin::new)));
    }
}
