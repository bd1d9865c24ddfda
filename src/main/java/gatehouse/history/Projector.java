package gatehouse.history;

import gatehouse.door.Trouble;
import gatehouse.lifecycle.Backoff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies the journal to the searchable store, on its own thread. At the start, after a failure and when too much
/// waited
/// it reads the journal itself; otherwise entries are handed to it. It never holds up who keeps an event.
///
/// The thread is not interrupted on close: an interrupt would close the store's file under H2.
final class Projector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Projector.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
    private static final int MOST_WAITING = 10_000;
    private static final int BATCH = 500;

    private final Path data;
    private final LongSupplier confirmed;
    private final Consumer<Event> say;
    private final Runnable changed;
    private final long ownFrom;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private final Deque<Entry> waiting = new ArrayDeque<>(); // guarded by lock
    private boolean missed = true; // guarded by lock: the journal must be read
    private boolean closing; // guarded by lock
    private long copied; // guarded by lock: entries up to this one can be searched

    private volatile Optional<Projection> store = Optional.empty();
    private volatile Optional<Trouble> trouble = Optional.empty();
    private volatile Optional<Trouble> damage = Optional.empty();
    private volatile boolean verified;
    private int failures; // of the projector's thread, in a row

    /// `confirmed` tells the last durable entry, `say` keeps an event, `changed` hears that the state may be another.
    Projector(Path data, LongSupplier confirmed, Consumer<Event> say, Runnable changed) {
        this.data = data;
        this.confirmed = confirmed;
        this.say = say;
        this.changed = changed;
        this.ownFrom = confirmed.getAsLong();
        this.thread = Thread.ofPlatform().daemon(true).name("history-projector").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// In the order of the journal.
    void offer(Entry entry) {
        lock.lock();
        try {
            if (waiting.size() < MOST_WAITING) {
                waiting.add(entry);
            } else {
                missed = true;
            }
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    Optional<Projection> store() {
        return store;
    }

    Optional<Trouble> trouble() {
        return trouble;
    }

    Optional<Trouble> damage() {
        return damage;
    }

    /// Whether the whole journal was read and compared since the start.
    boolean isVerified() {
        return verified;
    }

    /// Waits until everything that was kept can be searched; false when that took too long.
    boolean await(Duration most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = most.toNanos();
            while ((copied < confirmed.getAsLong() || !verified) && left > 0 && thread.isAlive()) {
                left = progress.awaitNanos(left);
            }
            return copied >= confirmed.getAsLong() && verified;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            news.signal();
        } finally {
            lock.unlock();
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

    private void run() {
        while (!isClosing() || failures == 0) {
            try (var opened = Projection.open(data)) {
                copy(opened);
                return;
            } catch (Distrust e) {
                if (!putAside(e)) {
                    failures = failures + 1;
                    pause(BACKOFF.pause(failures, ThreadLocalRandom.current()));
                }
            } catch (RuntimeException | IOException e) {
                failures = failures + 1;
                LOG.warn("The searchable copy failed: {}", e.toString(), e);
                if (Corruption.isIn(e)) {
                    putAside(new Distrust("The searchable copy of the history was damaged."));
                } else {
                    trouble = Optional.of(notSearchable(e));
                    changed.run();
                }
                pause(BACKOFF.pause(failures, ThreadLocalRandom.current()));
            } finally {
                store = Optional.empty();
                rescan();
            }
        }
    }

    private void copy(Projection opened) throws IOException {
        var mark = opened.watermark();
        while (true) {
            if (takeMissed()) {
                mark = catchUp(opened, mark);
                continue;
            }
            var batch = take();
            if (batch.isEmpty()) {
                if (isClosing()) {
                    return;
                }
                continue;
            }
            long after = mark.seq();
            batch.removeIf(entry -> entry.seq() <= after);
            if (!batch.isEmpty() && batch.getFirst().seq() != after + 1) {
                rescan();
            } else if (!batch.isEmpty()) {
                mark = opened.write(batch, mark);
                settleWhenIdle(opened);
                copiedTo(mark.seq());
            }
        }
    }

    private Projection.Watermark catchUp(Projection opened, Projection.Watermark mark) throws IOException {
        long until = confirmed.getAsLong();
        if (opened.rows() != mark.rows()) {
            throw new Distrust("The searchable copy of the history does not hold what it says it holds.");
        }
        var reading = new CatchUp(opened, mark, until, ownFrom);
        Scan.walk(data, reading);
        var after = reading.finish();
        opened.settle();
        store = Optional.of(opened);
        trouble = Optional.empty();
        reading.problem().ifPresent(problem -> damage = Optional.of(problem));
        if (!verified) {
            reading.recovered().forEach(say);
            reading.toTell().forEach(say);
        }
        verified = true;
        copiedTo(Math.max(after.seq(), until));
        failures = 0;
        changed.run();
        return after;
    }

    /// The file is kept for whoever wants to know what happened to it.
    private boolean putAside(Distrust why) {
        Path file = Projection.fileIn(data);
        Path aside = data.resolve("search-" + Instant.now().toEpochMilli() + ".aside.mv.db");
        try {
            Files.move(file, aside);
        } catch (IOException e) {
            LOG.warn("{} could not be put aside: {}", file, e.toString());
            return false;
        }
        String sentence = why.getMessage() + " It is built anew; the old one is kept as " + aside.getFileName() + ".";
        LOG.warn(sentence);
        why.damage().ifPresent(found -> damage = Optional.of(found));
        say.accept(Event.now(Kind.TROUBLE, sentence)
                .withFact(Fact.DAMAGE, aside.getFileName().toString()));
        return true;
    }

    private void settleWhenIdle(Projection opened) {
        lock.lock();
        try {
            if (!waiting.isEmpty()) {
                return;
            }
        } finally {
            lock.unlock();
        }
        opened.settle();
    }

    private List<Entry> take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !missed && !closing) {
                news.awaitUninterruptibly();
            }
            var batch = new ArrayList<Entry>();
            while (!waiting.isEmpty() && batch.size() < BATCH) {
                batch.add(waiting.remove());
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private boolean takeMissed() {
        lock.lock();
        try {
            if (!missed) {
                return false;
            }
            missed = false;
            waiting.clear();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void rescan() {
        lock.lock();
        try {
            missed = true;
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    private void copiedTo(long seq) {
        lock.lock();
        try {
            copied = Math.max(copied, seq);
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosing() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    private void pause(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!closing && left > 0) {
                left = news.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private Trouble notSearchable(Exception e) {
        return new Trouble(
                Trouble.Kind.STORAGE,
                "The history is kept, but cannot be searched now.",
                "Check that the disk of " + data + " has room. The search comes back by itself.",
                String.valueOf(e));
    }
}
