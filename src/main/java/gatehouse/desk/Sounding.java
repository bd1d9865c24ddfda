package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import gatehouse.audio.CallQuality;
import gatehouse.audio.Explanation;
import java.util.Optional;

/// How a call sounds, told once a second: the codec by its name, whether it is sealed, how good it is, and what is
/// wrong with it.
public record Sounding(String codec, boolean sealed, Optional<CallQuality> quality, Optional<Explanation> explanation) {
    public Sounding {
        requireNonNull(codec);
        requireNonNull(quality);
        requireNonNull(explanation);
    }
}
