package gatehouse.site;

import static java.util.Objects.requireNonNull;

/// Why a call is declined: what the guard picks, and what the caller is told, a SIP status and words with it.
public record DeclineReason(String id, String name, int status, String words) {
    /// When none is picked.
    public static final DeclineReason PLAIN = new DeclineReason("decline", "Decline", 603, "");

    public DeclineReason {
        requireNonNull(id);
        requireNonNull(name);
        requireNonNull(words);
        if (status < 400 || status > 699) {
            throw new IllegalArgumentException("A call is declined by 400 to 699, not by " + status);
        }
    }
}
