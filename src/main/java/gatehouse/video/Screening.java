package gatehouse.video;

import gatehouse.darkroom.Blamed;
import gatehouse.darkroom.Darkroom;
import gatehouse.darkroom.Development;
import gatehouse.darkroom.Order;
import gatehouse.darkroom.Print;
import gatehouse.lifecycle.Backoff;
import gatehouse.lifecycle.Joining;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has one stream developed while somebody looks at it: one development for all views of the stream, which have a print
/// each. It begins at the last key picture in memory, shows that at once, hurries to the present, and only then shows
/// each picture again. When the darkroom's process dies, it begins so anew.
///
/// Safe for any thread.
final class Screening implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Screening.class);

    /// When a development ends again and again though its process lives.
    private static final Backoff AGAIN = new Backoff(Duration.ofMillis(20), Duration.ofSeconds(5));

    private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String name;
    private final boolean main;
    private final Gop gop;
    private final Darkroom darkroom;
    private final int rotation;
    private final Consumer<VideoEvent> events;
    private final Latency latency = new Latency();
    private final List<LiveView> views = new CopyOnWriteArrayList<>();
    private final List<Loop> loops = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private Optional<Loop> running = Optional.empty(); // guarded by lock
    private boolean closed; // guarded by lock

    Screening(String name, boolean main, Gop gop, Darkroom darkroom, int rotation, Consumer<VideoEvent> events) {
        this.name = name;
        this.main = main;
        this.gop = gop;
        this.darkroom = darkroom;
        this.rotation = rotation;
        this.events = events;
    }

    void attach(LiveView view) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (!views.contains(view)) {
                views.add(view);
            }
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

    /// The last view to go stops the development; its thread ends by itself.
    void detach(LiveView view) {
        lock.lock();
        try {
            views.remove(view);
            if (views.isEmpty()) {
                running.ifPresent(Loop::stop);
                running = Optional.empty();
            } else {
                running.ifPresent(loop -> loop.reader.wake());
            }
        } finally {
            lock.unlock();
        }
    }

    /// Some view wants the present picture otherwise.
    void repaint() {
        lock.lock();
        try {
            running.ifPresent(loop -> loop.reader.wake());
        } finally {
            lock.unlock();
        }
    }

    /// From the arrival of a picture's last packet to its being here to show: the median of the last pictures.
    Optional<Duration> latency() {
        return latency.median();
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
        loops.forEach(loop -> Joining.untilEnded(loop.thread));
    }

    /// One run, from the first view to the last.
    private final class Loop implements Development.Seen {
        private final Gop.Reader reader = gop.reader();
        private final Thread thread = Thread.ofVirtual()
                .name("video-screening-" + name + (main ? "-main" : "-sub"))
                .unstarted(this::run);
        private final Map<LiveView, Placed> placed = new HashMap<>(); // confined to the thread
        private final Map<Print, LiveView> shown = new ConcurrentHashMap<>();
        private volatile boolean stopped;
        private volatile boolean blamed;

        /// A view's print and what was ordered for it last.
        private record Placed(Print print, Order order) {}

        private void run() {
            int failures = 0;
            try {
                while (!stopped) {
                    long began = System.nanoTime();
                    try (var development = darkroom.develop(name, rotation, this)) {
                        follow(development);
                    } catch (Darkroom.Closed e) {
                        return;
                    } catch (IOException e) {
                        LOG.debug("{}: developing broke off: {}", name, e.toString());
                    } finally {
                        placed.clear();
                        shown.clear();
                    }
                    failures = System.nanoTime() - began > STEADY_NANOS ? 1 : failures + 1;
                    pause(failures);
                    reader.rewind();
                }
            } catch (InterruptedException e) {
                LOG.debug("{}: nobody looks any more", name);
            } catch (RuntimeException e) {
                LOG.error("{}: developing ended, the next view begins anew", name, e);
            } finally {
                over();
            }
        }

        private void follow(Development development) throws IOException, InterruptedException {
            place(development);
            while (!stopped) {
                var unit = reader.await();
                if (unit.isEmpty()) {
                    place(development);
                } else {
                    development.feed(unit.get(), reader.behind());
                }
            }
        }

        /// Sees to it that each view has its print and no other has one.
        private void place(Development development) throws IOException {
            development.attend(views.stream().anyMatch(LiveView::isMainWanted));
            var gone = new HashMap<>(placed);
            for (var view : views) {
                gone.remove(view);
                var order = view.order();
                var has = placed.get(view);
                if (has == null) {
                    place(development, view, order);
                } else if (!has.order().equals(order)) {
                    if (development.order(has.print(), order)) {
                        placed.put(view, new Placed(has.print(), order));
                    } else {
                        remove(development, has.print());
                        place(development, view, order);
                    }
                }
            }
            for (var entry : gone.entrySet()) {
                placed.remove(entry.getKey());
                remove(development, entry.getValue().print());
            }
        }

        private void place(Development development, LiveView view, Order order) throws IOException {
            var print = development.print(order, made -> shown.put(made, view));
            placed.put(view, new Placed(print, order));
        }

        private void remove(Development development, Print print) throws IOException {
            shown.remove(print);
            development.drop(print);
        }

        @Override
        public void printed(Print print) {
            var view = shown.get(print);
            if (view != null) {
                view.show(print, main);
            }
        }

        @Override
        public void through(long arrivedNanos) {
            latency.add(System.nanoTime() - arrivedNanos);
            if (blamed) {
                blamed = false;
                events.accept(new VideoEvent.Up(main, Duration.ZERO));
            }
        }

        @Override
        public void blamed(Blamed what) {
            blamed = true;
            events.accept(new VideoEvent.Down(main, VideoWords.decoder(what.cause()), what.retryAt()));
        }

        private void pause(int failures) throws InterruptedException {
            if (failures == 1) {
                return;
            }
            lock.lockInterruptibly();
            try {
                long left =
                        AGAIN.pause(failures - 1, ThreadLocalRandom.current()).toNanos();
                while (left > 0 && !stopped) {
                    left = ended.awaitNanos(left);
                }
            } finally {
                lock.unlock();
            }
        }

        private void over() {
            loops.remove(this);
            lock.lock();
            try {
                running = running.filter(loop -> loop != this);
            } finally {
                lock.unlock();
            }
        }

        private void stop() {
            stopped = true;
            thread.interrupt();
        }
    }
}
