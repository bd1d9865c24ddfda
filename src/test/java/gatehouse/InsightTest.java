package gatehouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.desk.DeskState;
import gatehouse.desk.Seat;
import gatehouse.door.DoorId;
import gatehouse.history.ClipRef;
import gatehouse.history.Event;
import gatehouse.history.History;
import gatehouse.history.Kind;
import gatehouse.history.PictureRef;
import gatehouse.history.Search;
import gatehouse.operator.Grant;
import gatehouse.operator.Right;
import gatehouse.operator.Rights;
import gatehouse.site.Role;
import gatehouse.ui.MadeUp;
import gatehouse.ui.history.HistorySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InsightTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final DoorId GATE = MadeUp.id("North gate");
    private static final DoorId DOCK = MadeUp.id("Loading dock");
    private static final DoorId LOBBY = MadeUp.id("Lobby");

    /// Twelve hours at the gate, a week at the dock, nothing anywhere else.
    private static final Rights FEW = new Rights(List.of(
            new Grant(
                    Optional.of(Set.of(GATE)), Set.of(Right.SEE, Right.SEE_HISTORY), Optional.of(Duration.ofHours(12))),
            new Grant(
                    Optional.of(Set.of(DOCK)), Set.of(Right.SEE, Right.SEE_HISTORY), Optional.of(Duration.ofDays(7)))));

    @Test
    void eachDoorIsSeenAsFarBackAsItsGrantReaches() {
        var insight = insight(new Seat("Eva", Role.GUARD, FEW, false, false));
        assertTrue(insight.sees(Optional.of(GATE), NOON.minus(Duration.ofHours(11))));
        assertFalse(insight.sees(Optional.of(GATE), NOON.minus(Duration.ofHours(13))));
        assertTrue(insight.sees(Optional.of(DOCK), NOON.minus(Duration.ofDays(6))));
        assertFalse(insight.sees(Optional.of(LOBBY), NOON));
        assertFalse(insight.sees(Optional.empty(), NOON), "what belongs to no door is for who sees every door");
        var search = insight.within(Search.everything()).orElseThrow();
        assertEquals(NOON.minus(Duration.ofDays(7)), search.from());
        assertEquals(Set.of(GATE, DOCK), search.doors());
        assertTrue(insight.within(Search.everything().doors(Set.of(LOBBY))).isEmpty());
        assertFalse(insight.exports());
    }

    @Test
    void aSupervisorSeesAllAndUnderTheLockNobodySeesAnything() {
        var all = insight(new Seat("Sue", Role.SUPERVISOR));
        assertFalse(all.limited());
        assertEquals(Optional.of(Search.everything()), all.within(Search.everything()));
        assertTrue(all.exports());
        var locked = insight(new Seat("Sue", Role.SUPERVISOR, Rights.of(Role.SUPERVISOR), false, true));
        assertTrue(locked.within(Search.everything()).isEmpty());
        assertFalse(locked.sees(Optional.of(GATE), NOON) || locked.exports());
    }

    @Test
    void listChartAndCountsOfTheScreenHoldOnlyWhatMayBeSeen(@TempDir Path data) throws Exception {
        var state = new MadeUp(4)
                .seat(new Seat("Eva", Role.GUARD, FEW, false, false))
                .done();
        try (var history = History.open(data)) {
            for (var door : List.of(GATE, DOCK, LOBBY)) {
                history.keep(Event.now(Kind.RANG, door + " rang").withDoor(door).withVisit("call-" + door));
            }
            assertTrue(history.flush(Duration.ofSeconds(30)));
            var pages = new HistoryPages(history, () -> state, (file, width, height) -> {
                throw new AssertionError(file);
            });
            var now = Instant.now();
            var filter = new HistorySource.Filter(
                    now.minus(Duration.ofDays(30)),
                    now.plusSeconds(60),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "");
            var rows = pages.visits(filter, Optional.empty())
                    .get(20, TimeUnit.SECONDS)
                    .rows();
            assertEquals(
                    Set.of("North gate", "Loading dock"),
                    Set.copyOf(rows.stream().map(HistorySource.Row::door).toList()));
            assertEquals(2, pages.counts(filter).get(20, TimeUnit.SECONDS).visits());
            assertEquals(
                    2,
                    pages
                            .perHour(filter, now.minus(Duration.ofHours(3)), now.plusSeconds(60))
                            .get(20, TimeUnit.SECONDS)
                            .stream()
                            .mapToInt(Integer::intValue)
                            .sum());
        }
    }

    /// Reads what happened at both doors, and sees pictures of the gate alone.
    private static final Rights GATE_PICTURES = new Rights(List.of(
            new Grant(
                    Optional.of(Set.of(GATE)),
                    Set.of(Right.SEE, Right.SEE_HISTORY, Right.SEE_PICTURES),
                    Optional.empty()),
            new Grant(Optional.of(Set.of(DOCK)), Set.of(Right.SEE, Right.SEE_HISTORY), Optional.empty())));

    @Test
    void picturesAndClipsAreForWhoMaySeeThemAlsoWhenTheyWereListedForSomebodyElse(@TempDir Path data) throws Exception {
        var sits = new AtomicReference<>(seated(Rights.of(Role.SUPERVISOR)));
        try (var history = History.open(data)) {
            for (var door : List.of(GATE, DOCK)) {
                var picture = history.keepPicture(door.value().getBytes(UTF_8), PictureRef.Reason.RING, 640, 360);
                var clip = clip(door);
                Files.createDirectories(history.clipFile(clip).getParent());
                Files.writeString(history.clipFile(clip), "clip");
                history.keep(Event.now(Kind.RANG, door + " rang")
                        .withDoor(door)
                        .withVisit("call-" + door)
                        .withPicture(picture)
                        .withClip(clip));
            }
            assertTrue(history.flush(Duration.ofSeconds(30)));
            var played = new ArrayList<Path>();
            var pages = new HistoryPages(history, sits::get, (file, width, height) -> {
                played.add(file);
                throw new IOException("played");
            });
            var all = rows(pages);
            var dock = all.get("Loading dock");
            assertTrue(dock.picture().isPresent());
            assertEquals(
                    "loading-dock", new String(get(pages.picture(dock.picture().get())), UTF_8));
            var before = get(pages.timeline(dock.id()));
            assertEquals(1, before.pictures().size());
            assertEquals(1, before.clips().size());
            assertFalse(before.withheld());

            sits.set(seated(GATE_PICTURES));
            var few = rows(pages);
            assertTrue(few.get("North gate").picture().isPresent());
            assertTrue(few.get("Loading dock").picture().isEmpty(), "what happened is read, nobody is seen");
            var now = get(pages.timeline(dock.id()));
            assertTrue(now.pictures().isEmpty() && now.clips().isEmpty() && now.withheld());
            assertFalse(now.lines().isEmpty());
            assertThrows(
                    ExecutionException.class,
                    () -> get(pages.picture(dock.picture().get())));
            var clip = before.clips().getFirst().id();
            assertThrows(ExecutionException.class, () -> get(pages.play(clip, 640, 360)));
            assertThrows(ExecutionException.class, () -> get(pages.proof(clip)));
            assertTrue(played.isEmpty());
            sits.set(seated(Rights.of(Role.GUARD)));
            assertThrows(ExecutionException.class, () -> get(pages.play(clip, 640, 360)));
            assertEquals(1, played.size(), "a guard may look at it");
        }
    }

    @Test
    void whoWasForcedIsReadByASupervisorThroughTheFilterAndByNobodyElse(@TempDir Path data) throws Exception {
        var sits = new AtomicReference<>(seated(Rights.of(Role.SUPERVISOR)));
        try (var history = History.open(data)) {
            history.keep(Event.now(Kind.DURESS, Openings.SILENT_ALARM + ": Gerda opened under duress at North gate")
                    .withDoor(GATE));
            history.keep(Event.now(Kind.RANG, "North gate rang").withDoor(GATE).withVisit("the-call"));
            history.keep(Event.now(Kind.DURESS, Openings.SILENT_ALARM + ": Gerda opened under duress at North gate")
                    .withDoor(GATE)
                    .withVisit("the-call"));
            assertTrue(history.flush(Duration.ofSeconds(30)));
            var pages = new HistoryPages(history, sits::get, (file, width, height) -> {
                throw new AssertionError(file);
            });
            assertTrue(offers(pages));
            var rows = forced(pages, Optional.of("DURESS"), "");
            assertEquals(2, rows.size());
            assertTrue(rows.stream().anyMatch(row -> row.sentence().startsWith(Openings.SILENT_ALARM)));
            assertEquals(2, forced(pages, Optional.empty(), "duress").size());
            var forcedSupervisor = new Seat("Sue", Role.SUPERVISOR, Rights.of(Role.SUPERVISOR), true, false);
            for (var other : List.of(
                    seated(Rights.of(Role.GUARD)),
                    seated(Rights.of(Role.INSTALLER)),
                    new MadeUp(4).seat(forcedSupervisor).done())) {
                sits.set(other);
                assertFalse(offers(pages));
                assertTrue(forced(pages, Optional.of("DURESS"), "").isEmpty());
                assertTrue(forced(pages, Optional.empty(), "duress").isEmpty());
                var call = forced(pages, Optional.empty(), "");
                assertEquals(1, call.size(), "the call itself stays");
                assertFalse(call.getFirst().sentence().contains("larm"));
                assertEquals(1, get(pages.counts(lastDay(Optional.empty(), ""))).visits());
            }
        }
    }

    private static boolean offers(HistoryPages pages) throws Exception {
        return get(pages.choices()).kinds().stream().anyMatch(kind -> kind.key().equals("DURESS"));
    }

    private static List<HistorySource.Row> forced(HistoryPages pages, Optional<String> kind, String text)
            throws Exception {
        return get(pages.visits(lastDay(kind, text), Optional.empty())).rows();
    }

    private static HistorySource.Filter lastDay(Optional<String> kind, String text) {
        var now = Instant.now();
        return new HistorySource.Filter(
                now.minus(Duration.ofDays(1)), now.plusSeconds(60), Optional.empty(), kind, Optional.empty(), text);
    }

    private static java.util.Map<String, HistorySource.Row> rows(HistoryPages pages) throws Exception {
        var now = Instant.now();
        var filter = new HistorySource.Filter(
                now.minus(Duration.ofDays(1)),
                now.plusSeconds(60),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "");
        return get(pages.visits(filter, Optional.empty())).rows().stream()
                .collect(Collectors.toMap(HistorySource.Row::door, row -> row));
    }

    private static <T> T get(CompletableFuture<T> answer) throws Exception {
        return answer.get(20, TimeUnit.SECONDS);
    }

    private static ClipRef clip(DoorId door) {
        var hash = (door.equals(GATE) ? "a" : "b").repeat(64);
        return new ClipRef(
                hash,
                "clips/" + hash.substring(0, 2) + "/" + hash + ".mp4",
                Instant.now(),
                Duration.ofSeconds(3),
                4,
                "H.264",
                640,
                360);
    }

    private static DeskState seated(Rights rights) {
        return new MadeUp(4)
                .seat(new Seat("Eva", Role.GUARD, rights, false, false))
                .done();
    }

    private static Insight insight(Seat seat) {
        var state = new MadeUp(4).seat(seat).done();
        return new Insight(() -> state, Clock.fixed(NOON, ZoneOffset.UTC));
    }
}
