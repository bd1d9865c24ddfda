package gatehouse.darkroom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What is saved, by how far behind the pictures are and for how long.
class OverloadTest {
    private static final long LOOK = Duration.ofMillis(250).toNanos();

    /// So many looks at so much lag, and the step after them.
    private record Spell(int looks, int lagMillis, Thrift after) {}

    private record Story(String name, List<Spell> spells) {}

    @TestFactory
    List<DynamicTest> stepsFollowTheLag() {
        var tests = new ArrayList<DynamicTest>();
        for (var story : List.of(
                new Story("in time", List.of(new Spell(100, 40, Thrift.NONE))),
                new Story(
                        "behind for a moment", List.of(new Spell(8, 900, Thrift.NONE), new Spell(1, 40, Thrift.NONE))),
                new Story(
                        "two seconds each step, no further than the last",
                        List.of(
                                new Spell(9, 400, Thrift.LOOP_FILTER),
                                new Spell(8, 400, Thrift.DISPOSABLE),
                                new Spell(8, 400, Thrift.HALF_RATE),
                                new Spell(50, 400, Thrift.HALF_RATE))),
                new Story(
                        "ten calm seconds for each step back",
                        List.of(
                                new Spell(17, 400, Thrift.DISPOSABLE),
                                new Spell(40, 40, Thrift.DISPOSABLE),
                                new Spell(1, 40, Thrift.LOOP_FILTER),
                                new Spell(39, 40, Thrift.LOOP_FILTER),
                                new Spell(1, 40, Thrift.NONE))),
                new Story(
                        "neither behind nor calm: stays",
                        List.of(new Spell(9, 400, Thrift.LOOP_FILTER), new Spell(200, 180, Thrift.LOOP_FILTER))),
                new Story(
                        "a hitch in the calm begins it anew",
                        List.of(
                                new Spell(9, 400, Thrift.LOOP_FILTER),
                                new Spell(39, 40, Thrift.LOOP_FILTER),
                                new Spell(1, 300, Thrift.LOOP_FILTER),
                                new Spell(40, 40, Thrift.LOOP_FILTER),
                                new Spell(1, 40, Thrift.NONE))))) {
            tests.add(DynamicTest.dynamicTest(story.name(), () -> tell(story)));
        }
        return tests;
    }

    private static void tell(Story story) {
        var overload = new Overload();
        long now = 0;
        for (var spell : story.spells()) {
            var step = Thrift.NONE;
            for (int i = 0; i < spell.looks(); i++) {
                step = overload.look(Duration.ofMillis(spell.lagMillis()), now);
                now += LOOK;
            }
            assertEquals(spell.after(), step, spell.toString());
        }
    }

    @Test
    void hurryingThroughTheWarmMemoryIsNoLag() {
        var lag = new Lag(0);
        lag.through(Duration.ofSeconds(4).toNanos());
        assertEquals(Duration.ZERO, lag.take(LOOK));
        lag.through(Duration.ofMillis(30).toNanos());
        lag.through(Duration.ofMillis(400).toNanos());
        assertEquals(Duration.ofMillis(400), lag.take(2 * LOOK));
        assertEquals(Duration.ZERO, lag.take(3 * LOOK), "told once");
    }

    @Test
    void decoderThatTakesNothingMoreIsBehindThoughNothingComesOut() {
        var lag = new Lag(0);
        lag.through(Duration.ofMillis(30).toNanos());
        lag.take(LOOK);
        lag.waits(true, 2 * LOOK);
        assertEquals(Duration.ofSeconds(1), lag.take(6 * LOOK));
        lag.waits(false, 6 * LOOK);
        assertEquals(Duration.ZERO, lag.take(7 * LOOK));
    }
}
