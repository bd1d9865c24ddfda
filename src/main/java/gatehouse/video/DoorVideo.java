package gatehouse.video;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Streams;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The pictures of one door. The sub stream is always connected and warm; the main stream only as long as a view wants
/// it, and a little longer. Decoding happens only for open views.
///
/// Safe for any thread. `close` returns when threads, connections and native memory are gone.
public final class DoorVideo implements AutoCloseable {
    private static final Executor VIRTUAL =
            task -> Thread.ofVirtual().name("video-linger").start(task);

    private final String name;
    private final Streams streams;
    private final VideoSettings settings;
    private final Consumer<VideoEvent> events;
    private final boolean single;
    private final List<LiveView> views = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock ending = new ReentrantLock();
    private final Keeping keeping = new Keeping();
    private final Line sub;
    private volatile Optional<Line> main = Optional.empty(); // written under lock
    private long wishes; // guarded by lock
    private boolean closed; // guarded by lock

    /// A connection and those who look at it.
    private record Line(Camera camera, Screening screening) implements AutoCloseable {
        @Override
        public void close() {
            camera.close();
            screening.close();
        }
    }

    private DoorVideo(String name, Streams streams, VideoSettings settings, Consumer<VideoEvent> events) {
        this.name = requireNonNull(name);
        this.streams = requireNonNull(streams);
        this.settings = requireNonNull(settings);
        this.events = requireNonNull(events);
        this.single = streams.main().equals(streams.sub());
        this.sub = line(false);
    }

    /// Begins to connect and returns at once; what becomes of it comes as events, on the connections' threads.
    public static DoorVideo open(String name, Streams streams, VideoSettings settings, Consumer<VideoEvent> events) {
        NativeCode.load();
        return new DoorVideo(name, streams, settings, events);
    }

    /// Opens a view that fits into the box, on the main stream if wanted. The newest picture in memory is shown at
    /// once.
    public View watch(int width, int height, boolean wantMain) {
        var view = new LiveView(keeping, width, height);
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The video of " + name + " is closed");
            }
            views.add(view);
            sub.screening.attach(view);
        } finally {
            lock.unlock();
        }
        view.wantMain(wantMain);
        return view;
    }

    /// The newest picture at the camera's own size: of the main stream if it is live, otherwise of the sub stream.
    /// Takes as long as decoding since the last key picture; disturbs no view. Empty when no picture came yet.
    public Optional<Still> still() {
        var live = main.filter(line -> line.camera.isLive());
        return live.flatMap(line -> still(line.camera)).or(() -> still(sub.camera));
    }

    private Optional<Still> still(Camera camera) {
        var units = camera.gop().sinceKey();
        return units.isEmpty() ? Optional.empty() : StillMaker.make(name, units, Instant.now());
    }

    /// Leaves the camera and connects anew at once, whatever the back-off says.
    public void restart() {
        sub.camera.restart();
        main.ifPresent(line -> line.camera.restart());
    }

    public StreamInfo info() {
        return sub.camera.info();
    }

    /// The same of the main stream, while it is connected.
    public Optional<StreamInfo> mainInfo() {
        return single ? Optional.of(info()) : main.map(line -> line.camera.info());
    }

    @Override
    public void close() {
        Optional<Line> open;
        lock.lock();
        try {
            closed = true;
            wishes++;
            open = main;
            main = Optional.empty();
        } finally {
            lock.unlock();
        }
        views.forEach(LiveView::close);
        open.ifPresent(Line::close);
        sub.close();
        awaitEnding();
    }

    /// A main stream that is just being let go is waited for.
    private void awaitEnding() {
        ending.lock();
        try {
            views.clear();
        } finally {
            ending.unlock();
        }
    }

    private Line line(boolean isMain) {
        var camera = Camera.open(
                name,
                isMain,
                isMain ? streams.main() : streams.sub(),
                streams.login(),
                settings,
                isMain ? this::mainEvent : events);
        return new Line(camera, new Screening(name, isMain, camera.gop()));
    }

    /// When the main stream goes down, its views fall back to the sub stream.
    private void mainEvent(VideoEvent event) {
        if (event instanceof VideoEvent.Down) {
            lock.lock();
            try {
                for (var view : views) {
                    view.mainEnded();
                    sub.screening.attach(view);
                }
            } finally {
                lock.unlock();
            }
        }
        events.accept(event);
    }

    private void lingerOut(long wish) {
        Optional<Line> idle;
        lock.lock();
        try {
            if (wish != wishes) {
                return;
            }
            idle = main;
            main = Optional.empty();
        } finally {
            lock.unlock();
        }
        ending.lock();
        try {
            idle.ifPresent(Line::close);
        } finally {
            ending.unlock();
        }
    }

    /// What the views want of their door.
    private final class Keeping implements LiveView.Keeper {
        @Override
        public void wantsMain(LiveView view, boolean wanted) {
            if (single) {
                return;
            }
            lock.lock();
            try {
                if (closed || !views.contains(view)) {
                    return;
                }
                wishes++;
                if (wanted) {
                    if (main.isEmpty()) {
                        main = Optional.of(line(true));
                    }
                    main.get().screening.attach(view);
                    if (view.isMainShown()) {
                        sub.screening.detach(view);
                    }
                } else {
                    sub.screening.attach(view);
                    if (!view.isMainShown()) {
                        main.ifPresent(line -> line.screening.detach(view));
                    }
                    releaseMain();
                }
            } finally {
                lock.unlock();
            }
        }

        /// Confined to holders of the lock.
        private void releaseMain() {
            if (main.isPresent() && views.stream().noneMatch(LiveView::isMainWanted)) {
                long wish = wishes;
                long millis = settings.mainLinger().toMillis();
                CompletableFuture.runAsync(
                                () -> lingerOut(wish),
                                CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, VIRTUAL))
                        .isDone();
            }
        }

        @Override
        public void changedOver(LiveView view, boolean toMain) {
            if (toMain) {
                sub.screening.detach(view);
                if (!view.isMainShown()) {
                    // It went down in this very moment.
                    sub.screening.attach(view);
                }
            } else if (!view.isMainWanted()) {
                main.ifPresent(line -> line.screening.detach(view));
            }
        }

        @Override
        public void repaint(LiveView view) {
            sub.screening.repaint();
            main.ifPresent(line -> line.screening.repaint());
        }

        @Override
        public Optional<View.Source> source(boolean ofMain) {
            var line = ofMain ? main : Optional.of(sub);
            return line.map(l -> l.camera.info())
                    .flatMap(info -> info.size()
                            .map(size -> new View.Source(
                                    info.codec(),
                                    size,
                                    info.framesPerSecond(),
                                    info.bitsPerSecond(),
                                    ofMain || single)));
        }

        @Override
        public void closed(LiveView view) {
            lock.lock();
            try {
                views.remove(view);
                sub.screening.detach(view);
                main.ifPresent(line -> line.screening.detach(view));
                if (!closed && view.isMainWanted()) {
                    wishes++;
                    releaseMain();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
