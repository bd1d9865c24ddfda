package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import gatehouse.operator.Right;
import gatehouse.operator.Rights;
import gatehouse.site.Role;

/// Who sits at the desk.
public record Seat(String name, Role role) {
    public Seat {
        requireNonNull(name);
        requireNonNull(role);
    }

    public boolean may(Right right) {
        return Rights.of(role).contains(right);
    }
}
