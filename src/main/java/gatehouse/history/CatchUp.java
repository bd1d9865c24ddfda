package gatehouse.history;

import gatehouse.door.Trouble;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One reading of the whole journal against the searchable copy: compares them at the watermark, copies what is newer,
/// and collects what has to be said afterwards.
final class CatchUp implements Scan.Listener {
    private static final int BATCH = 500;
    private static final int MOST_TOLD = 20;
    private static final String ASK = "Keep the data folder as it is, run \"gatehouse history verify\", and ask who had"
            + " access to this machine.";

    private final Projection store;
    private final Projection.Watermark before;
    private final long until;
    private final long ownFrom;
    private final List<Entry> batch = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> told = new HashSet<>();
    private final Map<String, Event> intents = new LinkedHashMap<>();
    private Projection.Watermark mark;
    private long read;
    private long last;
    private boolean compared;

    /// Entries after `until` are not confirmed yet; those up to `ownFrom` are of an earlier run of the console.
    CatchUp(Projection store, Projection.Watermark before, long until, long ownFrom) {
        this.store = store;
        this.before = before;
        this.mark = before;
        this.until = until;
        this.ownFrom = ownFrom;
    }

    @Override
    public void entry(Entry entry) {
        if (entry.seq() > until) {
            return;
        }
        read = read + 1;
        last = Math.max(last, entry.seq());
        if (entry.seq() == before.seq()) {
            compare(entry);
        }
        if (entry.seq() > before.seq()) {
            batch.add(entry);
            if (batch.size() == BATCH) {
                write();
            }
        }
        note(entry.event(), entry.seq());
    }

    @Override
    public void problem(Problem problem) {
        if (problems.size() < MOST_TOLD) {
            problems.add(problem);
        }
    }

    /// The end of a journal that is being written, or one that was put aside and told at the start.
    @Override
    public void torn(Problem problem) {}

    Projection.Watermark finish() {
        if (last < before.seq()) {
            throw new Distrust(
                    "The journal ends at entry " + last + ", but the searchable copy knows " + before.seq()
                            + ": entries were removed from its end.",
                    ASK);
        }
        write();
        return mark;
    }

    Optional<Trouble> problem() {
        return problems.stream().findFirst().map(p -> new Trouble(Trouble.Kind.STORAGE, p.sentence(), ASK, p.mark()));
    }

    /// Damage that no earlier start has told of.
    List<Event> toTell() {
        return problems.stream()
                .filter(p -> !told.contains(p.mark()))
                .map(p -> Event.now(Kind.TROUBLE, "The journal is damaged. " + p.sentence())
                        .withFact(Fact.DAMAGE, p.mark()))
                .toList();
    }

    /// The results of unlocks that the end of the console cut off: nobody knows whether the door opened.
    List<Event> recovered() {
        return intents.values().stream().map(CatchUp::unknown).toList();
    }

    private void compare(Entry entry) {
        if (!entry.hash().equals(before.hash())) {
            throw new Distrust(
                    "Entry " + entry.seq() + " of the journal is not the one that the searchable copy was made from.",
                    ASK);
        }
        if (problems.isEmpty() && read != before.entries()) {
            throw new Distrust("The searchable copy of the history does not hold what the journal holds.");
        }
        compared = true;
    }

    private void write() {
        if (batch.isEmpty()) {
            return;
        }
        if (!compared && before.seq() > 0 && problems.isEmpty()) {
            throw new Distrust("The entry that the searchable copy ends with is not in the journal.", ASK);
        }
        mark = store.write(batch, mark);
        batch.clear();
    }

    private void note(Event event, long seq) {
        event.fact(Fact.DAMAGE).ifPresent(told::add);
        event.fact(Fact.COMMAND).ifPresent(command -> {
            if (event.kind() == Kind.UNLOCK_RESULT) {
                intents.remove(command);
            } else if (event.kind() == Kind.UNLOCK_INTENT && seq <= ownFrom) {
                intents.put(command, event);
            }
        });
    }

    private static Event unknown(Event intent) {
        var facts = new HashMap<>(intent.facts());
        facts.put(Fact.OUTCOME, Outcome.UNKNOWN.fact());
        facts.put(Fact.REASON, "console stopped");
        Event now = Event.now(
                Kind.UNLOCK_RESULT,
                "Nobody knows whether the door opened: the console stopped before the answer came.");
        return new Event(
                now.id(),
                now.at(),
                now.monotonic(),
                Kind.UNLOCK_RESULT,
                intent.door(),
                intent.operator(),
                intent.visit(),
                facts,
                List.of(),
                now.sentence());
    }
}
