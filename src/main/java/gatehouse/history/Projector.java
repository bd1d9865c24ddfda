package gatehouse.history;

import gatehouse.door.Trouble;
import gatehouse.lifecycle.Backoff;
import gatehouse.lifecycle.Joining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
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

    private final Path data;
    private final LongSupplier confirmed;
    private final Consumer<Event> say;
    private final Runnable changed;
    private final long ownFrom;
    private final Thread thread;

    private final Backlog backlog = new Backlog();

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
        backlog.add(entry);
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
        return backlog.await(confirmed, most);
    }

    @Override
    public void close() {
        backlog.close();
        Joining.untilEnded(thread);
    }

    private void run() {
        while (!backlog.isClosed() || failures == 0) {
            try (var opened = Projection.open(data)) {
                copy(opened);
                return;
            } catch (Distrust e) {
                if (!putAside(e)) {
                    failures = failures + 1;
                    backlog.pause(BACKOFF.pause(failures, ThreadLocalRandom.current()));
                }
            } catch (RuntimeException | IOException e) {
                failures = failures + 1;
                if (Corruption.isIn(e)) {
                    LOG.warn("The searchable copy is broken: {}", e.toString());
                    putAside(new Distrust("The searchable copy of the history was damaged."));
                } else {
                    LOG.warn("The searchable copy failed", e);
                    trouble = Optional.of(notSearchable(e));
                    changed.run();
                }
                backlog.pause(BACKOFF.pause(failures, ThreadLocalRandom.current()));
            } finally {
                store = Optional.empty();
                backlog.miss();
            }
        }
    }

    private void copy(Projection opened) throws IOException {
        var mark = opened.watermark();
        while (true) {
            if (backlog.takeMissed()) {
                mark = catchUp(opened, mark);
                continue;
            }
            var batch = backlog.take();
            if (batch.isEmpty()) {
                if (backlog.isClosed()) {
                    return;
                }
                continue;
            }
            long after = mark.seq();
            batch.removeIf(entry -> entry.seq() <= after);
            if (!batch.isEmpty() && batch.getFirst().seq() != after + 1) {
                backlog.miss();
            } else if (!batch.isEmpty()) {
                mark = opened.write(batch, mark);
                if (backlog.isEmpty()) {
                    opened.settle();
                }
                backlog.copiedTo(mark.seq());
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
        backlog.copiedTo(Math.max(after.seq(), until));
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

    private Trouble notSearchable(Exception e) {
        return new Trouble(
                Trouble.Kind.STORAGE,
                "The history is kept, but cannot be searched now.",
                "Check that the disk of " + data + " has room. The search comes back by itself.",
                String.valueOf(e));
    }
}
