package gatehouse.desk;

import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What a person can do about doors beside pressing the open button. Every method returns at once; what became of it is
/// seen in the next state.
public interface DoorClicks {
    /// As the open button, in the way that nobody uses of their own will: nothing at the desk looks different.
    void openUnderDuress(Optional<CallId> call, DoorId door, String outputId, long pressedAt);

    /// Opens although nothing can be put on record: asks who answers for it.
    void openOffRecord(Optional<CallId> call, DoorId door, String outputId, long pressedAt);

    /// What was asked for before the opening with that command. `who` and `pin` are those of the second person, or of
    /// the one who answers for it; without a PIN it is the person at the desk.
    void ground(UUID command, Grounds grounds, String who, Optional<Secret> pin);

    void dropGrounds(UUID command);

    void holdOpen(Where where, Instant until);

    void backToNormal(Where where);

    void lockDown(Where where);

    /// Without a `pin` it is the person at the desk who releases.
    void release(Where where, String supervisor, Optional<Secret> pin);

    /// Somebody has looked at what stays until somebody looks.
    void lookedAt(UUID concern);
}
