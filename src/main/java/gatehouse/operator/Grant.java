package gatehouse.operator;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Rights at some doors; without `doors` at every door, also at those that come later. `back` is how far into the past
/// [Right#SEE_HISTORY] reaches here; without it, to the beginning.
public record Grant(Optional<Set<DoorId>> doors, Set<Right> rights, Optional<Duration> back) {
    public Grant {
        doors = doors.map(Set::copyOf);
        rights = rights.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(rights));
        requireNonNull(back);
    }

    public static Grant everywhere(Set<Right> rights) {
        return new Grant(Optional.empty(), rights, Optional.empty());
    }

    boolean covers(DoorId door) {
        return doors.isEmpty() || doors.get().contains(door);
    }

    boolean has(Right right) {
        return rights.contains(right);
    }
}
