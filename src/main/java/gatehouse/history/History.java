package gatehouse.history;

import gatehouse.door.Trouble;
import gatehouse.history.HistoryFault.Why;
import gatehouse.lifecycle.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happened. `keep` returns when the event is on the disk, in a hash-chained journal; a searchable copy of it is
/// made in the background. One console owns a data folder.
///
/// Safe for any thread. `keep` and `keepPicture` block for an fsync: not for the JavaFX thread.
public final class History implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final long SEGMENT = 8L << 20;
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Scope scope;
    private final Journal journal; // guarded by keeping
    private final Pictures pictures;
    private final Clips clips;
    private final Projector projector;
    private final Consumer<Safety> onSafety;
    private final ReentrantLock keeping = new ReentrantLock();
    private final ReentrantLock telling = new ReentrantLock();
    private Optional<Safety> told = Optional.empty(); // guarded by telling
    private volatile Optional<Trouble> failing = Optional.empty();
    private volatile Instant keptTo;
    private volatile long confirmed;

    private History(Path data, Disk disk, Scope scope, Journal journal, Consumer<Safety> onSafety) {
        this.scope = scope;
        this.journal = journal;
        this.confirmed = journal.seq();
        this.keptTo = Instant.now();
        this.pictures = new Pictures(data, disk);
        this.clips = new Clips(data, disk);
        this.onSafety = onSafety;
        this.projector = new Projector(data, () -> confirmed, this::say, this::tell);
    }

    /// `onSafety` hears each change of the state, on any thread; it must return at once.
    public static History open(Path data, Consumer<Safety> onSafety) throws HistoryFault {
        return open(data, onSafety, Disk.REAL, SEGMENT);
    }

    public static History open(Path data) throws HistoryFault {
        return open(data, safety -> {});
    }

    static History open(Path data, Consumer<Safety> onSafety, Disk disk, long segmentSize) throws HistoryFault {
        var scope = new Scope();
        boolean kept = false;
        try {
            Files.createDirectories(data);
            scope.own(FolderLock.take(data));
            var journal = scope.own(Journal.open(data, disk, segmentSize));
            var history = new History(data, disk, scope, journal, onSafety);
            history.pictures.sweep();
            journal.said().forEach(sentence -> history.say(Event.now(Kind.TROUBLE, sentence)));
            scope.own(history.projector).start();
            scope.own(new Adoption(history.clips, history::keep)).start(history.clips.leftOver());
            kept = true;
            return history;
        } catch (IOException e) {
            throw HistoryFault.notWritten(data, e);
        } finally {
            if (!kept) {
                scope.close();
            }
        }
    }

    /// Durable when it returns. When it throws, the event is not on record and what depends on it must not happen.
    public void keep(Event event) throws HistoryFault {
        byte[] payload = EventJson.write(event).getBytes(StandardCharsets.UTF_8);
        keeping.lock();
        try {
            Entry entry = journal.append(payload, Instant.now(), System.nanoTime());
            confirmed = entry.seq();
            keptTo = entry.wall();
            projector.offer(entry);
            failing = Optional.empty();
        } catch (HistoryFault fault) {
            switch (fault.why()) {
                case FULL, DISK -> failing = Optional.of(fault.trouble());
                case OWNED, TOO_LARGE, DAMAGED, SEARCH, CLOSED -> LOG.warn("Not kept: {}", fault.getMessage());
            }
            throw fault;
        } finally {
            keeping.unlock();
            tell();
        }
    }

    /// Durable when it returns; name it in the event that is kept next.
    public PictureRef keepPicture(byte[] jpeg, PictureRef.Reason reason, int width, int height) throws HistoryFault {
        return pictures.keep(jpeg, reason, width, height);
    }

    /// The JPEG, proven by its hash.
    public byte[] picture(PictureRef ref) throws HistoryFault {
        return pictures.read(ref);
    }

    /// Where a clip that begins now may be written: an MP4 file in fragments, so that it can be played wherever it is
    /// cut. What the end of the program leaves there is adopted at the next start.
    public Path arrivingClip(ClipOrigin origin) throws HistoryFault {
        return clips.arriving(origin);
    }

    /// Puts a clip that is written to its end into its place, and then on record in these events. Durable when it
    /// returns. A clip without a whole second of pictures is refused, and its file is gone.
    public ClipRef keepClip(Path arriving, Instant begin, Function<ClipRef, List<Event>> told) throws HistoryFault {
        ClipRef ref;
        try {
            ref = clips.keep(arriving, begin);
        } catch (HistoryFault e) {
            if (e.why() == Why.DAMAGED) {
                clips.settled(arriving);
            }
            throw e;
        }
        for (Event event : told.apply(ref)) {
            keep(event);
        }
        clips.settled(arriving);
        return ref;
    }

    /// Where a clip lies. Whether it is the one that was recorded says `proveClip`.
    public Path clipFile(ClipRef ref) {
        return clips.fileOf(ref);
    }

    /// Reads all of a clip; throws when it is gone or was changed since it was recorded.
    public void proveClip(ClipRef ref) throws HistoryFault {
        clips.prove(ref);
    }

    /// Returns when everything kept so far can be searched; false when that takes longer than `most`.
    public boolean flush(Duration most) throws InterruptedException {
        return projector.await(most);
    }

    public Safety safety() {
        if (failing.isPresent()) {
            return new Safety.Failing(failing.get(), false);
        }
        return projector
                .damage()
                .or(projector::trouble)
                .<Safety>map(trouble -> new Safety.Failing(trouble, true))
                .orElseGet(() -> projector.isVerified() ? new Safety.Safe(keptTo) : new Safety.Behind());
    }

    public Page<Event> search(Search search) throws HistoryFault {
        return ask(h -> Queries.events(h, search));
    }

    public Page<Visit> visits(Search search) throws HistoryFault {
        return ask(h -> Queries.visits(h, search));
    }

    /// All that belongs to one row of the history, in the order it happened.
    public List<Event> timeline(UUID visit) throws HistoryFault {
        return ask(h -> Queries.timeline(h, visit));
    }

    public List<Event> timelineOfCall(String call) throws HistoryFault {
        return ask(h -> Queries.timeline(h, call));
    }

    /// Only hours in which there were visits.
    public List<Hour> visitsPerHour(Instant from, Instant to) throws HistoryFault {
        return ask(h -> Queries.visitsPerHour(h, from, to));
    }

    public Counts counts(Instant from, Instant to) throws HistoryFault {
        return ask(h -> Queries.counts(h, from, to));
    }

    /// Everybody who ever did something.
    public List<String> operators() throws HistoryFault {
        return ask(Queries::operators);
    }

    /// Proves a data folder without opening it as its owner; a console may be running.
    public static Report verify(Path data) throws IOException {
        return Verification.of(data);
    }

    /// Reads all events from the journal, oldest first, without opening the folder as its owner. What is damaged is
    /// passed over; `verify` tells of it.
    public static void read(Path data, Consumer<Event> reader) throws IOException {
        Scan.walk(data, new Scan.Listener() {
            @Override
            public void entry(Entry entry) {
                reader.accept(entry.event());
            }

            @Override
            public void problem(Problem problem) {
                LOG.warn("{} {}", problem.sentence(), problem.remedy());
            }

            @Override
            public void torn(Problem problem) {
                LOG.info("{}", problem.sentence());
            }
        });
    }

    /// Makes what was kept searchable as far as that is possible in a few seconds, and gives the folder back.
    @Override
    public void close() {
        try {
            flush(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        keeping.lock();
        try {
            journal.close();
        } finally {
            keeping.unlock();
        }
        scope.close();
    }

    private <T> T ask(Function<Handle, T> question) throws HistoryFault {
        var store = projector
                .store()
                .orElseThrow(() -> new HistoryFault(
                        Why.SEARCH, "The history cannot be searched yet.", "Wait a moment; everything is being kept."));
        try {
            return store.jdbi().withHandle(question::apply);
        } catch (JdbiException | IllegalArgumentException e) {
            throw new HistoryFault(
                    Why.SEARCH,
                    "The history cannot be searched now.",
                    "Try again in a moment; everything is being kept.",
                    e);
        }
    }

    /// What the history has to say about itself.
    private void say(Event event) {
        try {
            keep(event);
        } catch (HistoryFault e) {
            LOG.warn("Not kept: {} ({})", event.sentence(), e.getMessage());
        }
    }

    private void tell() {
        telling.lock();
        try {
            Safety now = safety();
            boolean same = told.filter(before ->
                            (before instanceof Safety.Safe && now instanceof Safety.Safe) || before.equals(now))
                    .isPresent();
            if (same) {
                return;
            }
            told = Optional.of(now);
            onSafety.accept(now);
        } finally {
            telling.unlock();
        }
    }
}
