package gatehouse.ui.wall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.door.DoorId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WallPlanTest {
    private static final List<DoorId> TEN = doors(0, 10);

    private static List<DoorId> doors(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> new DoorId("d" + i)).toList();
    }

    private static DoorId door(int i) {
        return new DoorId("d" + i);
    }

    @Test
    void doorsFillPagesInTheirOrder() {
        var first = WallPlan.of(TEN, 4, 0, Optional.empty(), List.of());
        assertEquals(doors(0, 4), first.tiles());
        assertEquals(3, first.pages());
        assertEquals(
                doors(8, 10),
                WallPlan.of(TEN, 4, 9, Optional.empty(), List.of()).tiles());
    }

    @Test
    void ringingDoorsTakeTheLastTilesThatDoNotRing() {
        var plan = WallPlan.of(TEN, 4, 0, Optional.empty(), List.of(door(3), door(7), door(9)));
        assertEquals(List.of(door(0), door(9), door(7), door(3)), plan.tiles());
    }

    @Test
    void whenEveryTileRingsTheRestWaits() {
        var plan = WallPlan.of(TEN, 4, 0, Optional.empty(), doors(0, 8));
        assertEquals(doors(0, 4), plan.tiles());
    }

    @Test
    void spotStaysAndTheRingingDoorComesIntoTheStrip() {
        var plan = WallPlan.of(TEN, 4, 0, Optional.of(door(2)), List.of(door(9)));
        assertEquals(Optional.of(door(2)), plan.spot());
        assertEquals(List.of(door(0), door(1), door(3), door(4), door(9)), plan.tiles());
    }
}
