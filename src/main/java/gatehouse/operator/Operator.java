package gatehouse.operator;

import static java.util.Objects.requireNonNull;

import gatehouse.site.Role;
import java.util.Set;

/// Who is at the desk.
public record Operator(String name, Role role) {
    public Operator {
        requireNonNull(name);
        requireNonNull(role);
    }

    public Set<Right> rights() {
        return Rights.of(role);
    }

    public boolean may(Right right) {
        return rights().contains(right);
    }
}
