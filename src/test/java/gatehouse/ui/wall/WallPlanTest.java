package gatehouse.ui.wall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.DoorId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WallPlanTest {
    private static final List<DoorId> TEN = doors(0, 10);

    private static List<DoorId> doors(int from, int to) {
        return IntStream.range(from, to).mapToObj(WallPlanTest::door).toList();
    }

    private static DoorId door(int i) {
        return new DoorId("d" + i);
    }

    private static WallPlan.Wish wish(int places, int page) {
        return new WallPlan.Wish(TEN, places, page, Optional.empty(), false);
    }

    private static WallPlan.Wish spot(int door) {
        return new WallPlan.Wish(TEN, 4, 0, Optional.of(door(door)), false);
    }

    private static WallPlan.Calling ringing(Integer... doors) {
        return new WallPlan.Calling(
                List.of(doors).stream().map(WallPlanTest::door).toList(), List.of());
    }

    private static WallPlan first(WallPlan.Wish wish, WallPlan.Calling calling) {
        return WallPlan.EMPTY.next(wish, calling, Set.of());
    }

    private static String seen(WallPlan plan) {
        var places = plan.places().stream()
                .map(p -> p.map(d -> d.value().substring(1)).orElse("-"))
                .toList();
        return String.join(" ", places);
    }

    /// Ten doors; which of them ring, and what is then seen on a page.
    @ParameterizedTest
    @CsvSource(textBlock = """
            4, 0, '',        0 1 2 3
            4, 1, '',        4 5 6 7
            4, 2, '',        8 9 - -
            4, 9, '',        8 9 - -
            4, 0, '2',       0 1 2 3
            4, 0, '9',       0 1 2 9
            4, 0, '3 7 9',   0 9 7 3
            4, 0, '4 5 6 7', 7 6 5 4
            4, 0, '0 1 2 3 4 5', 0 1 2 3
            4, 2, '1',       8 9 1 -
            4, 2, '1 2 3',   8 3 1 2
            1, 0, '9',       0
            9, 0, '9',       0 1 2 3 4 5 6 7 9
            16, 0, '9',      0 1 2 3 4 5 6 7 8 9 - - - - - -
            """)
    void whoRingsIsLetIn(int places, int page, String rings, String expected) {
        var who = rings.isEmpty()
                ? new Integer[0]
                : List.of(rings.split(" ", -1)).stream().map(Integer::valueOf).toArray(Integer[]::new);
        assertEquals(expected, seen(first(wish(places, page), ringing(who))));
    }

    @Test
    void doorsFillPagesInTheirOrder() {
        var plan = first(wish(4, 0), WallPlan.Calling.NOBODY);
        assertEquals(doors(0, 4), plan.tiles());
        assertEquals(3, plan.pages());
    }

    @Test
    void tourOfSingleDoorsLetsInWhoRings() {
        var touring = new WallPlan.Wish(TEN, 1, 3, Optional.empty(), true);
        assertEquals("9", seen(first(touring, ringing(9))));
        var watching = first(touring, WallPlan.Calling.NOBODY).next(touring, ringing(9), Set.of(door(3)));
        assertEquals("3", seen(watching));
    }

    @Test
    void spotStaysAndTheRingingDoorComesIntoTheStrip() {
        var plan = first(spot(2), ringing(9));
        assertEquals(Optional.of(door(2)), plan.spot());
        assertEquals("0 1 3 4 9", seen(plan));
    }

    @Test
    void stripShowsTheDoorsOfThePageTheGuardCameFrom() {
        var plan = first(new WallPlan.Wish(TEN, 4, 1, Optional.of(door(5)), false), WallPlan.Calling.NOBODY);
        assertEquals("4 6 7 8 9", seen(plan));
    }

    @Test
    void watchedTileIsNeverTheOneThatMakesRoom() {
        var plan = first(wish(4, 0), WallPlan.Calling.NOBODY).next(wish(4, 0), ringing(9), Set.of(door(3)));
        assertEquals("0 1 9 3", seen(plan));
    }

    @Test
    void doorThatWasLetInStaysWhereItIsWhenAMoreUrgentOneRings() {
        var plan = first(wish(4, 0), ringing(9)).next(wish(4, 0), ringing(7, 9), Set.of());
        assertEquals("0 1 7 9", seen(plan));
    }

    @Test
    void doorThatWasLetInStaysForTheTalkAndGoesAfterwards() {
        var talks = new WallPlan.Calling(List.of(), List.of(door(9)));
        var plan = first(wish(4, 0), ringing(9)).next(wish(4, 0), talks, Set.of());
        assertEquals("0 1 2 9", seen(plan));
        assertEquals("0 1 2 3", seen(plan.next(wish(4, 0), WallPlan.Calling.NOBODY, Set.of())));
    }

    @Test
    void doorThatWasLetInStaysAsLongAsSomebodyLooksAtIt() {
        var quiet = first(wish(4, 0), ringing(9)).next(wish(4, 0), WallPlan.Calling.NOBODY, Set.of(door(9)));
        assertEquals("0 1 2 9", seen(quiet));
        // The door whose place it has rings now: it comes in elsewhere.
        assertEquals("0 1 3 9", seen(quiet.next(wish(4, 0), ringing(3), Set.of(door(9)))));
    }

    @Test
    void doorThatRingsKeepsItsPlaceFromPageToPage() {
        var plan = first(wish(4, 0), ringing(9));
        for (int page = 1; page < 3; page++) {
            plan = plan.next(wish(4, page), ringing(9), Set.of());
            assertTrue(plan.tiles().contains(door(9)), seen(plan));
        }
        assertEquals("8 9 - -", seen(plan));
    }

    /// Whatever happens in whatever order: who rings is seen as far as there are places, what is looked at does not
    /// move, and no door is there twice.
    @ParameterizedTest
    @CsvSource({"4, false", "6, false", "9, false", "4, true"})
    void randomWalkBreaksNoPromise(int places, boolean withSpots) {
        var random = new Random(places + (withSpots ? 100 : 0));
        var plan = WallPlan.EMPTY;
        int page = 0;
        Optional<DoorId> large = Optional.empty();
        Set<DoorId> watched = Set.of();
        var rings = new ArrayList<DoorId>();
        var doors = new ArrayList<>(doors(0, 23));
        for (int step = 0; step < 20_000; step++) {
            boolean quiet = true;
            switch (random.nextInt(6)) {
                case 0 -> {
                    page = random.nextInt(6);
                    quiet = false;
                }
                case 1 -> {
                    var door = doors.get(random.nextInt(doors.size()));
                    if (!rings.remove(door) && rings.size() < 5) {
                        rings.add(random.nextInt(rings.size() + 1), door);
                    }
                }
                case 2 -> {
                    var tiles = plan.tiles();
                    watched = tiles.isEmpty() || random.nextBoolean()
                            ? Set.of()
                            : Set.of(tiles.get(random.nextInt(tiles.size())));
                }
                case 3 -> {
                    if (withSpots) {
                        large = random.nextBoolean() ? Optional.empty() : Optional.of(doors.get(random.nextInt(23)));
                        quiet = false;
                    }
                }
                default -> java.util.Collections.rotate(rings, 1);
            }
            var before = plan;
            var talking = rings.isEmpty() ? List.<DoorId>of() : List.of(rings.getLast());
            var ringing = rings.isEmpty() ? List.<DoorId>of() : rings.subList(0, rings.size() - 1);
            plan = before.next(
                    new WallPlan.Wish(doors, places, page, large, false),
                    new WallPlan.Calling(ringing, talking),
                    watched);
            check(before, plan, ringing, watched, quiet);
        }
    }

    private static void check(
            WallPlan before, WallPlan plan, List<DoorId> ringing, Set<DoorId> watched, boolean quiet) {
        var tiles = plan.tiles();
        assertEquals(tiles.size(), new HashSet<>(tiles).size(), "twice: " + seen(plan));
        assertTrue(plan.spot().filter(tiles::contains).isEmpty(), "the spot is small too");
        long kept = watched.stream()
                .filter(tiles::contains)
                .filter(d -> !ringing.contains(d))
                .count();
        long seen = ringing.stream()
                .filter(d -> tiles.contains(d) || plan.spot().equals(Optional.of(d)))
                .count();
        long could = Math.min(
                ringing.size(),
                plan.places().size()
                        - kept
                        + (plan.spot().filter(ringing::contains).isPresent() ? 1 : 0));
        assertTrue(seen >= could, ringing + " ring, seen " + seen(plan));
        if (quiet && !before.places().isEmpty() && before.page() == plan.page()) {
            for (var door : watched) {
                int was = before.places().indexOf(Optional.of(door));
                if (was >= 0) {
                    assertEquals(was, plan.places().indexOf(Optional.of(door)), door + " was looked at and moved");
                }
            }
        }
    }
}
