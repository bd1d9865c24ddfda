package gatehouse.unlock;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import gatehouse.door.Output;
import gatehouse.door.UnlockBy;
import gatehouse.door.Way;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One click. The door, the output and the call are the ones that were shown when the button was pressed, whatever is
/// shown by now; the command id is that click's and nobody else's. `override`: a supervisor opens although the history
/// takes nothing; see [UnlockRecord#override].
public record UnlockOrder(
        UUID commandId,
        DoorId door,
        String doorName,
        Output output,
        String operator,
        Optional<String> callId,
        Instant pressedAt,
        boolean override) {
    public UnlockOrder {
        requireNonNull(commandId);
        requireNonNull(door);
        requireNonNull(doorName);
        requireNonNull(output);
        requireNonNull(operator);
        requireNonNull(callId);
        requireNonNull(pressedAt);
        if (operator.isBlank()) {
            throw new IllegalArgumentException("An opening needs the name of who ordered it");
        }
    }

    /// The ways that may be tried, in their order.
    public List<UnlockBy> ways(boolean inCall) {
        return Chain.of(output, inCall).left().stream().map(Way::by).toList();
    }

    public UnlockOrder(
            UUID commandId,
            DoorId door,
            String doorName,
            Output output,
            String operator,
            Optional<String> callId,
            Instant pressedAt) {
        this(commandId, door, doorName, output, operator, callId, pressedAt, false);
    }
}
