package gatehouse.sim.camera;

import gatehouse.sim.camera.rtsp.AccessUnit;
import gatehouse.sim.camera.rtsp.LiveSource;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
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
    private Facts facts; // guarded by lock; known once somebody asked
    private Canvas canvas; // made by the first facts(), then only touched by the runner, and by close() after it

    LiveStream(String threadName, Stage stage, StreamShape shape) {
        this.threadName = threadName;
        this.stage = stage;
        this.shape = shape;
    }

    /// The drawn picture and its converted copy, both kept while nobody watches.
    private record Canvas(ScenePainter painter, YuvPlanes planes) {}

    @Override
    public Facts facts() throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new IOException("the camera is closed");
            }
            if (facts == null) {
                try (var encoder = H264Encoder.open(shape)) {
                    facts = Facts.of(
                            shape.width(), shape.height(), shape.fps(), shape.kbits(), encoder.parameterSets());
                }
                canvas = new Canvas(
                        stage.painter(shape.width(), shape.height()), new YuvPlanes(shape.width(), shape.height()));
            }
            return facts;
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

    /// One stretch of being watched. A fresh encoder begins with a key picture by itself.
    private void run(Thread before) {
        joined(before);
        try (var encoder = H264Encoder.open(shape)) {
            long period = TimeUnit.SECONDS.toNanos(1) / shape.fps();
            long next = System.nanoTime();
            while (stillWatchedAt(next)) {
                deliver(encoder);
                // When the machine was busy, pictures are left out rather than hurried after.
                next = Math.max(next + period, System.nanoTime() - period);
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

    private void deliver(H264Encoder encoder) throws IOException {
        long taken = System.nanoTime();
        var takenAt = Instant.now();
        var painter = canvas.painter();
        for (var area : painter.paint(
                takenAt.toEpochMilli(),
                stage.doorClock(takenAt),
                stage.visitor().at(taken))) {
            canvas.planes().take(painter.pixels(), shape.width(), area);
        }
        var picture = encoder.encode(canvas.planes().frame(), takeKeyWanted());
        var unit = AccessUnit.of(picture.annexB(), picture.key(), facts, taken, stage.doorInstant(takenAt));
        viewers.forEach(v -> v.accept(unit));
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
        if (canvas != null) {
            canvas.planes().close();
        }
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
