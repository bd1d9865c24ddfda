package gatehouse.video;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// One open view: takes decoded pictures from the sub or the main stream and keeps the newest at the size of its box.
///
/// Painting happens on the decoders' threads, one at a time; copying on the screen's thread, and neither waits for the
/// other longer than one copy takes.
final class LiveView implements View {
    private static final int LEAST_SIDE = 2;
    private static final int MOST_SIDE = 8192;

    /// Where a view says what it wants; `DoorVideo` is that.
    interface Keeper {
        /// The view wants another stream, or has its first picture from one after another.
        void wishes(LiveView view);

        void repaint(LiveView view);

        Optional<Source> source(boolean main);

        void closed(LiveView view);
    }

    private final Keeper keeper;
    private final ReentrantLock painting = new ReentrantLock();
    private final ReentrantLock turning = new ReentrantLock();
    // The picture memory, from the first picture on, so that opening a view loads no native library on the screen's
    // thread. Scaler and back picture: guarded by painting; front: by turning; coming and going: by both.
    private Optional<Canvas> canvas = Optional.empty();
    private volatile Size box;
    private volatile Runnable noted = () -> {};
    private volatile boolean wantsMain;
    private volatile Optional<Boolean> mainShown = Optional.empty();
    private volatile boolean stale = true;
    private boolean shown; // these three: guarded by turning
    private boolean copied = true;
    private long arrivedNanos;
    private boolean closed; // guarded by both

    LiveView(Keeper keeper, int width, int height, boolean wantsMain) {
        this.keeper = keeper;
        this.wantsMain = wantsMain;
        this.box = boxed(width, height);
    }

    @Override
    public void fit(int width, int height) {
        var wanted = boxed(width, height);
        if (!wanted.equals(box)) {
            box = wanted;
            stale = true;
            keeper.repaint(this);
        }
    }

    @Override
    public void wantMain(boolean wanted) {
        if (wanted != wantsMain) {
            wantsMain = wanted;
            keeper.wishes(this);
        }
    }

    @Override
    public Optional<Size> newest() {
        turning.lock();
        try {
            return shown && !closed ? canvas.map(Canvas::newest) : Optional.empty();
        } finally {
            turning.unlock();
        }
    }

    @Override
    public boolean copyNewest(ByteBuffer bgra, Size expected) {
        turning.lock();
        try {
            if (copied
                    || closed
                    || canvas.isEmpty()
                    || !expected.equals(canvas.get().newest())) {
                return false;
            }
            canvas.get().copyNewest(bgra);
            copied = true;
            return true;
        } finally {
            turning.unlock();
        }
    }

    @Override
    public Optional<Duration> age() {
        turning.lock();
        try {
            return shown ? Optional.of(Duration.ofNanos(System.nanoTime() - arrivedNanos)) : Optional.empty();
        } finally {
            turning.unlock();
        }
    }

    @Override
    public Optional<Source> source() {
        return mainShown.flatMap(keeper::source);
    }

    @Override
    public void onPicture(Runnable listener) {
        noted = listener;
    }

    @Override
    public void close() {
        painting.lock();
        turning.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            canvas.ifPresent(Canvas::close);
        } finally {
            turning.unlock();
            painting.unlock();
        }
        keeper.closed(this);
    }

    /// Whether the newest picture is not at the size of the box.
    boolean isStale() {
        return stale;
    }

    boolean isMainWanted() {
        return wantsMain;
    }

    /// Whether the newest picture came from this stream.
    boolean shows(boolean main) {
        return mainShown.filter(shown -> shown == main).isPresent();
    }

    /// This stream gives no more pictures for now.
    void ended(boolean main) {
        if (shows(main)) {
            mainShown = Optional.empty();
        }
    }

    /// Takes a decoded picture, unless the other stream is the one to show or the picture is older than the shown one.
    void paint(Decoder decoder, boolean main) {
        long arrived = decoder.arrivedNanos();
        if (main != wantsMain && mainShown.isPresent() && !shows(main)) {
            return;
        }
        boolean changed;
        painting.lock();
        try {
            if (closed || isOlder(arrived)) {
                return;
            }
            stale = false;
            var own = canvas();
            own.scale(decoder.picture(), fitted(decoder.shape()));
            turning.lock();
            try {
                own.turn();
                arrivedNanos = arrived;
                shown = true;
                copied = false;
            } finally {
                turning.unlock();
            }
            changed = !shows(main);
            mainShown = Optional.of(main);
        } finally {
            painting.unlock();
        }
        if (changed) {
            keeper.wishes(this);
        }
        noted.run();
    }

    private Canvas canvas() {
        if (canvas.isEmpty()) {
            var made = Optional.of(new Canvas());
            turning.lock();
            try {
                canvas = made;
            } finally {
                turning.unlock();
            }
        }
        return canvas.get();
    }

    private boolean isOlder(long arrived) {
        turning.lock();
        try {
            return shown && arrived - arrivedNanos < 0;
        } finally {
            turning.unlock();
        }
    }

    /// The largest size within the box that keeps the picture's shape.
    private Size fitted(double shape) {
        var into = box;
        int width = into.width();
        int height = (int) Math.round(width / shape);
        if (height > into.height()) {
            height = into.height();
            width = (int) Math.round(height * shape);
        }
        // An odd width would end in half a pair of colours.
        return new Size(Math.max(LEAST_SIDE, Math.min(width, into.width()) & ~1), Math.max(LEAST_SIDE, height));
    }

    private static Size boxed(int width, int height) {
        return new Size(Math.clamp(width, LEAST_SIDE, MOST_SIDE), Math.clamp(height, LEAST_SIDE, MOST_SIDE));
    }
}
