package gatehouse.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Some entries on their way into the searchable copy, within one transaction. What is there already is left as it is:
/// writing the same entries again changes nothing. New rows are inserted rather than merged, which is twice as fast
/// when
/// a whole journal is copied.
final class Batch {
    private final Handle h;
    private final Map<UUID, Row> rows = new LinkedHashMap<>();
    private final Map<String, VisitRow> visits = new LinkedHashMap<>();

    private record Row(Entry entry, Event event) {}

    Batch(Handle h, List<Entry> entries) {
        this.h = h;
        for (Entry entry : entries) {
            Event event = entry.event();
            rows.putIfAbsent(event.id(), new Row(entry, event));
        }
    }

    void write() {
        h.createQuery("SELECT id FROM event WHERE id IN (<ids>)")
                .bindList("ids", List.copyOf(rows.keySet()))
                .mapTo(UUID.class)
                .forEach(rows::remove);
        if (rows.isEmpty()) {
            return;
        }
        findVisits();
        writeEvents();
        writeVisits();
        writeWords();
        writePeople();
    }

    private void findVisits() {
        var groups = rows.values().stream()
                .flatMap(row -> row.event().group().stream())
                .distinct()
                .toList();
        if (!groups.isEmpty()) {
            VisitRow.find(h, groups).forEach(row -> visits.put(row.group.orElseThrow(), row));
        }
        for (Row row : rows.values()) {
            visits.computeIfAbsent(VisitRow.keyOf(row.event()), key -> VisitRow.begunBy(row.event()))
                    .add(row.event());
        }
    }

    private void writeEvents() {
        try (var batch = h.prepareBatch("INSERT INTO event (id, seq, happened, kind, door, operator, visit_id, body)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Row row : rows.values()) {
                Event event = row.event();
                batch.bind(0, event.id())
                        .bind(1, row.entry().seq())
                        .bind(2, event.micros())
                        .bind(3, event.kind().name())
                        .bind(4, event.door().map(d -> d.value()).orElse(null))
                        .bind(5, event.operator().orElse(null))
                        .bind(6, visitOf(event).id)
                        .bind(7, row.entry().payload())
                        .add();
            }
            batch.execute();
        }
    }

    private void writeVisits() {
        try (var inserts = h.prepareBatch("INSERT INTO visit (door, operators, marks, call_id, happened, id)"
                        + " VALUES (?, ?, ?, ?, ?, ?)");
                var updates = h.prepareBatch("UPDATE visit SET door = ?, operators = ?, marks = ? WHERE id = ?")) {
            for (VisitRow row : visits.values()) {
                var batch = row.stored ? updates : inserts;
                batch.bind(0, row.door.orElse(null)).bind(1, row.operators).bind(2, row.marks);
                if (row.stored) {
                    batch.bind(3, row.id).add();
                } else {
                    batch.bind(3, row.group.orElse(null))
                            .bind(4, row.happened)
                            .bind(5, row.id)
                            .add();
                }
            }
            execute(inserts);
            execute(updates);
        }
    }

    private void writeWords() {
        var words = new HashMap<UUID, Set<String>>();
        try (var inserts = h.prepareBatch("INSERT INTO word (word, happened, id) VALUES (?, ?, ?)");
                var merges = h.prepareBatch(
                        "MERGE INTO word (word, happened, id) KEY (word, happened, id) VALUES (?, ?, ?)")) {
            for (Row row : rows.values()) {
                VisitRow visit = visitOf(row.event());
                var told = words.computeIfAbsent(visit.id, id -> new HashSet<>());
                for (String word : Words.of(row.event())) {
                    if (told.add(word)) {
                        var batch = visit.stored ? merges : inserts;
                        batch.bind(0, word)
                                .bind(1, visit.happened)
                                .bind(2, visit.id)
                                .add();
                    }
                }
            }
            execute(inserts);
            execute(merges);
        }
    }

    private void writePeople() {
        try (var batch = h.prepareBatch("MERGE INTO person (name) KEY (name) VALUES (?)")) {
            rows.values().stream()
                    .flatMap(row -> row.event().operator().stream())
                    .distinct()
                    .forEach(name -> batch.bind(0, name).add());
            execute(batch);
        }
    }

    private VisitRow visitOf(Event event) {
        return visits.get(VisitRow.keyOf(event));
    }

    private static void execute(PreparedBatch batch) {
        if (batch.size() > 0) {
            batch.execute();
        }
    }
}
