package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.video.View.Sight;
import gatehouse.video.View.Sight.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What the sentinel says of looks at a picture, eight in a second.
class SentinelTest {
    private static final long LOOK = Duration.ofMillis(125).toNanos();

    private record Scene(String name, float mean, float variance, boolean same, Kind after2s) {}

    @TestFactory
    List<DynamicTest> sceneThatLastsTwoSecondsIsNamed() {
        var tests = new ArrayList<DynamicTest>();
        for (var scene : List.of(
                new Scene("an ordinary scene", 110, 2400, false, Kind.CLEAR),
                new Scene("a dim scene at night with a lamp", 14, 180, false, Kind.CLEAR),
                new Scene("fog", 150, 60, false, Kind.CLEAR),
                new Scene("black with noise", 12, 3, false, Kind.BLACK),
                new Scene("pure black, always the same", 0, 0, true, Kind.BLACK),
                new Scene("a hand on the lens", 45, 14, false, Kind.COVERED),
                new Scene("a blank wall of paint", 200, 4, true, Kind.COVERED),
                new Scene("the same again and again", 110, 2400, true, Kind.REPEATED))) {
            tests.add(DynamicTest.dynamicTest(scene.name(), () -> {
                var sentinel = new Sentinel();
                long now = 0;
                for (int i = 0; i <= 15; i++) {
                    now = i * LOOK;
                    see(sentinel, i, scene, now);
                }
                assertEquals(scene.after2s(), sentinel.sight(now).kind());
            }));
        }
        return tests;
    }

    private static void see(Sentinel sentinel, int index, Scene scene, long now) {
        sentinel.see(new Sentinel.Look(index + 1, scene.mean(), scene.variance(), scene.same() ? index : 0), now);
    }

    @Test
    void oneGoodLookClearsIt() {
        var sentinel = new Sentinel();
        for (int i = 0; i < 16; i++) {
            sentinel.see(new Sentinel.Look(i + 1, 5, 1, 0), i * LOOK);
        }
        assertEquals(new Sight(Kind.BLACK, Duration.ofMillis(15 * 125)), sentinel.sight(15 * LOOK));
        sentinel.see(new Sentinel.Look(17, 90, 900, 0), 16 * LOOK);
        assertEquals(Sight.CLEAR, sentinel.sight(16 * LOOK));
    }

    @Test
    void momentOfDarknessOrOfStillnessIsNothing() {
        var sentinel = new Sentinel();
        for (int i = 0; i < 5; i++) {
            sentinel.see(new Sentinel.Look(i + 1, 5, 1, i), i * LOOK);
            assertEquals(Kind.CLEAR, sentinel.sight(i * LOOK).kind());
        }
        sentinel.see(new Sentinel.Look(6, 90, 900, 0), 5 * LOOK);
        assertEquals(Kind.CLEAR, sentinel.sight(5 * LOOK).kind());
    }

    @Test
    void slowCameraThatRepeatsIsNamedToo() {
        var sentinel = new Sentinel();
        long second = Duration.ofSeconds(1).toNanos();
        for (int i = 0; i < 4; i++) {
            sentinel.see(new Sentinel.Look(i + 1, 90, 900, i), i * second);
        }
        assertEquals(Kind.REPEATED, sentinel.sight(3 * second).kind());
    }

    @Test
    void ofAPartNothingIsSaid() {
        var sentinel = new Sentinel();
        for (int i = 0; i < 16; i++) {
            sentinel.see(new Sentinel.Look(i + 1, 5, 1, 0), i * LOOK);
        }
        sentinel.see(new Sentinel.Look(0, 0, 0, 0), 16 * LOOK);
        assertEquals(Kind.CLEAR, sentinel.sight(16 * LOOK).kind());
    }
}
