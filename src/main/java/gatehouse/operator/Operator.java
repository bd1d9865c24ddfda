package gatehouse.operator;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import gatehouse.site.Person;
import gatehouse.site.Role;

/// Somebody who has shown that it is them, and what they may do.
public record Operator(String name, Role role, Rights rights) {
    public Operator {
        requireNonNull(name);
        requireNonNull(role);
        requireNonNull(rights);
    }

    public Operator(String name, Role role) {
        this(name, role, Rights.of(role));
    }

    static Operator of(Person person) {
        return new Operator(person.name(), person.role(), Rights.of(person));
    }

    public boolean may(Right right) {
        return rights.may(right);
    }

    public boolean may(Right right, DoorId door) {
        return rights.may(right, door);
    }
}
