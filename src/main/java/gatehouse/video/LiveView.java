package gatehouse.video;

import gatehouse.darkroom.Order;
import gatehouse.darkroom.Print;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// One open view: takes printed pictures of the sub or the main stream and shows the newest.
///
/// Prints come on the developments' threads; copying is done on the screen's thread. Neither waits for the other longer
/// than one copy takes, and the darkroom waits for none.
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
    private final ReentrantLock turning = new ReentrantLock();
    private volatile Order order;
    private volatile Runnable noted = () -> {};
    private volatile boolean wantsMain;
    private volatile Optional<Boolean> mainShown = Optional.empty();
    private Optional<Print> shown = Optional.empty(); // held; these five: guarded by turning
    private final Sentinel sentinel = new Sentinel();
    private boolean copied = true;
    private long arrivedNanos;
    private boolean closed;

    LiveView(Keeper keeper, int width, int height, boolean wantsMain) {
        this.keeper = keeper;
        this.wantsMain = wantsMain;
        this.order = new Order(side(width), side(height));
    }

    @Override
    public void fit(int width, int height) {
        var now = order;
        wanted(new Order(side(width), side(height), now.x(), now.y(), now.width(), now.height()));
    }

    @Override
    public void show(Part part) {
        var now = order;
        wanted(new Order(now.boxWidth(), now.boxHeight(), part.x(), part.y(), part.width(), part.height()));
    }

    private void wanted(Order wanted) {
        if (!wanted.equals(order)) {
            order = wanted;
            keeper.repaint(this);
        }
    }

    @Override
    public Sight sight() {
        turning.lock();
        try {
            return sentinel.sight(System.nanoTime());
        } finally {
            turning.unlock();
        }
    }

    @Override
    public boolean slowed() {
        turning.lock();
        try {
            return shown.map(print -> print.picture().simpler()).orElse(false);
        } finally {
            turning.unlock();
        }
    }

    /// What is wanted of this view's prints.
    Order order() {
        return order;
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
            return shown.map(LiveView::size);
        } finally {
            turning.unlock();
        }
    }

    @Override
    public boolean copyNewest(ByteBuffer bgra, Size expected) {
        turning.lock();
        try {
            if (copied || shown.isEmpty() || !expected.equals(size(shown.get()))) {
                return false;
            }
            shown.get().copy(bgra);
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
            return shown.map(print -> Duration.ofNanos(System.nanoTime() - arrivedNanos));
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
        turning.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            shown.ifPresent(Print::letGo);
            shown = Optional.empty();
        } finally {
            turning.unlock();
        }
        keeper.closed(this);
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

    /// There is nothing to show any more, not even what was.
    void blank() {
        turning.lock();
        try {
            shown.ifPresent(Print::letGo);
            shown = Optional.empty();
            mainShown = Optional.empty();
            copied = true;
        } finally {
            turning.unlock();
        }
        noted.run();
    }

    /// Takes a new picture of a print, unless the other stream is the one to show or the picture is older than the
    /// shown
    /// one.
    void show(Print print, boolean main) {
        if (main != wantsMain && mainShown.isPresent() && !shows(main)) {
            return;
        }
        boolean changed;
        turning.lock();
        try {
            if (closed || !take(print)) {
                return;
            }
            changed = !shows(main);
            mainShown = Optional.of(main);
        } finally {
            turning.unlock();
        }
        if (changed) {
            keeper.wishes(this);
        }
        noted.run();
    }

    /// Confined to holders of the lock.
    private boolean take(Print print) {
        if (!print.hold()) {
            return false;
        }
        boolean newer = print.turn() && (shown.isEmpty() || print.picture().arrivedNanos() - arrivedNanos >= 0);
        if (!newer) {
            print.letGo();
            return false;
        }
        shown.ifPresent(Print::letGo);
        shown = Optional.of(print);
        var picture = print.picture();
        arrivedNanos = picture.arrivedNanos();
        copied = false;
        var look = new Sentinel.Look(picture.looked(), picture.mean(), picture.variance(), picture.repeats());
        sentinel.see(look, System.nanoTime());
        return true;
    }

    private static Size size(Print print) {
        return new Size(print.picture().width(), print.picture().height());
    }

    private static int side(int pixels) {
        return Math.clamp(pixels, LEAST_SIDE, MOST_SIDE);
    }
}
