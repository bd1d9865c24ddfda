package gatehouse.onvif;

import gatehouse.lifecycle.Backoff;
import gatehouse.lifecycle.Retry;
import java.time.Duration;
import java.util.function.Consumer;

/// Listens to a device for as long as it is open: subscribes, polls, and subscribes anew when that breaks, as after a
/// restart of the device. Events come on the feed's own virtual thread, so whoever takes them returns at once.
///
/// `close()` unsubscribes and returns when the thread is gone.
public final class EventFeed implements AutoCloseable {
    private static final Duration LONG_POLL = Duration.ofSeconds(20);
    // Reolink locks the account after quick resubscribing.
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1));

    private final Retry loop;

    private EventFeed(Retry loop) {
        this.loop = loop;
    }

    public static EventFeed open(Device device, Consumer<DeviceEvent> events, Consumer<Retry.Down> onDown) {
        return new EventFeed(Retry.start("onvif-events", BACKOFF, working -> listen(device, events, working), onDown));
    }

    private static void listen(Device device, Consumer<DeviceEvent> events, Runnable working) throws OnvifException {
        try (var pullPoint = device.openPullPoint()) {
            while (!Thread.currentThread().isInterrupted()) {
                var batch = pullPoint.pull(LONG_POLL);
                working.run();
                batch.forEach(events);
            }
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
