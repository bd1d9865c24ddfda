package gatehouse.history;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Reads the searchable copy. Every page is a walk along one index from a key, newest first; several doors or words are
/// several walks laid together. What the index does not decide is decided here, on the events themselves.
final class Queries {
    private static final int MOST_LOOKED_AT = 20_000;
    private static final int MOST_WORDS = 32;
    private static final int MOST_TIMELINE = 2_000;
    private static final long HOUR = 3_600_000_000L;
    private static final long CALLED = Kind.RANG.bit()
            | Kind.ANSWERED.bit()
            | Kind.MISSED.bit()
            | Kind.DECLINED.bit()
            | Kind.ANSWERED_ELSEWHERE.bit();

    private Queries() {}

    static Page<Visit> visits(Handle h, Search search) {
        var walks = visitWalks(h, search);
        return page(
                search,
                (after, most) -> walk(h, walks, search, after, most),
                keys -> visitsOf(h, keys, search::matchesTogether),
                Visit::key);
    }

    static Page<Event> events(Handle h, Search search) {
        var walks = eventWalks(search);
        return page(
                search,
                (after, most) -> walk(h, walks, search, after, most),
                keys -> eventsOf(h, keys, search::matches),
                e -> new Key(e.at(), e.id()));
    }

    static List<Event> timeline(Handle h, UUID visit) {
        return bodies(h.createQuery("SELECT body FROM event WHERE visit_id = :visit ORDER BY visit_id, seq LIMIT :most")
                .bind("visit", visit)
                .bind("most", MOST_TIMELINE));
    }

    static List<Event> timeline(Handle h, String call) {
        return h.createQuery("SELECT id FROM visit WHERE call_id = :call")
                .bind("call", call)
                .mapTo(UUID.class)
                .findOne()
                .map(id -> timeline(h, id))
                .orElse(List.of());
    }

    static List<Hour> visitsPerHour(Handle h, Instant from, Instant to) {
        return h.createQuery("SELECT happened / " + HOUR + " AS hour_of, COUNT(*) FROM visit"
                        + " WHERE happened >= :from AND happened < :to AND BITAND(marks, CAST(:called AS BIGINT)) <> 0"
                        + " GROUP BY hour_of ORDER BY hour_of")
                .bind("from", Event.micros(from))
                .bind("to", Event.micros(to))
                .bind("called", CALLED)
                .map((rs, context) -> new Hour(Instant.EPOCH.plus(rs.getLong(1), ChronoUnit.HOURS), rs.getInt(2)))
                .list();
    }

    static Counts counts(Handle h, Instant from, Instant to) {
        return h.createQuery("SELECT COUNT(CASE WHEN BITAND(marks, CAST(:called AS BIGINT)) <> 0 THEN 1 END),"
                        + " COUNT(CASE WHEN BITAND(marks, CAST(:missed AS BIGINT)) <> 0 THEN 1 END),"
                        + " COUNT(CASE WHEN BITAND(marks, CAST(:notConfirmed AS BIGINT)) <> 0 THEN 1 END)"
                        + " FROM visit WHERE happened >= :from AND happened < :to")
                .bind("called", CALLED)
                .bind("missed", Kind.MISSED.bit())
                .bind("notConfirmed", VisitRow.NOT_CONFIRMED)
                .bind("from", Event.micros(from))
                .bind("to", Event.micros(to))
                .map((rs, context) -> new Counts(rs.getInt(1), rs.getInt(2), rs.getInt(3)))
                .one();
    }

    static List<String> operators(Handle h) {
        return h.createQuery("SELECT name FROM person ORDER BY name LIMIT 1000")
                .mapTo(String.class)
                .list();
    }

    /// One walk along an index: `where` fixes its leading column to `value`, `order` names it.
    private record Walk(String table, String where, Object value, String order, Search also) {}

    @FunctionalInterface
    private interface Candidates {
        List<Key> after(Optional<Key> key, int most);
    }

    private static <T> Page<T> page(
            Search search,
            Candidates candidates,
            java.util.function.Function<List<Key>, List<T>> load,
            java.util.function.Function<T, Key> keyOf) {
        var rows = new ArrayList<T>();
        Optional<Key> after = search.after();
        int most = search.limit() + 1;
        for (int looked = 0; looked < MOST_LOOKED_AT; looked += most) {
            var keys = candidates.after(after, most);
            if (!keys.isEmpty()) {
                rows.addAll(load.apply(keys));
                after = Optional.of(keys.getLast());
            }
            if (rows.size() > search.limit()) {
                var full = rows.subList(0, search.limit());
                return new Page<>(full, Optional.of(keyOf.apply(full.getLast())));
            }
            if (keys.size() < most) {
                return new Page<>(rows, Optional.empty());
            }
        }
        return new Page<>(rows, after);
    }

    private static List<Walk> visitWalks(Handle h, Search search) {
        var terms = search.terms();
        if (!terms.isEmpty()) {
            var words = wordsFrom(h, terms.getFirst());
            if (words.size() <= MOST_WORDS) {
                return words.stream()
                        .map(w -> new Walk("word", " AND word = :value", w, "word, ", Search.everything()))
                        .toList();
            }
        }
        var rest = search.doors(List.of());
        if (!search.doors().isEmpty()) {
            return search.doors().stream()
                    .map(d -> new Walk("visit", " AND door = :value", d.value(), "door, ", rest))
                    .toList();
        }
        return List.of(new Walk("visit", "", "", "", rest));
    }

