package gatehouse.desk;

import static java.util.Objects.requireNonNull;

/// One lamp of the status bar: what it is for, how it is, the word beside it, and what to do when it is not well.
public record Lamp(String name, Health health, String word, String remedy) {
    public enum Health {
        GOOD,
        DEGRADED,
        BAD,
        OFF
    }

    public Lamp {
        requireNonNull(name);
        requireNonNull(health);
        requireNonNull(word);
        requireNonNull(remedy);
    }
}
