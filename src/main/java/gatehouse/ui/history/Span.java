package gatehouse.ui.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/// The stretches of time a guard asks for.
enum Span {
    HOUR,
    SHIFT,
    TODAY,
    WEEK;

    private static final LocalTime MORNING = LocalTime.of(6, 0);
    private static final LocalTime EVENING = LocalTime.of(18, 0);

    /// When it began, seen from now. A shift begins at six in the morning or at six in the evening.
    Instant from(Instant now, ZoneId zone) {
        var local = now.atZone(zone);
        return switch (this) {
            case HOUR -> now.minus(Duration.ofHours(1));
            case SHIFT -> {
                var time = local.toLocalTime();
                yield !time.isBefore(EVENING)
                        ? local.with(EVENING).toInstant()
                        : !time.isBefore(MORNING)
                                ? local.with(MORNING).toInstant()
                                : local.minusDays(1).with(EVENING).toInstant();
            }
            case TODAY -> local.truncatedTo(ChronoUnit.DAYS).toInstant();
            case WEEK -> local.truncatedTo(ChronoUnit.DAYS).minusDays(6).toInstant();
        };
    }
}
