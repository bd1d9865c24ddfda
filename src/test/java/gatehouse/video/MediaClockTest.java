package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// The camera's clock made continuous.
class MediaClockTest {
    private static final long SECOND = 1_000_000_000;

    private final MediaClock clock = new MediaClock();

    @Test
    void beginsAtArrivalAndFollowsTheCamerasSteps() {
        long start = clock.time(4_000_000_000L, 5 * SECOND);
        assertEquals(5 * 90_000, start);
        assertEquals(start + 3600, clock.time(4_000_003_600L, 5 * SECOND + 900_000_000), "late by jitter is no time");
        assertEquals(start + 7200, clock.time(4_000_007_200L, 5 * SECOND + 901_000_000));
    }

    @Test
    void goesOnWhenTheCountersBeginAgain() {
        long start = clock.time(0xffff_ffffL - 100, 0);
        assertEquals(start + 3600, clock.time(3499, 40_000_000));
    }

    @Test
    void picturesOutOfOrderDoNotMakeItFaster() {
        long start = clock.time(0, 0);
        long[] decodingOrder = {4, 2, 1, 3, 8, 6, 5, 7, 12};
        for (int i = 0; i < decodingOrder.length; i++) {
            clock.time(decodingOrder[i] * 3600, i * SECOND / 25);
        }
        assertEquals(start + 13 * 3600, clock.time(13 * 3600, 13 * SECOND / 25));
    }

    @Test
    void clocksThatJumpStandOrRunBackwardsAreSetByArrival() {
        var random = new Random(5);
        for (int kind = 0; kind < 4; kind++) {
            var one = new MediaClock();
            long last = Long.MIN_VALUE;
            for (int i = 0; i < 2000; i++) {
                long raw = switch (kind) {
                    case 0 -> 1_000_000_000 - i * 3600L;
                    case 1 -> 7;
                    case 2 -> i % 50 * 100_000_000L;
                    default -> random.nextInt() & 0xffff_ffffL;
                };
                long now = i * SECOND / 25;
                long time = one.time(raw, now);
                assertTrue(time > last, "never back");
                assertTrue(Math.abs(time - now / 100_000 * 9) <= 12 * 90_000, "kind " + kind + " at " + i);
                last = time;
            }
        }
    }
}
