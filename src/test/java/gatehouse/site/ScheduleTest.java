package gatehouse.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Nights, weekends, holidays, and the two nights of the year on which the clock jumps.
class ScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Schedule NIGHT = every("night", LocalTime.of(22, 0), LocalTime.of(6, 0));
    private static final Schedule WEEKEND = new Schedule(
            "weekend",
            EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
            LocalTime.MIDNIGHT,
            LocalTime.MIDNIGHT,
            BERLIN,
            Set.of(LocalDate.of(2026, 5, 1)));

    @ParameterizedTest
    @CsvSource({
        "2026-01-05T21:59:59, false",
        "2026-01-05T22:00:00, true",
        "2026-01-06T03:00:00, true",
        "2026-01-06T05:59:59, true",
        "2026-01-06T06:00:00, false"
    })
    void aNightGoesOverMidnight(String at, boolean holds) {
        assertEquals(holds, NIGHT.holds(in(BERLIN, at)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-09T23:59:59, false", // a Friday
        "2026-01-10T00:00:00, true",
        "2026-01-11T23:59:59, true",
        "2026-01-12T00:00:00, false",
        "2026-04-30T23:59:59, false",
        "2026-05-01T00:00:00, true", // a holiday, on a Friday
        "2026-05-01T23:59:59, true"
    })
    void aWeekendIsWholeDaysAndAHolidayIsOne(String at, boolean holds) {
        assertEquals(holds, WEEKEND.holds(in(BERLIN, at)));
    }

    @Test
    void aNightThatBeginsOnFridayBelongsToFriday() {
        var workdays = new Schedule(
                "nights",
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                LocalTime.of(20, 0),
                LocalTime.of(7, 0),
                BERLIN,
                Set.of());
        assertEquals(true, workdays.holds(in(BERLIN, "2026-01-10T06:59:00")), "Saturday morning");
        assertEquals(false, workdays.holds(in(BERLIN, "2026-01-10T20:30:00")), "Saturday evening");
        assertEquals(false, workdays.holds(in(BERLIN, "2026-01-12T06:59:00")), "Monday morning");
    }

    @Test
    void theSameInstantIsAnotherTimeInAnotherZone() {
        var tokyo = new Schedule(
                "night",
                EnumSet.allOf(DayOfWeek.class),
                LocalTime.of(22, 0),
                LocalTime.of(6, 0),
                ZoneId.of("Asia/Tokyo"),
                Set.of());
        var noonInBerlin = in(BERLIN, "2026-01-05T14:30:00"); // 22:30 in Tokyo
        assertEquals(false, NIGHT.holds(noonInBerlin));
        assertEquals(true, tokyo.holds(noonInBerlin));
    }

    @Test
    void theNightInMarchIsAnHourShorter() {
        var evening = in(BERLIN, "2026-03-28T22:00:00");
        assertEquals(Optional.of(evening.plusSeconds(7 * 3600)), NIGHT.until(evening));
    }

    @Test
    void theNightInOctoberIsAnHourLonger() {
        var evening = in(BERLIN, "2026-10-24T22:00:00");
        assertEquals(Optional.of(evening.plusSeconds(9 * 3600)), NIGHT.until(evening));
    }

    /// At 2:00 on 29 March 2026 the clock in Berlin shows 3:00.
    @Test
    void aTimeThatIsSkippedBeginsAfterTheGap() {
        var early = every("early", LocalTime.of(2, 30), LocalTime.of(4, 0));
        assertEquals(false, early.holds(Instant.parse("2026-03-29T00:59:59Z")), "1:59:59");
        assertEquals(false, early.holds(Instant.parse("2026-03-29T01:00:00Z")), "3:00, half an hour before it");
        assertEquals(true, early.holds(Instant.parse("2026-03-29T01:30:00Z")), "2:30 was to be 3:30");
        assertEquals(false, early.holds(Instant.parse("2026-03-29T02:00:00Z")), "4:00");
    }

    /// At 3:00 on 25 October 2026 the clock in Berlin shows 2:00 again.
    @Test
    void aTimeThatComesTwiceHoldsFromItsFirstComingToItsLast() {
        var twice = every("twice", LocalTime.of(2, 15), LocalTime.of(2, 45));
        assertEquals(false, twice.holds(Instant.parse("2026-10-25T00:14:59Z")));
        assertEquals(true, twice.holds(Instant.parse("2026-10-25T00:15:00Z")), "2:15 the first time");
        assertEquals(true, twice.holds(Instant.parse("2026-10-25T01:00:00Z")), "2:00 the second time");
        assertEquals(true, twice.holds(Instant.parse("2026-10-25T01:44:59Z")));
        assertEquals(false, twice.holds(Instant.parse("2026-10-25T01:45:00Z")), "2:45 the second time");
    }

    private static Schedule every(String id, LocalTime from, LocalTime to) {
        return new Schedule(id, EnumSet.allOf(DayOfWeek.class), from, to, BERLIN, Set.of());
    }

    private static Instant in(ZoneId zone, String at) {
        return ZonedDateTime.parse(at + zone.getRules().getOffset(java.time.LocalDateTime.parse(at)))
                .toInstant();
    }
}
