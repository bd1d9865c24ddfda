package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/// What the desk holds about its doors together: what somebody must still look at, newest first; which order waits for
/// its grounds; and what was said to the last wish to end a lockdown.
public record Guarding(List<Concern> concerns, Optional<Asking> asking, String releaseWords) {
    /// More than this at once is no more work for a person: the oldest are in the history.
    static final int MOST = 50;

    public static final Guarding CALM = new Guarding(List.of(), Optional.empty(), "");

    public Guarding {
        concerns = List.copyOf(concerns.subList(0, Math.min(concerns.size(), MOST)));
        requireNonNull(asking);
        requireNonNull(releaseWords);
    }

    Guarding with(List<Concern> next) {
        return new Guarding(next, asking, releaseWords);
    }

    Guarding with(Optional<Asking> next) {
        return new Guarding(concerns, next, releaseWords);
    }

    Guarding saying(String words) {
        return new Guarding(concerns, asking, words);
    }
}
