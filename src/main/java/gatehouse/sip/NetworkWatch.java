package gatehouse.sip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks now and then whether this computer still has the addresses at which it speaks. Lines are told of each change
/// and move by themselves. A call whose address is gone ends with a word to the caller from another address; one whose
/// address comes back soon enough goes on as if nothing had been.
///
/// Confined to its lane.
final class NetworkWatch {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkWatch.class);

    /// A lease that is renewed, a cable that is moved: not worth a call.
    static final Duration GRACE = Duration.ofSeconds(5);

    private final Network network;
    private final Stack stack;
    private final Calls calls;
    /// The points that were asked for, and are awaited when they are gone.
    private final List<Stack.Point> awaited;

    private final Runnable changed;
    private final Consumer<PhoneEvent> events;
    private final Map<InetAddress, Long> lostAt = new HashMap<>();
    private final Set<Stack.Point> deaf = new HashSet<>();
    private Set<InetAddress> last = Set.of();

    NetworkWatch(
            Network network,
            Stack stack,
            Calls calls,
            List<Stack.Point> awaited,
            Runnable changed,
            Consumer<PhoneEvent> events) {
        this.network = network;
        this.stack = stack;
        this.calls = calls;
        this.awaited = List.copyOf(awaited);
        this.changed = changed;
        this.events = events;
    }

    void look(long now) {
        Set<InetAddress> own;
        try {
            own = network.own();
        } catch (SocketException e) {
            LOG.debug("The network cannot be looked at: {}", e.getMessage());
            return;
        }
        if (!own.equals(last)) {
            last = own;
            changed.run();
        }
        for (Stack.Point point : stack.points()) {
            InetAddress address = point.address().getAddress();
            if (!network.hasLost(address, own)) {
                lostAt.remove(address);
                back(point);
            } else if (now - lostAt.computeIfAbsent(address, it -> now) >= GRACE.toNanos()) {
                gone(point);
            }
        }
    }

    private void back(Stack.Point point) {
        if (deaf.remove(point)) {
            events.accept(new PhoneEvent.ListeningChanged(point.listening(), true));
        }
    }

    private void gone(Stack.Point point) {
        List<Call> held = calls.all().stream()
                .filter(call -> call.localAddress().equals(point.address().getAddress()))
                .toList();
        held.forEach(call -> call.addressLost(elsewhere(call)));
        if (!awaited.contains(point)) {
            stack.retire(point);
        } else if (deaf.add(point)) {
            events.accept(new PhoneEvent.ListeningChanged(point.listening(), false));
        }
    }

    /// Where a last word to the caller can be said from.
    private Optional<Stack.Point> elsewhere(Call call) {
        try {
            InetAddress local = network.towards(new InetSocketAddress(call.from(), 5060));
            return Optional.of(stack.at(call.transport(), local));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
