package gatehouse.onvif;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// What time a device believes it is, carried forward by our monotonic clock. Unknown clocks are taken for right.
record DeviceClock(Instant read, long atNanos, boolean known) {
    private static final Duration EXACT = Duration.ofSeconds(2);
    private static final Duration ZONE_STEP = Duration.ofMinutes(15);

    static DeviceClock unknown() {
        return new DeviceClock(Instant.now(), System.nanoTime(), false);
    }

    /// Reads the answer to GetSystemDateAndTime, which arrived between two moments of our clock.
    static Optional<DeviceClock> of(Node answer, long asked, long answered) {
        return answer.anywhere("UTCDateTime")
                .or(() -> answer.anywhere("LocalDateTime"))
                .flatMap(DeviceClock::instant)
                .map(i -> new DeviceClock(i, asked + (answered - asked) / 2, true));
    }

    private static Optional<Instant> instant(Node time) {
        try {
            return Optional.of(LocalDateTime.of(
                            time.number("Date", "Year"),
                            time.number("Date", "Month"),
                            time.number("Date", "Day"),
                            time.number("Time", "Hour"),
                            time.number("Time", "Minute"),
                            Math.min(59, time.number("Time", "Second")))
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// How long ago something was that the device stamped so. Its clock tells whole seconds, so what may be of this
    /// moment
    /// is; and a stamp that is off by whole quarters of an hour is one in the device's own time zone.
    Duration age(String stamp) {
        var seconds = stamped(stamp).map(at -> Duration.between(at, now()).toSeconds());
        if (!known || seconds.isEmpty()) {
            return Duration.ZERO;
        }
        long beyond = Math.abs(seconds.get()) >= ZONE_STEP.toSeconds() - EXACT.toSeconds()
                ? Math.floorMod(seconds.get() + EXACT.toSeconds(), ZONE_STEP.toSeconds()) - EXACT.toSeconds()
                : seconds.get();
        return Duration.ofSeconds(Math.max(0, beyond - EXACT.toSeconds()));
    }

    private static Optional<Instant> stamped(String stamp) {
        try {
            return Optional.of(OffsetDateTime.parse(stamp.strip()).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    Instant now() {
        return read.plusNanos(System.nanoTime() - atNanos);
    }

    Duration offset() {
        return Duration.between(Instant.now(), now());
    }
}
