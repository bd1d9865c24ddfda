package gatehouse.sim.phone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the users of a registrar are, RFC 3261 §10.3. Safe for any thread.
final class Locations {
    private static final int MOST_BINDINGS = 5; // of a user

    private final Map<String, List<Binding>> bindings = new HashMap<>(); // guarded by this

    /// One place: what the user calls it, where his registration came from, until when.
    record Binding(String contact, Hop hop, long until) {
        long secondsLeft() {
            return Math.max(0, (until - System.nanoTime()) / 1_000_000_000L);
        }
    }

    synchronized void keep(String user, String contact, Hop hop, Duration time) {
        var places = bindings.computeIfAbsent(user, u -> new ArrayList<>());
        places.removeIf(b -> b.contact().equals(contact));
        if (!time.isZero()) {
            places.addFirst(new Binding(contact, hop, System.nanoTime() + time.toNanos()));
        }
        while (places.size() > MOST_BINDINGS) {
            places.removeLast();
        }
    }

    synchronized void forget(String user) {
        bindings.remove(user);
    }

    /// Newest first.
    synchronized List<Binding> of(String user) {
        var places = bindings.getOrDefault(user, List.of());
        return places.stream().filter(b -> b.secondsLeft() > 0).toList();
    }

    /// Where the one is who registered with this address.
    synchronized Optional<Hop> at(String contact) {
        return bindings.values().stream()
                .flatMap(List::stream)
                .filter(b -> b.contact().equals(contact) && b.secondsLeft() > 0)
                .map(Binding::hop)
                .findFirst();
    }
}
