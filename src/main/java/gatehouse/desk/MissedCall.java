package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import java.time.Instant;
import java.util.Optional;

/// A door that nobody answered, until somebody says that he has seen it. Rings of one door are one entry: `at` is the
/// last of them, `first` the first, `times` how many there were. `handled` says why nobody was rung, when nobody was.
public record MissedCall(
        CallId call,
        Optional<DoorId> door,
        String title,
        String from,
        Instant first,
        Instant at,
        int times,
        Optional<String> handled) {
    public MissedCall {
        requireNonNull(call);
        requireNonNull(door);
        requireNonNull(title);
        requireNonNull(from);
        requireNonNull(first);
        requireNonNull(at);
        requireNonNull(handled);
    }
}
