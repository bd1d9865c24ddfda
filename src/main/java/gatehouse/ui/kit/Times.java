package gatehouse.ui.kit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How times are written: `06:12` on the wall, `0:14` for what lasts, `0.1 s` for the age of a picture.
public final class Times {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter TENTH = DateTimeFormatter.ofPattern("HH:mm:ss.S", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);

    private Times() {}

    public static String clock(Instant at) {
        return CLOCK.format(at.atZone(ZoneId.systemDefault()));
    }

    public static String second(Instant at) {
        return SECOND.format(at.atZone(ZoneId.systemDefault()));
    }

    public static String tenth(Instant at) {
        return TENTH.format(at.atZone(ZoneId.systemDefault()));
    }

    public static String day(Instant at) {
        return DAY.format(at.atZone(ZoneId.systemDefault()));
    }

    /// `0:14`, `12:03`, `1:00:07`; never below zero, because clocks are set.
    public static String lasting(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        return seconds >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    /// `0.1 s` below ten seconds, `12 s` above.
    public static String age(Duration age) {
        double seconds = age.toMillis() / 1000.0;
        return seconds < 9.95
                ? String.format(Words.language(), "%.1f s", seconds)
                : String.format(Words.language(), "%.0f s", seconds);
    }

    /// `12 s` below a minute, `3:20` above: for what lasts and stands beside a word.
    public static String brief(Duration time) {
        return time.toSeconds() < 60 ? Math.max(0, time.toSeconds()) + " s" : lasting(time);
    }

    /// `0.11 s`.
    public static String fine(Duration time) {
        return String.format(Words.language(), "%.2f s", time.toMillis() / 1000.0);
    }
}
