package gatehouse.unlock;

import gatehouse.door.HttpAccess;
import gatehouse.lifecycle.Backoff;
import gatehouse.lifecycle.Retry;
import gatehouse.onvif.Deadline;
import gatehouse.onvif.DeviceEvent;
import gatehouse.onvif.OnvifException;
import gatehouse.onvif.OnvifFault;
import gatehouse.onvif.PullPoint;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens to the events of one ONVIF device, for all outputs that it tells of. Whoever begins to listen hears how
/// things
/// stand first.
///
/// Safe for any thread. Listeners are called on the ear's own thread, or their own when they begin, and return at once.
final class DeviceEar implements Reach.Line, AutoCloseable {
    private static final Duration LONG_POLL = Duration.ofSeconds(20);
    private static final Duration TO_REACH = Duration.ofSeconds(3);
    // Reolink locks the account after quick resubscribing.
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1));
    private static final int MOST_STANDING = 500;
    private static final Logger LOG = LoggerFactory.getLogger(DeviceEar.class);

    /// What a listener is told.
    interface Listener {
        void event(DeviceEvent event, Instant at, long nanos);

        void heard();

        void deaf(String why);
    }

    private record Property(String topic, Map<String, String> source) {}

    private record Told(DeviceEvent event, Instant at, long nanos) {}

    private final Devices devices;
    private final URI at;
    private final HttpAccess access;
    private final Retry loop;
    private final Reach reach = new Reach();
    private final List<Listener> listeners = new ArrayList<>(); // guarded by itself
    private final Map<Property, Told> standing = new LinkedHashMap<>(); // guarded by listeners
    private boolean up; // guarded by listeners
    private Optional<PullPoint> open = Optional.empty(); // guarded by listeners
    private long askedAt; // when the device was asked last how things stand; guarded by listeners

    private DeviceEar(Devices devices, URI at, HttpAccess access) {
        this.devices = devices;
        this.at = at;
        this.access = access;
        this.loop = Retry.start("door-events", BACKOFF, this::listen, down -> fell(down.fault()));
    }

    static DeviceEar open(Devices devices, URI at, HttpAccess access) {
        return new DeviceEar(devices, at, access);
    }

    @Override
    public boolean await(Duration most, Duration again) {
        return reach.await(most, again, loop);
    }

    @Override
    public boolean isUp() {
        return reach.isUp();
    }

    void listen(Listener listener) {
        synchronized (listeners) {
            listeners.add(listener);
            if (up) {
                listener.heard();
            }
            standing.values().forEach(told -> listener.event(asInitial(told.event()), told.at(), told.nanos()));
        }
    }

    void forget(Listener listener) {
        synchronized (listeners) {
            listeners.remove(listener);
        }
    }

    private static DeviceEvent asInitial(DeviceEvent event) {
        return new DeviceEvent(event.topic(), DeviceEvent.Operation.INITIALIZED, event.source(), event.data());
    }

    private void listen(Runnable working) throws OnvifException {
        long asked = System.nanoTime();
        try (var pullPoint = devices.device(at, access, Deadline.in(TO_REACH)).openPullPoint()) {
            synchronized (listeners) {
                up = true;
                open = Optional.of(pullPoint);
                askedAt = asked;
                standing.clear();
                listeners.forEach(Listener::heard);
            }
            reach.up();
            while (!Thread.currentThread().isInterrupted()) {
                var batch = pullPoint.pull(LONG_POLL);
                working.run();
                batch.forEach(this::tell);
            }
        }
    }

    /// Has the device tell anew how things stand: what it told before is no proof of anything. One that does not know
    /// how to tells nothing.
    void askAnew() {
        Optional<PullPoint> now;
        synchronized (listeners) {
            now = open;
            askedAt = System.nanoTime();
        }
        now.ifPresent(pullPoint -> Thread.ofVirtual().name("door-asked-anew").start(() -> {
            try {
                pullPoint.synchronize(Deadline.in(TO_REACH));
            } catch (OnvifException e) {
                LOG.info("{} does not tell anew how things stand: {}", at, e.fault());
            }
        }));
    }

    /// What happened is as old as the device says. How things stand is as old as the question: the answer may have
    /// waited
    /// behind it.
    private void tell(DeviceEvent event) {
        synchronized (listeners) {
            long nanos = event.operation() == DeviceEvent.Operation.INITIALIZED
                    ? askedAt
                    : System.nanoTime() - event.age().toNanos();
            var told = new Told(event, Instant.now(), nanos);
            if (standing.size() >= MOST_STANDING) {
                standing.clear();
            }
            standing.put(new Property(event.topic(), event.source()), told);
            listeners.forEach(l -> l.event(event, told.at(), told.nanos()));
        }
    }

    private void fell(Exception why) {
        synchronized (listeners) {
            up = false;
            open = Optional.empty();
            standing.clear();
            var words = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
            listeners.forEach(l -> l.deaf(words));
        }
        reach.down(isHopeless(why));
        devices.forget(at, access);
    }

    /// Asking again sooner would bring nothing, or lock the account.
    private static boolean isHopeless(Exception why) {
        return why instanceof OnvifException e
                && (e.fault() instanceof OnvifFault.NotSupported || e.fault() instanceof OnvifFault.NotAuthorized);
    }

    @Override
    public void close() {
        loop.close();
    }
}
