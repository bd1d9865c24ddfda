package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final long SECOND = 1_000_000_000L;

    private final ClockWatch watch = new ClockWatch();
    private long nanos = Long.MAX_VALUE - 2 * SECOND; // the monotonic clock may wrap

    private Optional<String> after(long seconds, Instant wall) {
        nanos += seconds * SECOND;
        return watch.look(wall, nanos).map(ClockWatch.Jump::sentence);
    }

    @Test
    void leapsAreToldOnceAndWhatATimeServerCorrectsIsNone() {
        assertEquals(Optional.empty(), after(0, NOON));
        assertEquals(Optional.empty(), after(5, NOON.plusSeconds(5)));
        assertEquals(Optional.empty(), after(5, NOON.plusSeconds(8)));
        assertEquals(
                Optional.of("The clock of this computer went forward by 3 h 0 min: it was set, or the computer slept"),
                after(5, NOON.plusSeconds(13).plus(Duration.ofHours(3))));
        assertEquals(Optional.empty(), after(5, NOON.plusSeconds(18).plus(Duration.ofHours(3))));
        assertEquals(
                Optional.of("The clock of this computer went back by 2 h 59 min: it was set"),
                after(5, NOON.plusSeconds(83)));
        assertEquals(
                Optional.of("The clock of this computer went back by 10 s: it was set"),
                after(5, NOON.plusSeconds(78)));
    }

    @Test
    void microsecondLessIsStillTwoHours() {
        assertEquals(Optional.empty(), after(0, NOON));
        assertEquals(
                Optional.of("The clock of this computer went forward by 2 h 0 min: it was set, or the computer slept"),
                after(0, NOON.plus(Duration.ofHours(2)).minusNanos(1_000)));
    }
}
