package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;

/// What a mode is for: one door, the doors of a group, or all of them.
public sealed interface Where {
    record OneDoor(DoorId door) implements Where {
        public OneDoor {
            requireNonNull(door);
        }
    }

    record OfGroup(String group) implements Where {
        public OfGroup {
            requireNonNull(group);
        }
    }

    record WholeSite() implements Where {}
}
