package gatehouse.onvif;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// What time a device believes it is, carried forward by our monotonic clock. Unknown clocks are taken for right.
record DeviceClock(Instant read, long atNanos, boolean known) {
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

    Instant now() {
        return read.plusNanos(System.nanoTime() - atNanos);
    }

    Duration offset() {
        return Duration.between(Instant.now(), now());
    }
}
