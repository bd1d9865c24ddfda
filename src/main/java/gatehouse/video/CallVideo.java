package gatehouse.video;

import static java.util.Objects.requireNonNull;

import gatehouse.darkroom.Darkroom;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/// The pictures of a door without a camera of its own: it is seen while it calls, and not in between. Views may be open
/// all the time; they show nothing until a call brings a picture, and nothing again after it, so that nobody takes the
/// last visitor for the present one.
///
/// Safe for any thread. `close` returns when threads, sockets and native memory are gone.
public final class CallVideo implements Eye {
    private final String name;
    private final Ports ports;
    private final Darkroom darkroom;
    private final VideoSettings settings;
    private final Listener listener;
    private final List<LiveView> views = new CopyOnWriteArrayList<>();
    private final List<Filming> films = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Keeping keeping = new Keeping();
    private Visit visit; // these three: guarded by lock
    private Optional<CallPicture> coming = Optional.empty();
    private boolean closed;

    /// Who is told when there is something to see and when no more. Told on the threads of the calls.
    public interface Listener {
        void comes();

        void rests();
    }

    /// The ports that are open to the doors; 0 where any will do.
    public record Ports(int first, int last) {
        public static final Ports ANY = new Ports(0, 0);
    }

    /// The pictures of one call, or of the next one, and who develops them.
    private record Visit(Gop gop, Screening screening) {}

    private CallVideo(String name, Ports ports, Darkroom darkroom, VideoSettings settings, Listener listener) {
        this.name = requireNonNull(name);
        this.ports = requireNonNull(ports);
        this.darkroom = requireNonNull(darkroom);
        this.settings = requireNonNull(settings);
        this.listener = requireNonNull(listener);
        this.visit = visit();
    }

    public static CallVideo open(
            String name, Ports ports, Darkroom darkroom, VideoSettings settings, Listener listener) {
        return new CallVideo(name, ports, darkroom, settings, listener);
    }

    /// Binds a pair of ports on which the picture of a call can come: what the SDP names. The caller closes it when the
    /// call is over.
    public CallPicture await(InetAddress here) throws IOException {
        return CallPicture.on(
                PortPair.open(here, ports.first(), ports.last()), name, settings, this::begun, this::ended);
    }

    @Override
    public View watch(int width, int height, boolean wantMain) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The video of " + name + " is closed");
            }
            var view = new LiveView(keeping, width, height, true);
            views.add(view);
            visit.screening().attach(view);
            return view;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Still> still() {
        var units = present().gop().sinceKey();
        return units.isEmpty() ? Optional.empty() : StillMaker.make(darkroom, name, 0, units, Instant.now());
    }

    @Override
    public Filming film(Filming.Shelf shelf) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The video of " + name + " is closed");
            }
            var filming = Filming.start(
                    name,
                    visit.gop()::readerSince,
                    System.nanoTime() - settings.preRoll().toNanos(),
                    Cutter.in(darkroom, name),
                    0,
                    shelf,
                    Filming.Limits.STANDARD);
            films.removeIf(Filming::isOver);
            films.add(filming);
            return filming;
        } finally {
            lock.unlock();
        }
    }

    /// The call is the connection; there is no other to begin anew. A key picture is asked for instead.
    @Override
    public void restart() {
        now().ifPresent(CallPicture::wishKeyPicture);
    }

    @Override
    public VideoDetails details() {
        var streams = now().stream().flatMap(picture -> picture.info().stream()).toList();
        return new VideoDetails(streams, streams.size());
    }

    @Override
    public void close() {
        Visit last;
        Optional<CallPicture> open;
        lock.lock();
        try {
            closed = true;
            last = visit;
            open = coming;
        } finally {
            lock.unlock();
        }
        open.ifPresent(CallPicture::close);
        views.forEach(LiveView::close);
        films.forEach(Filming::close);
        last.screening().close();
        views.clear();
    }

    private Visit visit() {
        var gop = new Gop(settings.warmBytes(), settings.preRoll());
        return new Visit(gop, new Screening(name, true, gop, darkroom, 0, event -> {}));
    }

    private Visit present() {
        lock.lock();
        try {
            return visit;
        } finally {
            lock.unlock();
        }
    }

    private Optional<CallPicture> now() {
        lock.lock();
        try {
            return coming;
        } finally {
            lock.unlock();
        }
    }

    /// The first picture of a call came. One call is seen at a time: the newest.
    private Gop begun(CallPicture picture) {
        Gop into;
        lock.lock();
        try {
            if (coming.isPresent()) {
                renew();
            }
            coming = Optional.of(picture);
            into = visit.gop();
        } finally {
            lock.unlock();
        }
        listener.comes();
        return into;
    }

    private void ended(CallPicture picture) {
        lock.lock();
        try {
            if (coming.filter(picture::equals).isEmpty()) {
                return;
            }
            coming = Optional.empty();
            if (!closed) {
                renew();
            }
        } finally {
            lock.unlock();
        }
        listener.rests();
    }

    /// The views let go of what they show and wait for the next call. Confined to holders of the lock.
    private void renew() {
        var over = visit;
        visit = visit();
        for (var view : views) {
            over.screening().detach(view);
            view.blank();
            visit.screening().attach(view);
        }
        Thread.ofVirtual().name("video-over-" + name).start(over.screening()::close);
    }

    /// What the views want of their door.
    private final class Keeping implements LiveView.Keeper {
        @Override
        public void wishes(LiveView view) {
            // There is one stream, and every view has it.
        }

        @Override
        public void repaint(LiveView view) {
            present().screening().repaint();
        }

        @Override
        public Optional<View.Source> source(boolean ofMain) {
            return now().flatMap(CallPicture::info)
                    .flatMap(info -> info.size()
                            .map(size -> new View.Source(
                                    info.codec(), size, info.framesPerSecond(), info.bitsPerSecond(), true)));
        }

        @Override
        public void closed(LiveView view) {
            views.remove(view);
            present().screening().detach(view);
        }
    }
}
