package gatehouse.video;

import static java.util.Objects.requireNonNull;

import gatehouse.darkroom.Darkroom;
import gatehouse.door.Streams;
import gatehouse.door.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The pictures of one door. One of its two streams is always connected and warm; the other only as long as a view
/// wants it, and a little longer. While the wanted stream has no picture yet, a view shows the other one. A station
/// that serves only one connection has only the warm stream, and that serves every view.
///
/// Decoding happens only for open views. Safe for any thread. `close` returns when threads, connections and native
/// memory are gone.
public final class DoorVideo implements Eye {
    private final String name;
    private final Streams streams;
    private final Darkroom darkroom;
    private final VideoSettings settings;
    private final Consumer<VideoEvent> events;
    private final boolean single;
    private final List<LiveView> views = new CopyOnWriteArrayList<>();
    private final List<Filming> films = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Keeping keeping = new Keeping();
    private final Slot main;
    private final Slot sub;
    private final Slot warm;
    private boolean refused; // these two: guarded by lock
    private boolean closed;

    private DoorVideo(
            String name, Streams streams, Darkroom darkroom, VideoSettings settings, Consumer<VideoEvent> events) {
        this.name = requireNonNull(name);
        this.streams = requireNonNull(streams);
        this.darkroom = requireNonNull(darkroom);
        this.settings = requireNonNull(settings);
        this.events = requireNonNull(events);
        this.single = streams.fetch().single() || streams.main().equals(streams.sub());
        this.main = new Slot(settings.mainLinger(), this::mainLine);
        this.sub = new Slot(settings.mainLinger(), this::subLine);
        this.warm = warmsMain(streams, settings) ? main : sub;
        warm.want();
    }

    /// Begins to connect and returns at once; what becomes of it comes as events, on the connections' threads.
    public static DoorVideo open(
            String name, Streams streams, Darkroom darkroom, VideoSettings settings, Consumer<VideoEvent> events) {
        return new DoorVideo(name, streams, darkroom, settings, events);
    }

    /// Whether the stream kept warm is the main one. Its events say whether the door is seen; the other stream comes
    /// and goes with whoever looks.
    public static boolean warmsMain(Streams streams, VideoSettings settings) {
        return switch (streams.fetch().warm()) {
            case MAIN -> true;
            case SUB -> false;
            case AUTO -> settings.warmMain();
        };
    }

