package gatehouse.video;

import gatehouse.darkroom.Darkroom;
import gatehouse.darkroom.Order;
import gatehouse.darkroom.Print;
import gatehouse.darkroom.Showing;
import gatehouse.door.Trouble;
import gatehouse.lifecycle.Joining;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plays a clip file: a thread of its own asks the darkroom for the picture that is due, and leaves out those that it
/// would be late for. When the darkroom's process dies, the film is opened again.
public final class ReelPlayer implements Reel {
    private static final Logger LOG = LoggerFactory.getLogger(ReelPlayer.class);
    private static final double TICK_NANOS = 1e9 / 90_000;
    private static final int MOST_REOPENED = 3;
    private static final int LEAST_SIDE = 16;
    private static final int MOST_SIDE = 8192;

    private final Darkroom darkroom;
    private final Path file;
    private final long[] times;
    private final long length;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Showing showing; // confined to the thread
    private int reopened; // confined to the thread
    private int wanted; // these and below: guarded by lock
    private int shownIndex = -1;
    private Order order;
    private Optional<Order> shownOrder = Optional.empty();
    private Optional<Print> shown = Optional.empty(); // held
    private boolean copied = true;
    private boolean playing;
    private double speed = 1;
    private long startedNanos;
    private long startedAt; // in 1/90000 s
    private Optional<Trouble> trouble = Optional.empty();
    private boolean closed;
    private volatile Runnable noted = () -> {};

    private ReelPlayer(Darkroom darkroom, Path file, Showing showing, int width, int height) {
        this.darkroom = darkroom;
        this.file = file;
        this.showing = showing;
        this.times = showing.times();
        this.length = showing.length();
        this.order = new Order(side(width), side(height));
        this.thread = Thread.ofPlatform().daemon(true).name("reel").unstarted(this::run);
    }

    /// Reads through the file, and waits for that. Throws why it cannot be played.
    public static Reel open(Darkroom darkroom, Path file, int width, int height)
            throws IOException, InterruptedException {
        var player = new ReelPlayer(darkroom, file, darkroom.show("a clip", file), width, height);
        player.thread.start();
        return player;
    }

    @Override
    public Duration length() {
        return duration(length);
    }

    @Override
    public Duration position() {
        lock.lock();
        try {
            return duration(times[Math.max(0, shownIndex)]);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isPlaying() {
        lock.lock();
        try {
            return playing;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void play(double atSpeed) {
        order(() -> {
            int from = wanted >= times.length - 1 ? 0 : wanted;
            wanted = from;
            speed = Math.clamp(atSpeed, SPEEDS.getFirst(), SPEEDS.getLast());
            startedAt = times[from];
            startedNanos = System.nanoTime();
            playing = true;
        });
    }

    @Override
    public void pause() {
        order(() -> playing = false);
    }

    @Override
    public void seek(Duration moment) {
        order(() -> {
            wanted = indexAt((long) (moment.toNanos() / TICK_NANOS + 0.5));
            startedAt = times[wanted];
            startedNanos = System.nanoTime();
        });
    }

    @Override
    public void step(int pictures) {
        order(() -> {
            playing = false;
            wanted = Math.clamp((long) wanted + pictures, 0, times.length - 1);
        });
    }

    @Override
    public void fit(int width, int height) {
        order(() -> order = new Order(side(width), side(height)));
    }

    private void order(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<View.Size> newest() {
        lock.lock();
        try {
            return shown.map(ReelPlayer::size);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean copyNewest(ByteBuffer bgra, View.Size expected) {
        lock.lock();
        try {
            if (copied || shown.isEmpty() || !expected.equals(size(shown.get()))) {
                return false;
            }
            shown.get().copy(bgra);
            copied = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Trouble> trouble() {
        lock.lock();
        try {
            return trouble;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onChange(Runnable listener) {
        noted = listener;
    }

    private record Due(int index, Order order) {}

    private void run() {
        try {
            while (true) {
                var due = await();
                if (due.isEmpty()) {
                    return;
                }
                try {
                    show(due.get());
                } catch (Showing.Broken e) {
                    broken(due.get(), e);
                }
                noted.run();
            }
        } catch (InterruptedException e) {
            LOG.debug("A reel was interrupted");
        } catch (IOException | RuntimeException e) {
            LOG.warn("The clip {} cannot be played on: {}", file.getFileName(), e.toString());
            fail("The clip cannot be played now.", "Close it and open it again.", e);
            noted.run();
        } finally {
            showing.close();
        }
    }

    /// A place of the film that gives no picture; others may.
    private void broken(Due due, Showing.Broken why) {
        LOG.warn("A place of the clip {} cannot be shown: {}", file.getFileName(), why.getMessage());
        fail(
                "This place of the clip cannot be shown.",
                "Go to another place in it; if none can be shown, run \"gatehouse history verify\".",
                why);
        order(() -> {
            shownIndex = due.index;
            shownOrder = Optional.of(due.order);
        });
    }

    private void fail(String sentence, String remedy, Exception why) {
        order(() -> {
            playing = false;
            trouble =
                    Optional.of(new Trouble(Trouble.Kind.STORAGE, sentence, remedy, String.valueOf(why.getMessage())));
        });
    }

    /// Waits for the next picture to show; empty when closed.
    private Optional<Due> await() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                long wait = playing ? advance() : Long.MAX_VALUE;
                if (wanted != shownIndex || !shownOrder.equals(Optional.of(order))) {
                    return Optional.of(new Due(wanted, order));
                }
                if (wait == Long.MAX_VALUE) {
                    changed.await();
                } else {
                    changed.awaitNanos(wait);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// Moves on to the picture that is due now; answers how long until the next one. Confined to holders of the lock.
    private long advance() {
        double now = startedAt + (System.nanoTime() - startedNanos) * speed / TICK_NANOS;
        wanted = Math.max(wanted, indexAt((long) now));
        if (wanted == times.length - 1) {
            playing = false;
            return Long.MAX_VALUE;
        }
        return Math.max(1_000_000, (long) ((times[wanted + 1] - now) * TICK_NANOS / speed));
    }

    private void show(Due due) throws IOException, InterruptedException {
        Print print;
        try {
            print = showing.show(due.index, due.order);
        } catch (Showing.Broken e) {
            throw e;
        } catch (IOException e) {
            if (++reopened > MOST_REOPENED) {
                throw e;
            }
            LOG.info("The darkroom is gone; the clip is opened again: {}", e.toString());
            showing.close();
            showing = darkroom.show("a clip", file);
            print = showing.show(due.index, due.order);
        }
        lock.lock();
        try {
            if (!closed && print.hold()) {
                print.turn();
                shown.ifPresent(Print::letGo);
                shown = Optional.of(print);
                shownIndex = due.index;
                shownOrder = Optional.of(due.order);
                copied = false;
                trouble = Optional.empty();
            }
        } finally {
            lock.unlock();
        }
    }

    private int indexAt(long time) {
        int found = Arrays.binarySearch(times, time);
        return found >= 0 ? found : Math.max(0, -found - 2);
    }

    private static Duration duration(long ticks) {
        return Duration.ofNanos(Math.round(ticks * TICK_NANOS));
    }

    private static View.Size size(Print print) {
        return new View.Size(print.picture().width(), print.picture().height());
    }

    private static int side(int pixels) {
        return Math.clamp(pixels, LEAST_SIDE, MOST_SIDE);
    }

    @Override
    public void close() {
        order(() -> {
            closed = true;
            shown.ifPresent(Print::letGo);
            shown = Optional.empty();
        });
        Joining.untilEnded(thread);
    }
}
