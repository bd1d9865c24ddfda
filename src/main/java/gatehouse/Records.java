package gatehouse;

import gatehouse.desk.CallId;
import gatehouse.desk.Happening;
import gatehouse.desk.Lamp;
import gatehouse.desk.Memory;
import gatehouse.door.DoorId;
import gatehouse.history.Event;
import gatehouse.history.Fact;
import gatehouse.history.History;
import gatehouse.history.HistoryFault;
import gatehouse.history.Kind;
import gatehouse.history.Outcome;
import gatehouse.history.PictureRef;
import gatehouse.history.Safety;
import gatehouse.ui.kit.Words;
import gatehouse.unlock.EmergencyBook;
import gatehouse.unlock.Tried;
import gatehouse.unlock.UnlockOrder;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts on record what the desk and the unlocking tell. What the desk tells is kept in its order, one after the other,
/// on a thread of its own, because a picture may belong to it; an unlock is kept at once, on the thread that opens.
final class Records implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Records.class);

    private static final int MOST_UNKEPT = 1_000;

    private final History history;
    private final java.util.ArrayDeque<Event> unkept = new java.util.ArrayDeque<>(); // of the thread of records alone
    private final Cameras cameras;
    private final EmergencyBook book;
    private final ExecutorService inOrder = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon(true).name("records").factory());

    Records(History history, Cameras cameras, EmergencyBook book) {
        this.history = history;
        this.cameras = cameras;
        this.book = book;
    }

    void remember(Memory memory) {
        inOrder.execute(() -> keep(memory));
    }

    /// Something that the wiring itself has to say.
    void note(Kind kind, String sentence) {
        inOrder.execute(() -> keep(Event.now(kind, sentence)));
    }

    /// In its order among what the desk tells.
    void note(Event event) {
        inOrder.execute(() -> keep(event));
    }

    /// Rule 1: returns when the intent is durable; what it throws keeps the door shut.
    void intent(UnlockOrder order, Map<String, String> facts) throws IOException {
        var event = unlock(
                        order,
                        Kind.UNLOCK_INTENT,
                        order.operator() + " asked to open " + order.output().name())
                .withFact(
                        Fact.METHOD,
                        OpeningWords.methods(order.ways(order.callId().isPresent())));
        for (var fact : facts.entrySet()) {
            event = event.withFact(fact.getKey(), fact.getValue());
        }
        durable(event);
        inOrder.execute(() -> photo(order));
    }

    void result(UnlockOrder order, gatehouse.unlock.Outcome outcome, Tried tried) throws IOException {
        var words = OpeningWords.of(outcome);
        var event = unlock(order, Kind.UNLOCK_RESULT, order.output().name() + ": " + words)
                .withFact(Fact.OUTCOME, fact(outcome).fact())
                .withFact(Fact.REASON, words);
        if (tried.used().isPresent()) {
            event = event.withFact(Fact.METHOD, OpeningWords.method(tried.used().get()));
        }
        if (!tried.others().isEmpty()) {
            event = event.withFact(Fact.NOT_USED, OpeningWords.notUsed(tried.others()));
        }
        if (outcome instanceof gatehouse.unlock.Outcome.Refused refused) {
            event = event.withFact(Fact.REFUSED_BY, refused.by().name().toLowerCase(Locale.ROOT));
        }
        var told = event;
        durable(outcome.sentAfter()
                .map(after -> told.withFact("sentAfterMs", String.format(Locale.ROOT, "%.3f", after.toNanos() / 1e6)))
                .orElse(told));
    }

    /// What the history did not take of an opening that a supervisor answers for: durable elsewhere when it returns.
    void emergency(UnlockOrder order, String words) throws IOException {
        book.note(order, words);
    }

    void durable(Event event) throws IOException {
        try {
            history.keep(event);
        } catch (HistoryFault e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Outcome fact(gatehouse.unlock.Outcome outcome) {
        return switch (outcome) {
            case gatehouse.unlock.Outcome.Opened it -> Outcome.CONFIRMED;
            case gatehouse.unlock.Outcome.Accepted it -> Outcome.ACCEPTED;
            case gatehouse.unlock.Outcome.Unknown it -> Outcome.NOT_CONFIRMED;
            case gatehouse.unlock.Outcome.Refused it -> Outcome.REFUSED;
        };
    }

    @Override
    public void close() {
        inOrder.shutdown();
        try {
            if (!inOrder.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("Some entries of the history were still being written at the end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Consumer<Safety> lamp(Consumer<Happening> desk) {
        return safety -> desk.accept(new Happening.LampSet("history", lamp(safety)));
    }

    static Lamp lamp(Safety safety) {
        return switch (safety) {
            case Safety.Safe it -> new Lamp(Words.of("lamp.history"), Lamp.Health.GOOD, Words.of("lamp.safe"), "");
            case Safety.Behind it ->
                new Lamp("History", Lamp.Health.GOOD, "safe, search catching up", "Nothing to do.");
            case Safety.Failing f ->
                new Lamp(
                        "History",
                        f.keeping() ? Lamp.Health.DEGRADED : Lamp.Health.BAD,
                        f.trouble().sentence(),
                        f.trouble().remedy());
        };
    }

    private static Event unlock(UnlockOrder order, Kind kind, String sentence) {
        var event = Event.now(kind, sentence)
                .withDoor(order.door())
                .withOperator(order.operator())
                .withFact(Fact.COMMAND, order.commandId().toString())
                .withFact(Fact.OUTPUT, order.output().name());
        return order.callId().map(event::withVisit).orElse(event);
    }

    private void photo(UnlockOrder order) {
        picture(order.door(), PictureRef.Reason.UNLOCK).ifPresent(ref -> {
            var event = Event.now(Kind.PICTURE, "Picture at the opening of " + order.doorName())
                    .withDoor(order.door())
                    .withOperator(order.operator())
                    .withFact(Fact.COMMAND, order.commandId().toString())
                    .withPicture(ref);
            keep(order.callId().map(event::withVisit).orElse(event));
        });
    }

    private void keep(Memory memory) {
        var event = Event.now(Kind.valueOf(memory.what().name()), memory.sentence());
        event = new Event(
                event.id(),
                memory.at(),
                event.monotonic(),
                event.kind(),
                memory.door(),
                memory.operator(),
                memory.call().map(CallId::value),
                memory.facts(),
                List.of(),
                memory.sentence());
        var ref = memory.photo()
                .flatMap(photo -> memory.door().flatMap(d -> picture(d, PictureRef.Reason.valueOf(photo.name()))));
        keep(ref.map(event::withPicture).orElse(event));
    }

    private Optional<PictureRef> picture(DoorId door, PictureRef.Reason reason) {
        try {
            var still = cameras.still(door);
            if (still.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(history.keepPicture(
                    still.get().jpeg(), reason, still.get().width(), still.get().height()));
        } catch (HistoryFault e) {
            LOG.error("A picture of {} could not be kept: {}", door, e.getMessage());
            return Optional.empty();
        }
    }

    private void keep(Event event) {
        try {
            history.keep(event);
        } catch (HistoryFault e) {
            // The history's own lamp says it; the entry is in the log, so that it is not gone without a trace.
            LOG.error("Could not be kept: {} {}", event.kind(), event.sentence(), e);
            if (unkept.size() < MOST_UNKEPT) {
                unkept.add(event);
            }
            return;
        }
        catchUp();
    }

    /// What could not be kept goes into the history as soon as it takes anything again, with the time it happened at.
    private void catchUp() {
        while (!unkept.isEmpty()) {
            try {
                history.keep(unkept.peek());
                unkept.remove();
            } catch (HistoryFault e) {
                return;
            }
        }
        if (!book.isEmpty()) {
            handOver();
        }
    }

    /// A note that is handed over twice, because the console ended in between, is there twice; none is lost.
    private void handOver() {
        try {
            for (var note : book.notes()) {
                var event = Event.now(Kind.OFF_RECORD, note.output() + ", " + note.operator() + ": " + note.words());
                history.keep(new Event(
                        event.id(),
                        note.at(),
                        event.monotonic(),
                        event.kind(),
                        Optional.of(note.door()),
                        Optional.of(note.operator()),
                        Optional.empty(),
                        Map.of(Fact.COMMAND, note.command(), Fact.OUTPUT, note.output(), "noted", "emergency book"),
                        List.of(),
                        event.sentence()));
            }
            book.clear();
        } catch (HistoryFault | IOException e) {
            LOG.error("The notes of an emergency stay where they are: {}", e.getMessage());
        }
    }
}
