package gatehouse.sim.camera;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Execution(ExecutionMode.CONCURRENT)
class ScenePainterTest {
    private static final LocalDateTime CLOCK = LocalDateTime.of(2026, 11, 23, 6, 12, 8);

    /// Painting only what changed must end in the same picture as painting everything, and every changed pixel must
    /// lie in an area that was reported.
    @ParameterizedTest
    @EnumSource
    void repaintsExactlyWhatChanged(SceneKind scene) {
        var visitor = new Visitor(scene, 1);
        var steady = painter(scene);
        steady.paint(0, CLOCK, Optional.empty());
        visitor.walkUp(0);
        for (int step = 1; step <= 40; step++) {
            if (step == 25) {
                visitor.leave(seconds(step));
            }
            var pose = visitor.at(seconds(step));
            var before = steady.pixels().clone();
            var clock = CLOCK.plusNanos(seconds(step));
            var areas = steady.paint(step * 83L, clock, pose);
            for (int i = 0; i < before.length; i++) {
                if (before[i] != steady.pixels()[i]) {
                    int x = i % 640;
                    int y = i / 640;
                    assertTrue(areas.stream().anyMatch(a -> a.contains(x, y)), x + "," + y + " in step " + step);
                }
            }
            var fresh = painter(scene);
            fresh.paint(step * 83L, clock, pose);
            assertArrayEquals(fresh.pixels(), steady.pixels(), "step " + step);
        }
    }

    @Test
    void anEmptySceneChangesOnlyInItsClocks() {
        var painter = painter(SceneKind.LOBBY);
        painter.paint(0, CLOCK, Optional.empty());
        assertEquals(1, painter.paint(83, CLOCK, Optional.empty()).size());
        assertEquals(
                2, painter.paint(166, CLOCK.plusSeconds(1), Optional.empty()).size());
    }

    @Test
    void theVisitorComesStandsAndGoes() {
        var visitor = new Visitor(SceneKind.GATE, 0);
        assertTrue(visitor.at(0).isEmpty());
        visitor.walkUp(0);
        double far = visitor.at(seconds(1)).orElseThrow().scale();
        assertTrue(far < 0.5);
        assertEquals(1, visitor.at(1_500_000_000L).orElseThrow().scale());
        visitor.leave(seconds(60));
        assertFalse(visitor.at(seconds(61)).orElseThrow().facing());
        assertTrue(visitor.at(seconds(60) + 1_600_000_000L).isEmpty());
        visitor.walkUp(seconds(100));
        visitor.goIn(seconds(130));
        assertTrue(visitor.at(seconds(130) + 1_200_000_000L).isEmpty());
    }

    @Test
    void whoeverIsHereStaysWhenAskedTwice() {
        var visitor = new Visitor(SceneKind.GATE, 0);
        visitor.walkUp(0);
        var person = visitor.at(seconds(30)).orElseThrow().look();
        visitor.walkUp(seconds(30));
        assertEquals(person, visitor.at(seconds(31)).orElseThrow().look());
        visitor.leave(seconds(31));
        visitor.walkUp(seconds(50));
        assertNotEquals(person, visitor.at(seconds(51)).orElseThrow().look());
    }

    @Test
    void noTwoDoorsShowTheSamePersonOrPlace() {
        var people = new HashSet<Look>();
        var places = new HashSet<Integer>();
        for (int door = 0; door < 12; door++) {
            people.add(Look.of(SceneKind.of(door % 6), 0, door / 6));
            var painter = new ScenePainter(SceneKind.of(door), door / 6, "Door", 320, 180);
            painter.paint(0, CLOCK, Optional.empty());
            places.add(Arrays.hashCode(painter.pixels()));
        }
        assertEquals(12, people.size());
        assertEquals(12, places.size());
    }

    private static ScenePainter painter(SceneKind scene) {
        return new ScenePainter(scene, 1, "North gate", 640, 360);
    }

    /// Twelfths, as the sub stream counts.
    private static long seconds(int twelfths) {
        return twelfths * 1_000_000_000L / 12;
    }
}
