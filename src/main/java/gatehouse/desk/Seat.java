package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import gatehouse.operator.Operator;
import gatehouse.operator.Right;
import gatehouse.operator.Rights;
import gatehouse.site.Role;

/// Who sits at the desk. `duress` means the PIN was the one that nobody types of their own will: everything works as
/// usual, no screen may show it, and whatever is opened raises the silent alarm. While `locked`, calls can be seen and
/// answered; everything else needs the PIN first.
public record Seat(String name, Role role, Rights rights, boolean duress, boolean locked) {
    public Seat {
        requireNonNull(name);
        requireNonNull(role);
        requireNonNull(rights);
    }

    public Seat(String name, Role role) {
        this(name, role, Rights.of(role), false, false);
    }

    public static Seat of(Operator operator, boolean duress) {
        return new Seat(operator.name(), operator.role(), operator.rights(), duress, false);
    }

    /// Whether there is any door at which this may be done now; for a right that is not about doors, whether it is
    /// held.
    public boolean may(Right right) {
        return now().may(right);
    }

    public boolean may(Right right, DoorId door) {
        return now().may(right, door);
    }

    Seat lock() {
        return new Seat(name, role, rights, duress, true);
    }

    private Rights now() {
        return locked ? rights.whileLocked() : rights;
    }
}
