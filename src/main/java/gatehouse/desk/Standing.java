package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// How a door stands: its mode, what its contact and its lock say, and how lately each of its outputs was pressed.
/// `scheduledUntil` is the end of the last time that the schedule held it open, so that the same hours are not begun
/// twice.
public record Standing(Mode mode, Leaf leaf, Bolt bolt, Instant scheduledUntil, Map<String, Pace> paces) {
    /// The door leaf, as its contact tells.
    public enum Leaf {
        UNKNOWN,
        OPEN,
        CLOSED
    }

    /// The lock, as it tells itself.
    public enum Bolt {
        UNKNOWN,
        LOCKED,
        UNLOCKED
    }

    public static final Standing NORMAL =
            new Standing(Mode.NORMAL, Leaf.UNKNOWN, Bolt.UNKNOWN, Instant.EPOCH, Map.of());

    public Standing {
        requireNonNull(mode);
        requireNonNull(leaf);
        requireNonNull(bolt);
        requireNonNull(scheduledUntil);
        paces = Map.copyOf(paces);
    }

    Pace pace(String output) {
        return paces.getOrDefault(output, Pace.REST);
    }

    public Standing with(Mode next) {
        return new Standing(next, leaf, bolt, scheduledUntil, paces);
    }

    public Standing with(Leaf next) {
        return new Standing(mode, next, bolt, scheduledUntil, paces);
    }

    public Standing with(Bolt next) {
        return new Standing(mode, leaf, next, scheduledUntil, paces);
    }

    Standing scheduled(Instant until) {
        return new Standing(mode, leaf, bolt, until, paces);
    }

    /// The order with that command has its answer.
    Standing over(UUID command) {
        var next = new HashMap<>(paces);
        next.replaceAll((output, pace) -> pace.over(command));
        return new Standing(mode, leaf, bolt, scheduledUntil, next);
    }

    Standing with(String output, Pace pace) {
        var next = new HashMap<>(paces);
        next.put(output, pace);
        return new Standing(mode, leaf, bolt, scheduledUntil, next);
    }
}