    /// Opens a view that fits into the box, on the main stream if wanted. The newest picture in memory is shown at
    /// once.
    @Override
    public View watch(int width, int height, boolean wantMain) {
        var view = new LiveView(keeping, width, height, wantMain);
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The video of " + name + " is closed");
            }
            views.add(view);
            arrange();
        } finally {
            lock.unlock();
        }
        return view;
    }

    /// The newest picture at the camera's own size: of the main stream if it is live, otherwise of the sub stream.
    /// Takes as long as decoding since the last key picture; disturbs no view. Empty when no picture came yet.
    @Override
    public Optional<Still> still() {
        var live = main.line().filter(line -> line.camera().isLive());
        return live.flatMap(this::still)
                .or(() -> sub.line().flatMap(this::still))
                .or(() -> main.line().flatMap(this::still));
    }

    private Optional<Still> still(Line line) {
        var units = line.camera().gop().sinceKey();
        int turn = streams.fetch().rotation();
        return units.isEmpty() ? Optional.empty() : StillMaker.make(darkroom, name, turn, units, Instant.now());
    }

    /// Begins to film the stream that is kept warm, from as long before this moment as is in memory.
    @Override
    public Filming film(Filming.Shelf shelf) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The video of " + name + " is closed");
            }
            var gop = warm.line().orElseThrow().camera().gop();
            long since = System.nanoTime() - settings.preRoll().toNanos();
            var filming = Filming.start(
                    name,
                    gop::readerSince,
                    since,
                    Cutter.in(darkroom, name),
                    streams.fetch().rotation(),
                    shelf,
                    Filming.Limits.STANDARD);
            films.removeIf(Filming::isOver);
            films.add(filming);
            return filming;
        } finally {
            lock.unlock();
        }
    }

    /// Leaves the camera and connects anew at once, whatever the back-off says.
    @Override
    public void restart() {
        open().forEach(line -> line.camera().restart());
    }

    /// Of the stream kept warm.
    public StreamInfo info() {
        return warm.line()
                .orElseThrow(() -> new IllegalStateException("The video of " + name + " is closed"))
                .info();
    }

    /// The same of the main stream, while it is connected.
    public Optional<StreamInfo> mainInfo() {
        return streams.main().equals(streams.sub())
                ? Optional.of(info())
                : main.line().map(Line::info);
    }

    @Override
    public VideoDetails details() {
        var all = open().map(Line::info).toList();
        return new VideoDetails(all, (int)
                all.stream().filter(info -> info.connectedSince().isPresent()).count());
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        views.forEach(LiveView::close);
        films.forEach(Filming::close);
        main.close();
        sub.close();
        views.clear();
    }

    private Stream<Line> open() {
        return Stream.of(main, sub).flatMap(slot -> slot.line().stream());
    }

    private Line mainLine() {
        return line(true);
    }

    private Line subLine() {
        return line(false);
    }

    private Line line(boolean isMain) {
        var camera = Camera.open(name, isMain, streams, settings, this::event);
        int turn = streams.fetch().rotation();
        return new Line(camera, new Screening(name, isMain, camera.gop(), darkroom, turn, this::event));
    }

    /// When a stream goes down, its views fall back to the other one.
    private void event(VideoEvent event) {
        lock.lock();
        try {
            if (event instanceof VideoEvent.Down down) {
                views.forEach(view -> view.ended(event.main()));
                refused |= down.trouble().kind() == Trouble.Kind.WRONG_PASSWORD;
            } else {
                refused = false;
            }
            arrange();
        } finally {
            lock.unlock();
        }
        events.accept(event);
    }

    /// Connects what is wanted, lets go of what is not, and gives each view the stream it wants, and the other one as
    /// long as it has no picture of that. Confined to holders of the lock.
    private void arrange() {
        if (closed) {
            return;
        }
        if (!single) {
            var other = warm == main ? sub : main;
            boolean wanted = views.stream().anyMatch(view -> slot(view.isMainWanted()) == other);
            // A station counts wrong passwords and locks the account: one connection tries, not two.
            if (wanted && !refused) {
                other.want();
            } else {
                other.release();
            }
        }
        for (var view : views) {
            boolean wantsMain = view.isMainWanted();
            if (slot(wantsMain).line().filter(line -> line.camera().isLive()).isEmpty()) {
                // A last picture may come after its stream went down; it must not shut out the other stream.
                view.ended(wantsMain);
            }
            slot(wantsMain).line().ifPresent(line -> line.screening().attach(view));
            slot(!wantsMain).line().ifPresent(line -> {
                if (view.shows(wantsMain)) {
                    line.screening().detach(view);
                } else {
                    line.screening().attach(view);
                }
            });
        }
    }

    private Slot slot(boolean ofMain) {
        return ofMain ? main : sub;
    }

    /// What the views want of their door.
    private final class Keeping implements LiveView.Keeper {
        @Override
        public void wishes(LiveView view) {
            lock.lock();
            try {
                arrange();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void repaint(LiveView view) {
            open().forEach(line -> line.screening().repaint());
        }

        @Override
        public Optional<View.Source> source(boolean ofMain) {
            return slot(ofMain)
                    .line()
                    .map(Line::info)
                    .flatMap(info -> info.size()
                            .map(size -> new View.Source(
                                    info.codec(),
                                    size,
                                    info.framesPerSecond(),
                                    info.bitsPerSecond(),
                                    ofMain || streams.main().equals(streams.sub()))));
        }

        @Override
        public void closed(LiveView view) {
            lock.lock();
            try {
                views.remove(view);
                open().forEach(line -> line.screening().detach(view));
                arrange();
            } finally {
                lock.unlock();
            }
        }
    }
}
