package gatehouse.site;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// How pictures are kept ready. `preRoll`: how much of the time before a ring is in memory and goes into its clip;
/// `warmBytes`: the most memory one stream may take for that; `warmMainDoors`: up to so many doors the main stream is
/// the one kept warm.
public record Viewing(Duration preRoll, int warmBytes, int warmMainDoors) {
    public static final Viewing STANDARD = new Viewing(Duration.ofSeconds(10), 16 << 20, 16);

    public Viewing {
        requireNonNull(preRoll);
    }
}
