package gatehouse.history;

import java.util.Arrays;
import java.util.Locale;

/// What became of an unlock, as its result event says in [Fact#OUTCOME].
public enum Outcome {
    /// The lock itself said that it is open.
    CONFIRMED,
    /// The device took the order; nothing at this door can confirm it.
    ACCEPTED,
    /// The order went out, and nobody said that the lock opened.
    NOT_CONFIRMED,
    /// The device said no.
    REFUSED,
    /// The console stopped before it could say what became of the order.
    UNKNOWN;

    public String fact() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// An unlock whose outcome is not understood is unknown, never opened.
    public static Outcome of(String fact) {
        return Arrays.stream(values())
                .filter(o -> o.fact().equals(fact))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
