package gatehouse.desk;

import static gatehouse.desk.DeskTable.A;
import static gatehouse.desk.DeskTable.B;
import static gatehouse.desk.DeskTable.GATE;
import static gatehouse.desk.DeskTable.LOBBY;
import static gatehouse.desk.DeskTable.NOON;
import static gatehouse.desk.DeskTable.SECOND;
import static gatehouse.desk.DeskTable.supervisor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.site.OpenHours;
import gatehouse.site.Schedule;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The clock on the wall is set back and forward by hours at any moment. What lasts so and so long does not notice;
/// what
/// ends at a time of day ends at that time of the clock, once.
class ClockJumpsTest {
    private static final int STEPS = 20_000;

    /// The same shift twice: once by a steady clock, once by one that leaps at every step. Arming delay, double click,
    /// rate limit and the order under way decide the same in both.
    @Test
    void whatIsPressedOpensTheSameWhateverTheClockOnTheWallShows() {
        var steady = new DeskTable();
        var leaping = new DeskTable();
        var random = new Random(20_261_128);
        var under = new ArrayList<UUID>();
        long now = 10 * SECOND;
        for (var desk : List.of(steady, leaping)) {
            desk.tell(supervisor());
        }
        for (int step = 0; step < STEPS; step++) {
            now += random.nextInt(2_000) * 1_000_000L;
            var wall = NOON.plusNanos(now).plus(Duration.ofMinutes(random.nextInt(2_000) - 1_000));
            var right = NOON.plusNanos(now);
            long nanos = now;
            var command = new UUID(random.nextLong(), random.nextLong());
            var call = random.nextBoolean() ? A : B;
            var door = random.nextBoolean() ? GATE : LOBBY;
            var output = door.equals(GATE) ? "gate" : "door";
            var inCall = random.nextBoolean() ? Optional.of(call) : Optional.<CallId>empty();
            var answered = under.isEmpty() ? command : under.removeFirst();
            int what = random.nextInt(5);
            for (var desk : List.of(steady, leaping)) {
                var at = desk == steady ? right : wall;
                switch (what) {
                    case 0 -> desk.tell(new Happening.Rang(call, Optional.of(door), "directly", at, nanos));
                    case 1 -> desk.tell(new Happening.CallOver(call, End.VISITOR_HUNG_UP, "", at, nanos));
                    case 2 -> desk.tell(new Happening.OpeningMoved(answered, Opening.Stage.CONFIRMED, true, "", at));
                    default -> desk.tell(new Happening.OpenPressed(command, inCall, door, output, nanos, nanos, at));
                }
            }
            if (what == 2) {
                continue;
            }
            under.addFirst(answered);
            var orders = leaping.of(Deed.Open.class);
            if (!orders.isEmpty() && orders.getLast().command().equals(command)) {
                under.add(command);
            }
        }
        var opened = steady.of(Deed.Open.class).stream().map(Deed.Open::command).toList();
        assertEquals(
                opened,
                leaping.of(Deed.Open.class).stream().map(Deed.Open::command).toList());
        assertEquals(opened.stream().distinct().toList(), opened, "and each once");
        assertTrue(opened.size() > 100, opened.size() + " openings");
    }

    @Test
    void holdEndsOnceAtItsTimeOfTheClockAndNotAgainWhenThatComesBack() {
        var desk = new DeskTable();
        desk.tell(supervisor(), hold(NOON.plus(Duration.ofHours(6))));
        // Set back by five hours: 18:00 is still to come.
        desk.tell(new Happening.TimeCame(NOON.minus(Duration.ofHours(5))));
        assertTrue(desk.mode(GATE).heldOpen());
        // Set forward past it, back before it, and once more.
        for (var at : List.of(7, 2, 7)) {
            desk.tell(new Happening.TimeCame(NOON.plus(Duration.ofHours(at))));
            assertTrue(desk.mode(GATE).normal());
        }
        assertEquals(2, desk.of(Deed.SetMode.class).size(), "held once, ended once");
    }

    /// Nobody may hold a door open for longer than a day: neither may a clock.
    @Test
    void holdDoesNotLastForEverBecauseTheClockWasSetBackByAMonth() {
        var desk = new DeskTable();
        desk.tell(supervisor(), hold(NOON.plus(Duration.ofHours(6))));
        desk.tell(new Happening.TimeCame(NOON.minus(Duration.ofDays(30))));
        assertTrue(desk.mode(GATE).normal());
    }

    @Test
    void scheduleOpensOnceInItsPeriodHoweverOftenThatBegins() {
        var office = new Schedule(
                "office",
                EnumSet.allOf(DayOfWeek.class),
                LocalTime.of(8, 0),
                LocalTime.of(18, 0),
                ZoneOffset.UTC,
                Set.of());
        var desk = new DeskTable();
        desk.tell(new Happening.SiteChanged(
                DeskTable.site().withOpenHours(List.of(new OpenHours(GATE, office))), "", NOON));
        for (var hour : List.of(7, 9, 6, 9, 17, 19, 7, 10)) {
            desk.tell(new Happening.TimeCame(NOON.plus(Duration.ofHours(hour - 12L))));
        }
        assertEquals(
                List.of(true, false),
                desk.of(Deed.SetMode.class).stream()
                        .map(d -> d.mode().heldOpen())
                        .toList());
    }

    private static Happening hold(Instant until) {
        return new Happening.HoldOpenPressed(UUID.randomUUID(), new Where.OneDoor(GATE), until, NOON);
    }
}
