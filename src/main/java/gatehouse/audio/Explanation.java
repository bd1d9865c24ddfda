package gatehouse.audio;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.stream.Stream;

/// What is wrong with a call that was answered, for each direction. Empty where nothing is, or where it is too early to
/// say; `settled` is false until then.
public record Explanation(Optional<Finding> fromDoor, Optional<Finding> toDoor, boolean settled) {
    public Explanation {
        requireNonNull(fromDoor);
        requireNonNull(toDoor);
    }

    /// What is to be shown first: what is certain before what may be, the door's voice before the guard's.
    public Optional<Finding> first() {
        return Stream.concat(fromDoor.stream(), toDoor.stream())
                .filter(Finding::certain)
                .findFirst()
                .or(() -> toDoor);
    }
}
