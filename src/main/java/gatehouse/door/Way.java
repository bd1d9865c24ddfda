package gatehouse.door;

import static java.util.Objects.requireNonNull;

/// One way to open an output, and when it may be tried.
public record Way(UnlockBy by, When when) {
    public enum When {
        ALWAYS,
        /// Only while an answered call with this door is there.
        IN_CALL,
        /// Only when there is none, as for a line that opens in a call by tones.
        WITHOUT_CALL
    }

    public Way {
        requireNonNull(by);
        requireNonNull(when);
    }

    public static Way always(UnlockBy by) {
        return new Way(by, When.ALWAYS);
    }

    /// Tones need a call whatever the site file says.
    public boolean fits(boolean inCall) {
        boolean tones = by instanceof UnlockBy.Dtmf;
        return switch (when) {
            case ALWAYS -> inCall || !tones;
            case IN_CALL -> inCall;
            case WITHOUT_CALL -> !inCall && !tones;
        };
    }
}
