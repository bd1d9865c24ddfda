package gatehouse.door;

import java.util.regex.Pattern;

/// The name of a door that never changes, as the site file spells it: `north-gate`.
public record DoorId(String value) implements Comparable<DoorId> {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public DoorId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("A door id is 1 to 63 of a-z, 0-9 and '-', not \"" + value + "\"");
        }
    }

    @Override
    public int compareTo(DoorId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
