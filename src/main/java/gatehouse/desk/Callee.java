package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;

/// Whom this desk calls: a door of the site, or somebody who is listed.
public sealed interface Callee {
    record OfDoor(DoorId door) implements Callee {
        public OfDoor {
            requireNonNull(door);
        }
    }

    /// By the id of a target of the site.
    record OfTarget(String target) implements Callee {
        public OfTarget {
            requireNonNull(target);
        }
    }
}
