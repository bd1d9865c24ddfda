package gatehouse.unlock;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import gatehouse.door.Output;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// One order to hold an output open, to lock it down, or to bring it back to normal. `until` goes to devices that end
/// holding by themselves; whoever orders it sees to its end all the same.
public record ModeOrder(
        UUID commandId,
        DoorId door,
        String doorName,
        Output output,
        DoorNews.Mode mode,
        Optional<Duration> until,
        String operator,
        Instant pressedAt) {
    public ModeOrder {
        requireNonNull(commandId);
        requireNonNull(door);
        requireNonNull(doorName);
        requireNonNull(output);
        requireNonNull(mode);
        requireNonNull(until);
        requireNonNull(operator);
        requireNonNull(pressedAt);
        if (operator.isBlank()) {
            throw new IllegalArgumentException("A mode needs the name of who ordered it");
        }
    }
}
