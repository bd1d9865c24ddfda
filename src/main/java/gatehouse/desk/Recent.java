package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import java.time.Instant;
import java.util.Optional;

/// One line of what just happened, for the foot of the queue. `wants` marks what somebody should still look at; `door`
/// is where it happened: who does not see that door does not see the line.
public record Recent(Instant at, String sentence, boolean wants, Optional<DoorId> door) {
    public Recent {
        requireNonNull(at);
        requireNonNull(sentence);
        requireNonNull(door);
    }

    public Recent(Instant at, String sentence, boolean wants) {
        this(at, sentence, wants, Optional.empty());
    }
}
