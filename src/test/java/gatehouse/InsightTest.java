package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.desk.Seat;
import gatehouse.door.DoorId;
import gatehouse.history.Event;
import gatehouse.history.History;
import gatehouse.history.Kind;
import gatehouse.history.Search;
import gatehouse.operator.Grant;
import gatehouse.operator.Right;
import gatehouse.operator.Rights;
import gatehouse.site.Role;
import gatehouse.ui.MadeUp;
import gatehouse.ui.history.HistorySource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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

    private static Insight insight(Seat seat) {
        var state = new MadeUp(4).seat(seat).done();
        return new Insight(() -> state, Clock.fixed(NOON, ZoneOffset.UTC));
    }
}
