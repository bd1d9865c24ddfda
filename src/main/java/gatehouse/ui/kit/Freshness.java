package gatehouse.ui.kit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/// How far a picture can be trusted. A picture without a new decoded frame for more than a second is marked, after two
/// seconds it is frozen; it never looks live.
public record Freshness(Kind kind, Duration age) {
    public enum Kind {
        CONNECTING,
        LIVE,
        OLD,
        FROZEN
    }

    public static final Freshness CONNECTING = new Freshness(Kind.CONNECTING, Duration.ZERO);
    private static final Duration MARKED = Duration.ofSeconds(1);
    private static final Duration FROZEN = Duration.ofSeconds(2);

    public Freshness {
        requireNonNull(kind);
        requireNonNull(age);
    }

    public static Freshness of(Optional<Duration> age) {
        return age.map(a -> new Freshness(
                        a.compareTo(FROZEN) > 0 ? Kind.FROZEN : a.compareTo(MARKED) > 0 ? Kind.OLD : Kind.LIVE, a))
                .orElse(CONNECTING);
    }

    public String words() {
        return switch (kind) {
            case CONNECTING -> Words.of("picture.connecting");
            case LIVE -> Words.of("picture.live", Times.age(age));
            case OLD -> Words.of("picture.old", Times.age(age));
            case FROZEN -> Words.of("picture.frozen", age.toSeconds());
        };
    }
}
