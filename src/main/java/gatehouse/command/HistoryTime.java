package gatehouse.command;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/// How a time may be written.
enum HistoryTime {
    INSTANT {
        @Override
        Instant of(String said) {
            return Instant.parse(said);
        }
    },
    LOCAL {
        @Override
        Instant of(String said) {
            return LocalDateTime.parse(said).atZone(ZoneId.systemDefault()).toInstant();
        }
    },
    DAY {
        @Override
        Instant of(String said) {
            return LocalDate.parse(said).atStartOfDay(ZoneId.systemDefault()).toInstant();
        }
    };

    abstract Instant of(String said);
}
