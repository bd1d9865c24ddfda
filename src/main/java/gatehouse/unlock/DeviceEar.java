package gatehouse.unlock;

import gatehouse.door.HttpAccess;
import gatehouse.lifecycle.Backoff;
import gatehouse.lifecycle.Retry;
import gatehouse.onvif.Deadline;
import gatehouse.onvif.DeviceEvent;
import gatehouse.onvif.OnvifException;
import gatehouse.onvif.OnvifFault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        try (var pullPoint = devices.device(at, access, Deadline.in(TO_REACH)).openPullPoint()) {
            synchronized (listeners) {
                up = true;
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

    private void tell(DeviceEvent event) {
        var told = new Told(event, Instant.now(), System.nanoTime());
        synchronized (listeners) {
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
