package gatehouse.site;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/// Doors that are spoken of together: for rights, for a lockdown.
public record DoorGroup(String id, String name, SequencedSet<DoorId> doors) {
    public DoorGroup {
        requireNonNull(id);
        requireNonNull(name);
        doors = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(doors));
    }
}
