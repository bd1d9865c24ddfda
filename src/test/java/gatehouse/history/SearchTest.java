package gatehouse.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What the store finds is held against what a plain filter over all events finds.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class SearchTest {
    private static final Instant BEGIN = Instant.parse("2026-11-23T00:00:00Z");
    private static final int CALLS = 400;

    @TempDir
    static Path data;

    private final List<Event> all = new ArrayList<>();
    private History history;

    @BeforeAll
    void keepSomeThousandEvents() throws Exception {
        var random = new Random(11);
        history = History.open(data);
        for (int i = 0; i < CALLS; i++) {
            Instant at = BEGIN.plusSeconds(90L * i);
            all.addAll(Samples.call("call-" + i, at, random));
            if (i % 10 == 0) {
                all.add(Samples.at(at, Kind.STREAM_DOWN, "No picture from South gate")
                        .withDoor(Samples.SOUTH));
                all.add(Samples.at(at, Kind.LOGGED_IN, "Björn logged in").withOperator("Björn"));
            }
        }
        for (Event event : all) {
            history.keep(event);
        }
        assertTrue(history.flush(Duration.ofSeconds(120)));
    }

    @AfterAll
    void close() {
        history.close();
    }

    @Test
    void everySearchFindsExactlyWhatAPlainFilterFinds() throws Exception {
        for (Search search : searches().toList()) {
            assertEquals(
                    all.stream()
                            .filter(search::matches)
                            .sorted(Comparator.comparing(e -> new Key(e.at(), e.id()), Key.NEWEST_FIRST))
                            .toList(),
                    pages(search, s -> fetch(() -> history.search(s))),
                    search::toString);
        }
    }

    @Test
    void everySearchFindsExactlyTheVisitsAPlainFilterFinds() throws Exception {
        var byVisit = new LinkedHashMap<String, List<Event>>();
        all.forEach(e -> byVisit.computeIfAbsent(VisitRow.keyOf(e), k -> new ArrayList<>())
                .add(e));
        for (Search search : searches().toList()) {
            assertEquals(
                    byVisit.values().stream()
                            .filter(search::matchesTogether)
                            .map(Visit::of)
                            .sorted(Comparator.comparing(Visit::key, Key.NEWEST_FIRST))
                            .toList(),
                    pages(search, s -> fetch(() -> history.visits(s))),
                    search::toString);
        }
    }

    @Test
    void countsAndHoursAddUp() throws Exception {
        Instant end = BEGIN.plus(Duration.ofDays(2));
        var counts = history.counts(BEGIN, end);
        assertEquals(CALLS, counts.visits());
        assertEquals(all.stream().filter(e -> e.kind() == Kind.MISSED).count(), counts.missed());
        var hours = history.visitsPerHour(BEGIN, end);
        assertEquals(CALLS, hours.stream().mapToInt(Hour::visits).sum());
        assertEquals(new Hour(BEGIN, 40), hours.getFirst());
        assertEquals(List.of("Anna", "Björn", "Guard"), history.operators());
    }

    @Test
    void aRowOpensToItsTimeline() throws Exception {
        var visit = history.visits(
                        Search.everything().kinds(List.of(Kind.MISSED)).limit(1))
                .rows()
                .getFirst();
        assertEquals("Missed: nobody answered within 31 s", visit.sentence());
        assertEquals(List.of(Badge.MISSED), visit.badges());
        assertEquals(
                List.of(Kind.RANG, Kind.MISSED),
                history.timeline(visit.id()).stream().map(Event::kind).toList());
    }

    @Test
    void pagesWalkAlongTheIndexes() throws Exception {
        history.flush(Duration.ofSeconds(5));
        try (var store = Projection.open(copy())) {
            var plan = store.jdbi()
                    .withHandle(h -> h.createQuery("EXPLAIN SELECT happened, id FROM visit WHERE happened >= 0"
                                    + " AND happened < 9000000000000000 AND door = 'lobby' AND happened <= 8000000000000000"
                                    + " ORDER BY door, happened DESC, id DESC LIMIT 100")
                            .mapTo(String.class)
                            .one());
            assertTrue(plan.contains("index sorted") && plan.contains("VISIT_BY_DOOR"), plan);
        }
    }

    private static Path copy() throws Exception {
        Path folder = java.nio.file.Files.createDirectory(data.resolve("copy"));
        return folder;
    }

    private static Stream<Search> searches() {
        var base = Search.everything().limit(97);
        var noon = BEGIN.plus(Duration.ofHours(6));
        return Stream.of(
                base,
                Search.between(BEGIN.plus(Duration.ofHours(2)), noon).limit(97),
                base.doors(List.of(Samples.LOBBY)),
                base.doors(List.of(Samples.LOBBY, Samples.SOUTH)),
                base.kinds(List.of(Kind.MISSED)),
                base.kinds(List.of(Kind.LOGGED_IN, Kind.STREAM_DOWN)),
                base.kinds(List.of(Kind.values())),
                base.operator("Anna"),
                base.operator("Björn"),
                base.operator("Nobody"),
                base.operator("Anna").kinds(List.of(Kind.UNLOCK_INTENT)),
                base.doors(List.of(Samples.SOUTH)).kinds(List.of(Kind.STREAM_DOWN)),
                base.doors(List.of(Samples.SOUTH)).operator("Guard").kinds(List.of(Kind.ENDED)),
                base.text("302"),
                base.text("exten 301"),
                base.text("BJÖRN"),
                base.text("zebra"),
                base.text("picture south"),
                base.text("gate").doors(List.of(Samples.NORTH)),
                base.text("not-confirmed").operator("Anna"),
                base.text("http anna"));
    }

    private static <T> List<T> pages(Search search, Function<Search, Page<T>> fetch) {
        var rows = new ArrayList<T>();
        var next = Optional.of(search);
        while (next.isPresent()) {
            var page = fetch.apply(next.get());
            rows.addAll(page.rows());
            next = page.next().map(search::after);
        }
        return rows;
    }

    private interface Asking<T> {
        Page<T> ask() throws HistoryFault;
    }

    private static <T> Page<T> fetch(Asking<T> asking) {
        try {
            return asking.ask();
        } catch (HistoryFault e) {
            throw new AssertionError(e);
        }
    }
}
