package gatehouse.site;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/// Times that come again every week: on these days from one time of the clock on the wall to the next; over midnight
/// when `to` is not after `from`, and then the day is the one it began on. A holiday counts as all day long, and so
/// does
/// what begins on its eve.
///
/// The clock on the wall jumps twice a year. A time that is skipped moves on by the length of the gap, one that
/// comes twice holds from its first coming to the last.
public record Schedule(
        String id, Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone, Set<LocalDate> holidays) {
    private static final int FAR = 28;

    public Schedule {
        requireNonNull(id);
        days = Set.copyOf(days);
        requireNonNull(from);
        requireNonNull(to);
        requireNonNull(zone);
        holidays = Set.copyOf(holidays);
    }

    public boolean holds(Instant at) {
        return until(at).isPresent();
    }

    /// When the period that holds now is over; empty while none holds.
    public Optional<Instant> until(Instant at) {
        var today = at.atZone(zone).toLocalDate();
        for (var day = today.minusDays(1); !day.isAfter(today); day = day.plusDays(1)) {
            if (holidays.contains(day) && begins(day, LocalTime.MIN, at) && at.isBefore(start(day.plusDays(1)))) {
                return Optional.of(start(day.plusDays(1)));
            }
            if (days.contains(day.getDayOfWeek()) && begins(day, from, at) && at.isBefore(end(day))) {
                return Optional.of(end(day));
            }
        }
        return Optional.empty();
    }

    /// As [#until(Instant)], but a holiday is a day on which nothing begins: for what is open on working days.
    public Optional<Instant> untilOnWorkdays(Instant at) {
        var today = at.atZone(zone).toLocalDate();
        for (var day = today.minusDays(1); !day.isAfter(today); day = day.plusDays(1)) {
            if (worked(day) && begins(day, from, at) && at.isBefore(end(day))) {
                return Optional.of(end(day));
            }
        }
        return Optional.empty();
    }

    /// When the next period of working days begins after this moment; empty when none does within four weeks.
    public Optional<Instant> nextOnWorkdays(Instant at) {
        var today = at.atZone(zone).toLocalDate();
        for (var day = today; day.isBefore(today.plusDays(FAR)); day = day.plusDays(1)) {
            if (worked(day) && !begins(day, from, at)) {
                return Optional.of(day.atTime(from)
                        .atZone(zone)
                        .withEarlierOffsetAtOverlap()
                        .toInstant());
            }
        }
        return Optional.empty();
    }

    private boolean worked(LocalDate day) {
        return days.contains(day.getDayOfWeek()) && !holidays.contains(day);
    }

    private boolean begins(LocalDate day, LocalTime time, Instant at) {
        return !at.isBefore(
                day.atTime(time).atZone(zone).withEarlierOffsetAtOverlap().toInstant());
    }

    private Instant end(LocalDate began) {
        var day = to.isAfter(from) ? began : began.plusDays(1);
        return day.atTime(to).atZone(zone).withLaterOffsetAtOverlap().toInstant();
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
