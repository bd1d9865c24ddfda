package gatehouse.sip;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/// Our own name of one call. The Call-ID of the wire is the caller's choice and therefore not used as a name.
public record CallId(String value) {
    public CallId {
        requireNonNull(value);
    }

    static CallId fresh() {
        return new CallId(UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
