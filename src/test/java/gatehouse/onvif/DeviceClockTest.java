package gatehouse.onvif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// How old an event is, by the clock of the device that stamped it.
class DeviceClockTest {
    /// Five years behind, as a device is that has lost its battery.
    private final Instant there = Instant.parse("2021-01-01T00:00:00Z");
    private final DeviceClock clock = new DeviceClock(there, System.nanoTime(), true);

    private record Row(String stamp, long least, long most) {}

    @TestFactory
    List<DynamicTest> stampsAndTheirAges() {
        return List.of(
                        new Row(there.toString(), 0, 0),
                        new Row(there.minusSeconds(1).toString(), 0, 0),
                        new Row(there.plusSeconds(60).toString(), 0, 0),
                        new Row(there.minusSeconds(30).toString(), 25, 60),
                        new Row("2020-12-31T23:59:30.250Z", 25, 60),
                        new Row(there.plus(2, ChronoUnit.HOURS).toString(), 0, 0),
                        new Row(there.minus(8, ChronoUnit.HOURS).toString(), 0, 0),
                        new Row(there.plus(2, ChronoUnit.HOURS).minusSeconds(40).toString(), 30, 60),
                        new Row("", 0, 0),
                        new Row("yesterday", 0, 0))
                .stream()
                .map(row -> DynamicTest.dynamicTest("\"" + row.stamp() + "\"", () -> {
                    long age = clock.age(row.stamp()).toSeconds();
                    assertTrue(age >= row.least() && age <= row.most(), age + " s");
                }))
                .toList();
    }

    @Test
    void nobodyKnowsTheAgeWhereTheClockWasNotTold() {
        assertEquals(Duration.ZERO, DeviceClock.unknown().age("2020-12-31T23:59:30Z"));
    }
}
