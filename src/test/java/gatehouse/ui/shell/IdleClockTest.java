package gatehouse.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class IdleClockTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    @Test
    void itLocksAfterTheTimeWithoutATouchAndEachTouchBeginsAnew() {
        long began = Long.MAX_VALUE - MINUTE; // a monotonic clock may run over
        var clock = new IdleClock(Duration.ofMinutes(10), began);
        assertEquals(Duration.ofMinutes(10), clock.left(began));
        assertEquals(Duration.ofMinutes(1), clock.left(began + 9 * MINUTE));
        clock.touch(began + 9 * MINUTE);
        assertEquals(Duration.ofMinutes(9), clock.left(began + 10 * MINUTE));
        assertEquals(Duration.ofNanos(1), clock.left(began + 19 * MINUTE - 1));
        assertEquals(Duration.ZERO, clock.left(began + 19 * MINUTE));
        assertEquals(Duration.ZERO, clock.left(began + 600 * MINUTE), "however late it is asked");
    }
}