    private static List<Walk> eventWalks(Search search) {
        if (!search.doors().isEmpty()) {
            return search.doors().stream()
                    .map(d -> new Walk("event", " AND door = :value", d.value(), "door, ", search.doors(List.of())))
                    .toList();
        }
        if (search.operator().isPresent()) {
            return List.of(new Walk(
                    "event", " AND operator = :value", search.operator().get(), "operator, ", search.ofAnybody()));
        }
        if (!search.kinds().isEmpty() && search.kinds().size() <= 6) {
            return search.kinds().stream()
                    .map(k -> new Walk("event", " AND kind = :value", k.name(), "kind, ", search.kinds(List.of())))
                    .toList();
        }
        return List.of(new Walk("event", "", "", "", search));
    }

    private static List<Key> walk(Handle h, List<Walk> walks, Search search, Optional<Key> after, int most) {
        var keys = new TreeSet<>(Key.NEWEST_FIRST);
        for (Walk walk : walks) {
            keys.addAll(walk(h, walk, search, after, most));
        }
        return keys.stream().limit(most).toList();
    }

    private static List<Key> walk(Handle h, Walk walk, Search search, Optional<Key> after, int most) {
        var sql = new StringBuilder("SELECT happened, id FROM " + walk.table()
                + " WHERE happened >= :from AND happened < :to" + walk.where());
        if (after.isPresent()) {
            sql.append(" AND happened <= :afterTime AND (happened < :afterTime OR id < :afterId)");
        }
        sql.append(also(walk));
        sql.append(" ORDER BY ").append(walk.order()).append("happened DESC, id DESC LIMIT :most");
        Query query = h.createQuery(sql.toString())
                .bind("from", Event.micros(search.from()))
                .bind("to", Event.micros(search.to()))
                .bind("most", most);
        if (!walk.where().isEmpty()) {
            query.bind("value", walk.value());
        }
        after.ifPresent(key -> query.bind("afterTime", Event.micros(key.at())).bind("afterId", key.id()));
        bindAlso(query, walk);
        return query.map((rs, context) ->
                        new Key(Instant.EPOCH.plus(rs.getLong(1), ChronoUnit.MICROS), rs.getObject(2, UUID.class)))
                .list();
    }

    private static String also(Walk walk) {
        Search also = walk.also();
        if (walk.table().equals("visit")) {
            return (also.kinds().isEmpty() ? "" : " AND BITAND(marks, CAST(:kinds AS BIGINT)) <> 0")
                    + (also.operator().isEmpty() ? "" : " AND POSITION(:operator, operators) > 0");
        }
        if (walk.table().equals("event")) {
            return (also.kinds().isEmpty() ? "" : " AND kind IN (<kinds>)")
                    + (also.operator().isEmpty() ? "" : " AND operator = :operator")
                    + (also.terms().isEmpty()
                            ? ""
                            : " AND visit_id IN (SELECT w.id FROM word w WHERE w.word >= :word AND w.word < :wordEnd)");
        }
        return "";
    }

    private static void bindAlso(Query query, Walk walk) {
        Search also = walk.also();
        boolean events = walk.table().equals("event");
        if (!also.kinds().isEmpty() && events) {
            query.bindList("kinds", also.kinds().stream().map(Kind::name).toList());
        } else if (!also.kinds().isEmpty()) {
            query.bind("kinds", also.kinds().stream().mapToLong(Kind::bit).reduce(0, (a, b) -> a | b));
        }
        also.operator().ifPresent(name -> query.bind("operator", events ? name : VisitRow.markOf(name)));
        if (events && !also.terms().isEmpty()) {
            query.bind("word", also.terms().getFirst());
            query.bind("wordEnd", endOf(also.terms().getFirst()));
        }
    }

    /// The words that begin so, found by stepping along the index; one more than we would walk when there are too many.
    private static List<String> wordsFrom(Handle h, String term) {
        var found = new ArrayList<String>();
        String from = term;
        while (found.size() <= MOST_WORDS) {
            var next = h.createQuery("SELECT word FROM word WHERE word >= :from AND word < :end ORDER BY word LIMIT 1")
                    .bind("from", from)
                    .bind("end", endOf(term))
                    .mapTo(String.class)
                    .findOne();
            if (next.isEmpty()) {
                return found;
            }
            found.add(next.get());
            from = next.get() + "\u0000";
        }
        return found;
    }

    private static String endOf(String prefix) {
        return prefix + "\uffff";
    }

    private static List<Visit> visitsOf(Handle h, List<Key> keys, Predicate<List<Event>> wanted) {
        var byVisit = new LinkedHashMap<UUID, List<Event>>();
        keys.forEach(key -> byVisit.put(key.id(), new ArrayList<>()));
        h.createQuery("SELECT visit_id, body FROM event WHERE visit_id IN (<ids>) ORDER BY visit_id, seq")
                .bindList("ids", keys.stream().map(Key::id).toList())
                .map((rs, context) -> new Found(rs.getObject(1, UUID.class), EventJson.read(rs.getString(2))))
                .forEach(found -> byVisit.get(found.visit()).add(found.event()));
        return byVisit.values().stream()
                .filter(events -> !events.isEmpty() && wanted.test(events))
                .map(Visit::of)
                .toList();
    }

    private record Found(UUID visit, Event event) {}

    private static List<Event> eventsOf(Handle h, List<Key> keys, Predicate<Event> wanted) {
        var byId = new LinkedHashMap<UUID, Event>();
        h.createQuery("SELECT body FROM event WHERE id IN (<ids>)")
                .bindList("ids", keys.stream().map(Key::id).toList())
                .map((rs, context) -> EventJson.read(rs.getString(1)))
                .forEach(event -> byId.put(event.id(), event));
        return keys.stream()
                .flatMap(key -> Optional.ofNullable(byId.get(key.id())).stream())
                .filter(wanted)
                .toList();
    }

    private static List<Event> bodies(Query query) {
        return query.map((rs, context) -> EventJson.read(rs.getString(1))).list();
    }
}
