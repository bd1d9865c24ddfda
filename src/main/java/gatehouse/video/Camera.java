package gatehouse.video;

import gatehouse.darkroom.AccessUnit;
import gatehouse.door.Streams;
import gatehouse.lifecycle.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One stream of one door, kept connected: a blocking straight line on a virtual thread that fills the warm memory, and
/// `Retry` around it. Nothing is decoded here. Safe for any thread.
final class Camera implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Camera.class);
    private static final long PARTING_MILLIS = 300;
    private static final Duration RENEWAL_PAUSE = Duration.ofSeconds(10);

    private final String name;
    private final boolean main;
    private final RtspApproach approach;
    private final VideoSettings settings;
    private final Consumer<VideoEvent> events;
    private final Rates rates = new Rates();
    private final Gop gop;
    private final CountDownLatch parted = new CountDownLatch(1);
    private volatile Optional<Depacketizer> depacketizer = Optional.empty();
    private volatile Optional<Instant> connectedSince = Optional.empty();
    private volatile String codec = "";
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong lostBefore = new AtomicLong();
    private volatile boolean closing;
    private volatile boolean again;
    private Optional<Long> renewed = Optional.empty(); // confined to the connection's thread
    private Retry retry; // set once, by open

    private Camera(
            String name, boolean main, RtspApproach approach, VideoSettings settings, Consumer<VideoEvent> events) {
        this.name = name;
        this.main = main;
        this.approach = approach;
        this.settings = settings;
        this.events = events;
        this.gop = new Gop(settings.warmBytes(), settings.preRoll());
    }

    static Camera open(
            String name, boolean main, Streams streams, VideoSettings settings, Consumer<VideoEvent> events) {
        var approach =
                new RtspApproach(main ? streams.main() : streams.sub(), streams.login(), streams.fetch(), settings);
        var camera = new Camera(name, main, approach, settings, events);
        camera.retry = Retry.start(
                "video-" + name + (main ? "-main" : "-sub"), settings.backoff(), camera::watch, camera::down);
        return camera;
    }

    Gop gop() {
        return gop;
    }

    /// Whether pictures are coming now.
    boolean isLive() {
        return connectedSince.isPresent();
    }

    StreamInfo info() {
        long now = System.nanoTime();
        var packets = depacketizer;
        return new StreamInfo(
                main,
                codec,
                packets.flatMap(Depacketizer::size),
                rates.picturesPerSecond(now),
                rates.bitsPerSecond(now),
                Math.max(0, connections.get() - 1),
                approach.received(),
                lostBefore.get() + packets.map(Depacketizer::packetsLost).orElse(0L),
                connectedSince,
                approach.word(),
                gop.warmth(),
                Optional.empty());
    }

    /// Leaves the connection, if there is one, and connects anew at once.
    void restart() {
        again = true;
        approach.leave();
        retry.now();
    }

    @Override
    public void close() {
        closing = true;
        approach.close();
        try {
            // The camera hears TEARDOWN when it is quick; when not, the connection is cut.
            if (approach.isOpen() && !parted.await(PARTING_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.debug("{}: the camera did not answer the parting", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        retry.close();
    }

    private void watch(Runnable working) throws VideoFault {
        while (true) {
            again = false;
            try {
                connect(working);
            } catch (VideoFault.Forgotten e) {
                // A camera that forgets at once and for ever waits its turn like every other fault.
                if (!closing && !mayRenew()) {
                    throw e;
                }
                LOG.info("{}: {}; a new one is begun", name, e.getMessage());
            } catch (VideoFault e) {
                if (!again || closing) {
                    throw e;
                }
                LOG.debug("{}: restarted after: {}", name, e.getMessage());
            } finally {
                if (closing) {
                    parted.countDown();
                }
            }
            if (closing) {
                throw new VideoFault.Lost("closed", null);
            }
        }
    }

    private boolean mayRenew() {
        long now = System.nanoTime();
        boolean may = renewed.isEmpty() || now - renewed.get() > RENEWAL_PAUSE.toNanos();
        renewed = Optional.of(now);
        return may;
    }

    private void connect(Runnable working) throws VideoFault {
        var started = System.nanoTime();
        try {
            approach.watch(track -> {
                settleLoss();
                var packets = Depacketizer.of(track.codec());
                codec = track.codec().label();
                depacketizer = Optional.of(packets);
                var arrivals = new Arrivals(started, working);
                return (packet, now) -> {
                    packets.accept(packet, now, arrivals::picture);
                    arrivals.check(now);
                };
            });
        } finally {
            connectedSince = Optional.empty();
            settleLoss();
        }
    }

    private void settleLoss() {
        lostBefore.addAndGet(depacketizer.map(Depacketizer::packetsLost).orElse(0L));
        depacketizer = Optional.empty();
    }

    /// What comes over one connection.
    private final class Arrivals {
        private final long started;
        private final Runnable working;
        private boolean any;
        private long newest;

        Arrivals(long started, Runnable working) {
            this.started = started;
            this.working = working;
            this.newest = System.nanoTime();
        }

        void picture(AccessUnit unit) {
            newest = unit.arrivedNanos();
            rates.add(unit.data().length, newest);
            gop.add(unit);
            if (!any) {
                any = true;
                connections.incrementAndGet();
                working.run();
                connectedSince = Optional.of(Instant.now());
                LOG.info("{}: {} stream is up", name, main ? "main" : "sub");
                events.accept(new VideoEvent.Up(main, Duration.ofNanos(newest - started)));
            }
        }

        void check(long now) throws VideoFault {
            if (now - newest > settings.keyPicture().toNanos()) {
                throw new VideoFault.NoPicture(settings.keyPicture());
            }
        }
    }

    private void down(Retry.Down down) {
        if (closing) {
            return;
        }
        if (down.fault() instanceof VideoFault fault) {
            LOG.info("{}: {} stream is down: {}", name, main ? "main" : "sub", fault.getMessage());
        } else {
            LOG.error("{}: {} stream failed", name, main ? "main" : "sub", down.fault());
        }
        events.accept(new VideoEvent.Down(main, VideoWords.trouble(down.fault()), down.retryAt()));
    }
}
