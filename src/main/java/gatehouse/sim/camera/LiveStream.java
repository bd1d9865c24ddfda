package gatehouse.sim.camera;

import gatehouse.sim.Fault;
import gatehouse.sim.camera.rtsp.AccessUnit;
import gatehouse.sim.camera.rtsp.LiveSource;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One of a camera's two streams. Draws and encodes on its own thread, from the first viewer to the last; in between it
/// costs nothing. Viewers get each picture on that thread and must not block it. Safe for any thread.
final class LiveStream implements LiveSource, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LiveStream.class);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final String threadName;
    private final Stage stage;
    private final StreamShape shape;
    private final List<Consumer<AccessUnit>> viewers = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Thread runner; // guarded by lock; the newest one, which may have ended
    private boolean running; // guarded by lock; whether the runner is on duty
    private boolean keyWanted; // guarded by lock
    private boolean closed; // guarded by lock
    private final Map<StreamShape, Facts> facts = new HashMap<>(); // guarded by lock; known once somebody asked
    private Optional<Canvas> canvas = Optional.empty(); // touched by the runner, by facts() while there is none
    private Optional<AccessUnit> repeated = Optional.empty(); // this and the next: only touched by the runner
    private long keyTaken;

    LiveStream(String threadName, Stage stage, StreamShape shape) {
        this.threadName = threadName;
        this.stage = stage;
        this.shape = shape;
    }

    @Override
    public Facts facts() throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new IOException("the camera is closed");
            }
            var now = shapeNow();
            if (!facts.containsKey(now)) {
                try (var encoder = PictureEncoder.open(now)) {
                    facts.put(now, new Facts(now.width(), now.height(), now.fps(), now.kbits(), encoder.format()));
                }
            }
            if (canvas.isEmpty()) {
                canvas = Optional.of(new Canvas(stage, now));
            }
            return facts.get(now);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void watch(Consumer<AccessUnit> viewer) throws IOException {
        lock.lock();
        try {
            facts();
            viewers.add(viewer);
            if (running) {
                keyWanted = true;
            } else {
                var before = runner;
                running = true;
                runner = Thread.ofPlatform().name(threadName).daemon().start(() -> run(before));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void unwatch(Consumer<AccessUnit> viewer) {
        lock.lock();
        try {
            viewers.remove(viewer);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void keyPicture() {
        lock.lock();
        try {
            keyWanted = true;
        } finally {
            lock.unlock();
        }
    }

    private StreamShape shapeNow() {
        return stage.faults().has(Fault.HalfSize.class) ? shape.half() : shape;
    }

    /// One stretch of being watched.
    private void run(Thread before) {
        joined(before);
        try {
            var next = OptionalLong.of(System.nanoTime());
            while (next.isPresent()) {
                next = deliver(shapeNow(), next.getAsLong());
            }
        } catch (IOException e) {
            log.error("{} ends: {}", threadName, e.getMessage());
            giveUp();
        }
    }

    /// Waits for that moment; false, and this runner is off duty, when nobody watches any more.
    private boolean stillWatchedAt(long moment) {
        lock.lock();
        try {
            while (!closed && !viewers.isEmpty()) {
                long left = moment - System.nanoTime();
                if (left <= 0) {
                    return true;
                }
                changed.awaitNanos(left);
            }
            running = false;
            return false;
        } catch (InterruptedException ignored) {
            running = false;
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// Pictures of one size until another is wanted; answers when the next one is due, or nothing when nobody watches
    /// any
    /// more. A fresh encoder begins with a key picture by itself.
    private OptionalLong deliver(StreamShape size, long first) throws IOException {
        repeated = Optional.empty();
        try (var encoder = PictureEncoder.open(size)) {
            var drawn = canvas(size);
            long next = first;
            while (stillWatchedAt(next)) {
                if (!size.equals(shapeNow())) {
                    return OptionalLong.of(next);
                }
                var unit = picture(encoder, drawn);
                viewers.forEach(v -> v.accept(unit));
                long period = SECOND / (stage.visitor().at(next).isPresent() ? size.fps() : size.restFps());
                // When the machine was busy, pictures are left out rather than hurried after.
                next = Math.max(next + period, System.nanoTime() - period);
            }
            return OptionalLong.empty();
        }
    }

    private AccessUnit picture(PictureEncoder encoder, Canvas drawn) throws IOException {
        long taken = System.nanoTime();
        var truth = Instant.now();
        var takenAt = stage.doorInstant(truth);
        if (!stage.faults().has(Fault.Repeats.class)) {
            repeated = Optional.empty();
            // The encoder counts pictures, of which there are few at rest.
            boolean key = takeKeyWanted() || taken - keyTaken >= SECOND;
            var unit = encoder.encode(drawn.picture(taken, truth), key, taken, takenAt);
            keyTaken = unit.key() ? taken : keyTaken;
            return unit;
        }
        if (repeated.isEmpty()) {
            repeated = Optional.of(encoder.encode(drawn.picture(taken, truth), true, taken, takenAt));
        }
        return repeated.get().again(taken, takenAt);
    }

    private Canvas canvas(StreamShape size) {
        lock.lock();
        try {
            if (!canvas.map(c -> c.fits(size)).orElse(false)) {
                canvas.ifPresent(Canvas::close);
                canvas = Optional.of(new Canvas(stage, size));
            }
            return canvas.get();
        } finally {
            lock.unlock();
        }
    }

    private boolean takeKeyWanted() {
        lock.lock();
        try {
            boolean wanted = keyWanted;
            keyWanted = false;
            return wanted;
        } finally {
            lock.unlock();
        }
    }

    private void giveUp() {
        lock.lock();
        try {
            viewers.clear();
            running = false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Thread last;
        lock.lock();
        try {
            closed = true;
            viewers.clear();
            last = runner;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        joined(last);
        canvas.ifPresent(Canvas::close);
    }

    private static void joined(Thread thread) {
        boolean interrupted = false;
        while (thread != null && thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException ignored) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
