package gatehouse.desk;

import static java.util.Objects.requireNonNull;

/// One call at this desk, from its first ring to its end.
public record CallId(String value) {
    public CallId {
        requireNonNull(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
