package gatehouse.video;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decodes one stream while somebody looks at it: one platform thread with one decoder for all views of the stream,
/// which scale each for themselves. It begins at the last key picture in memory, shows that at once, hurries to the
/// present, and only then shows each picture again.
///
/// Safe for any thread.
final class Screening implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Screening.class);

    /// A decoder that cannot keep up still shows a picture so often.
    private static final long LEAST_SHOWN_NANOS = 150_000_000;

    private final String name;
    private final boolean main;
    private final Gop gop;
    private final List<LiveView> views = new CopyOnWriteArrayList<>();
    private final List<Loop> loops = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Loop> running = Optional.empty(); // guarded by lock
    private boolean closed; // guarded by lock

    Screening(String name, boolean main, Gop gop) {
        this.name = name;
        this.main = main;
        this.gop = gop;
    }

    void attach(LiveView view) {
        lock.lock();
        try {
            if (closed || views.contains(view)) {
                return;
            }
            views.add(view);
            if (running.isEmpty()) {
                var loop = new Loop();
                loops.add(loop);
                running = Optional.of(loop);
                loop.thread.start();
            } else {
                running.get().reader.wake();
            }
        } finally {
            lock.unlock();
        }
    }

    /// The last view to go stops the decoding; its thread ends by itself after the picture it is at.
    void detach(LiveView view) {
        lock.lock();
        try {
            views.remove(view);
            if (views.isEmpty()) {
                running.ifPresent(Loop::stop);
                running = Optional.empty();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Some view wants the present picture at another size.
    void repaint() {
        lock.lock();
        try {
            running.ifPresent(loop -> loop.reader.wake());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            views.clear();
            running.ifPresent(Loop::stop);
            running = Optional.empty();
        } finally {
            lock.unlock();
        }
        loops.forEach(Loop::join);
    }

    /// One run of decoding, from the first view to the last.
    private final class Loop {
        private final Gop.Reader reader = gop.reader();
        private final Thread thread = Thread.ofPlatform()
                .daemon(true)
                .name("video-decode-" + name + (main ? "-main" : "-sub"))
                .unstarted(this::run);
        private volatile boolean stopped;
        private boolean shownAny;
        private long shownNanos;

        private void run() {
            try (var decoder = Decoder.h264()) {
                while (!stopped) {
                    var unit = reader.await();
                    if (unit.isEmpty()) {
                        repaint(decoder);
                    } else if (decoder.decode(unit.get())) {
                        show(decoder);
                    }
                }
            } catch (InterruptedException e) {
                LOG.debug("{}: decoding interrupted", name);
            } catch (RuntimeException | LinkageError e) {
                LOG.error("{}: decoding ended, the next view begins anew", name, e);
            } finally {
                ended();
            }
        }

        private void ended() {
            loops.remove(this);
            lock.lock();
            try {
                running = running.filter(loop -> loop != this);
            } finally {
                lock.unlock();
            }
        }

        private void show(Decoder decoder) {
            long now = System.nanoTime();
            if (stopped || (shownAny && reader.behind() && now - shownNanos < LEAST_SHOWN_NANOS)) {
                return;
            }
            shownAny = true;
            shownNanos = now;
            for (var view : views) {
                view.paint(decoder, main);
            }
        }

        private void repaint(Decoder decoder) {
            if (!decoder.hasPicture()) {
                return;
            }
            for (var view : views) {
                if (view.isStale()) {
                    view.paint(decoder, main);
                }
            }
        }

        private void stop() {
            stopped = true;
            reader.wake();
        }

        private void join() {
            if (Thread.currentThread() == thread) {
                return;
            }
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
