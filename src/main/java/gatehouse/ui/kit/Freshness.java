package gatehouse.ui.kit;

import static java.util.Objects.requireNonNull;

import gatehouse.video.View;
import java.time.Duration;
import java.util.Optional;

/// How far a picture can be trusted. A picture without a new decoded frame for more than a second is marked, after two
/// seconds it is frozen. A picture that keeps coming but is dark, of one colour, or always the same says so. None of
/// them ever looks live. `age` is how long it has been so.
public record Freshness(Kind kind, Duration age) {
    public enum Kind {
        CONNECTING,
        LIVE,
        OLD,
        FROZEN,
        BLACK,
        COVERED,
        REPEATED;

        /// Whether what is seen may not be taken for what is there. A picture that is always the same may be a quiet
        /// night.
        public boolean alarms() {
            return this == FROZEN || this == BLACK || this == COVERED;
        }
    }

    public static final Freshness CONNECTING = new Freshness(Kind.CONNECTING, Duration.ZERO);
    private static final Duration MARKED = Duration.ofSeconds(1);
    private static final Duration FROZEN = Duration.ofSeconds(2);

    public Freshness {
        requireNonNull(kind);
        requireNonNull(age);
    }

    public static Freshness of(Optional<Duration> age, View.Sight sight) {
        var byAge = of(age);
        boolean comes = byAge.kind() == Kind.LIVE || byAge.kind() == Kind.OLD;
        return switch (comes ? sight.kind() : View.Sight.Kind.CLEAR) {
            case CLEAR -> byAge;
            case BLACK -> new Freshness(Kind.BLACK, sight.since());
            case COVERED -> new Freshness(Kind.COVERED, sight.since());
            case REPEATED -> new Freshness(Kind.REPEATED, sight.since());
        };
    }

    static Freshness of(Optional<Duration> age) {
        return age.map(a -> new Freshness(
                        a.compareTo(FROZEN) > 0 ? Kind.FROZEN : a.compareTo(MARKED) > 0 ? Kind.OLD : Kind.LIVE, a))
                .orElse(CONNECTING);
    }

    public String words() {
        return switch (kind) {
            case CONNECTING -> Words.of("picture.connecting");
            case LIVE -> Words.of("picture.live", Times.age(age));
            case OLD -> Words.of("picture.old", Times.age(age));
            case FROZEN -> Words.of("picture.frozen", Times.brief(age));
            case BLACK -> Words.of("picture.black", Times.brief(age));
            case COVERED -> Words.of("picture.covered", Times.brief(age));
            case REPEATED -> Words.of("picture.repeated", Times.brief(age));
        };
    }
}
