package gatehouse.video;

import static java.util.Objects.requireNonNull;

import gatehouse.darkroom.AccessUnit;
import gatehouse.darkroom.ParameterSets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A clip of one door being written, from some time before it was begun until it is ended: the coded pictures as they
/// came, into one file, or several when the camera changes its picture in between or the writing breaks.
///
/// Safe for any thread; the shelf is called on the filming's own. `close` films what has come
/// until then, and returns when the last part is on the shelf.
public final class Filming implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Filming.class);
    private static final long NEVER = Long.MAX_VALUE;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_PARTS = 12;
    private static final int MOST_BROKEN = 3;

    /// What is written reaches the disk a fragment later: after a break the film goes on that much before it.
    private static final long NOT_YET_ON_DISK = 2_500_000_000L;

    private static final Executor VIRTUAL =
            task -> Thread.ofVirtual().name("film-ends").start(task);

    /// How a part of the film ended.
    public enum Ending {
        /// As it was asked.
        DONE,
        /// It was as long, or as large, as a clip may become.
        LONGEST,
        LARGEST,
        /// The camera went over to another picture size or codec; the next part goes on there.
        CHANGED,
        /// It could not be written on.
        BROKEN
    }

    /// Where the parts of a film go.
    public interface Shelf {
        /// Where a part that begins with a picture of this time is written.
        Path room(Instant begin) throws IOException;

        /// The part is written as far as it will be.
        void put(Path file, Instant begin, Ending how);

        /// Nothing more comes; `trouble` says what went wrong, when something did.
        void over(Optional<String> trouble);
    }

    /// How large a clip may become in all.
    public record Limits(Duration longest, long mostBytes) {
        public static final Limits STANDARD = new Limits(Duration.ofMinutes(10), 200L << 20);
    }

    private final String name;
    private final Footage.Memory memory;
    private final Cutter cutter;
    private final int rotation;
    private final Shelf shelf;
    private final Limits limits;
    private final Thread thread;
    private volatile Footage footage;
    private long endNanos = NEVER; // these two: guarded by this
    private boolean over;

    // Confined to the filming's thread from here on.
    private Optional<Part> part = Optional.empty();
    private Optional<String> trouble = Optional.empty();
    private long firstArrival = NEVER;
    private long bytes;
    private int parts;
    private int broken;

    private Filming(
            String name, Footage.Memory memory, long since, Cutter cutter, int rotation, Shelf shelf, Limits limits) {
        this.name = requireNonNull(name);
        this.memory = requireNonNull(memory);
        this.cutter = requireNonNull(cutter);
        this.rotation = rotation;
        this.shelf = requireNonNull(shelf);
        this.limits = requireNonNull(limits);
        this.footage = memory.since(since);
        // A platform thread: what is kept of the clip is hashed on it.
        this.thread = Thread.ofPlatform().daemon(true).name("film-" + name).unstarted(this::run);
    }

    static Filming start(
            String name, Footage.Memory memory, long since, Cutter cutter, int rotation, Shelf shelf, Limits limits) {
        var filming = new Filming(name, memory, since, cutter, rotation, shelf, limits);
        filming.thread.start();
        return filming;
    }

    /// Ends so much later, unless `goOn` is called before.
    public void end(Duration after) {
        synchronized (this) {
            endNanos = System.nanoTime() + after.toNanos();
        }
        CompletableFuture.runAsync(
                        () -> footage.wake(),
                        CompletableFuture.delayedExecutor(after.toMillis() + 1, TimeUnit.MILLISECONDS, VIRTUAL))
                .isDone();
    }

    /// Something happens at the door again: no end in sight. False when the film is over already.
    public synchronized boolean goOn() {
        endNanos = NEVER;
        return !over;
    }

    synchronized boolean isOver() {
        return over;
    }

    /// Whether the film ends before this moment; once it does, that stays so.
    private synchronized boolean isOverAt(long nanos) {
        over |= endNanos != NEVER && nanos - endNanos > 0;
        return over;
    }

    @Override
    public void close() {
        synchronized (this) {
            endNanos = System.nanoTime();
        }
        footage.wake();
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                if (!thread.join(PATIENCE)) {
                    thread.interrupt(); // it waits for a darkroom that does not come back
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            boolean more = true;
            while (more) {
                var unit = footage.await();
                more = unit.isEmpty() || (!isOverAt(unit.get().arrivedNanos()) && take(unit.get()));
                // What came before the end is filmed first; then the end is looked at, whoever woke us.
                more &= footage.behind() || !isOverAt(System.nanoTime());
            }
            finish(Ending.DONE);
        } catch (InterruptedException e) {
            finish(Ending.DONE);
        } catch (RuntimeException e) {
            LOG.error("{}: the clip ended unexpectedly", name, e);
            trouble = Optional.of("The clip ended unexpectedly: " + e.getMessage());
            finish(Ending.BROKEN);
        } finally {
            synchronized (this) {
                over = true;
            }
            shelf.over(trouble);
        }
    }

    /// Answers whether the film goes on.
    private boolean take(AccessUnit unit) throws InterruptedException {
        if (part.isPresent() && unit.key() && part.get().isOther(unit)) {
            finish(Ending.CHANGED);
        }
        if (part.isEmpty()) {
            if (!unit.key()) {
                return true;
            }
            boolean goesOn = begin(unit);
            if (part.isEmpty()) {
                return goesOn;
            }
        }
        try {
            part.get().add(unit);
        } catch (IOException e) {
            return broke(e, unit);
        }
        bytes += unit.data().length;
        if (bytes > limits.mostBytes()) {
            finish(Ending.LARGEST);
            return false;
        }
        if (unit.arrivedNanos() - firstArrival > limits.longest().toNanos()) {
            finish(Ending.LONGEST);
            return false;
        }
        return true;
    }

    private boolean begin(AccessUnit key) throws InterruptedException {
        if (parts == MOST_PARTS) {
            trouble = Optional.of("The camera changed its picture too often; the clip was ended.");
            return false;
        }
        parts++;
        if (firstArrival == NEVER) {
            firstArrival = key.arrivedNanos();
        }
        var when = Instant.now().minusNanos(Math.max(0, System.nanoTime() - key.arrivedNanos()));
        try {
            var file = shelf.room(when);
            try {
                part = Optional.of(new Part(file, when, key));
                return true;
            } catch (IOException e) {
                shelf.put(file, when, Ending.BROKEN);
                return broke(e, key);
            }
        } catch (IOException e) {
            return broke(e, key);
        }
    }

    /// What was written stays; the film goes on from memory in a new file, a few times.
    private boolean broke(IOException why, AccessUnit at) {
        broken++;
        LOG.warn("{}: a clip could not be written on ({} of {}): {}", name, broken, MOST_BROKEN, why.getMessage());
        finish(Ending.BROKEN);
        if (broken >= MOST_BROKEN) {
            trouble = Optional.of("The clip could not be written: " + why.getMessage());
            return false;
        }
        footage = memory.since(at.arrivedNanos() - NOT_YET_ON_DISK);
        footage.wake(); // whoever ended the film may have woken the one before
        return true;
    }

    private void finish(Ending how) {
        var done = part;
        part = Optional.empty();
        done.ifPresent(p -> p.finish(how));
    }

    /// One file.
    private final class Part {
        private final Path file;
        private final Instant begin;
        private final byte[] sets;
        private final AccessUnit first;
        private final Cutter.Strip strip;
        private final FilmClock clock = new FilmClock();
        private Optional<AccessUnit> held = Optional.empty(); // written when the next one says how long it lasts
        private long heldAt;
        private long lasted = 3_600;

        Part(Path file, Instant begin, AccessUnit first) throws IOException, InterruptedException {
            this.file = file;
            this.begin = begin;
            this.first = first;
            this.sets = ParameterSets.shape(first.coding(), first.data());
            this.strip = cutter.begin(file, first, rotation, begin);
        }

        /// Whether a key picture belongs to a stream of another shape.
        boolean isOther(AccessUnit key) {
            return key.coding() != first.coding()
                    || !Arrays.equals(sets, ParameterSets.shape(key.coding(), key.data()));
        }

        void add(AccessUnit unit) throws IOException {
            long now = clock.at(unit);
            if (held.isPresent()) {
                lasted = now - heldAt;
                strip.add(held.get(), heldAt, lasted);
            }
            held = Optional.of(unit);
            heldAt = now;
        }

        void finish(Ending how) {
            var ended = how;
            try (strip) {
                if (how != Ending.BROKEN) {
                    if (held.isPresent()) {
                        strip.add(held.get(), heldAt, lasted);
                    }
                    strip.end();
                }
            } catch (IOException e) {
                LOG.warn("{}: the last of a clip could not be written: {}", name, e.getMessage());
                ended = Ending.BROKEN;
                trouble = Optional.of("The last seconds of the clip could not be written: " + e.getMessage());
            }
            shelf.put(file, begin, ended);
        }
    }
}
