package gatehouse.audio;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// Something that can be played to a visitor: a name and at most a minute of sound.
public final class Announcement {
    /// How it came to its end.
    public enum End {
        PLAYED,
        STOPPED,
        GUARD_TALKED
    }

    /// More is no announcement.
    public static final Duration LONGEST = Duration.ofMinutes(1);

    private final String name;
    private final short[] samples;

    Announcement(String name, short[] wide) {
        this.name = requireNonNull(name);
        this.samples = wide.clone();
    }

    public String name() {
        return name;
    }

    public Duration length() {
        return Duration.ofMillis(samples.length * 1000L / Sound.WIDE);
    }

    /// At 16 kHz; for reading only.
    short[] samples() {
        return samples;
    }
}
