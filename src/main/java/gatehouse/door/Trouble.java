package gatehouse.door;

import static java.util.Objects.requireNonNull;

/// What went wrong, for a person: what happened, what to do about it, and of which kind it is. The technical cause is
/// for the log and the installer.
public record Trouble(Kind kind, String sentence, String remedy, String cause) {
    /// What a tile or lamp can be in trouble for. Each has its own words and its own remedy.
    public enum Kind {
        NO_ANSWER,
        WRONG_PASSWORD,
        STALLED,
        BUSY,
        REFUSED,
        NOT_SUPPORTED,
        GARBAGE,
        NO_PICTURE,
        CERTIFICATE,
        DECODER,
        NO_DEVICE,
        NETWORK,
        STORAGE,
        UNKNOWN
    }

    public Trouble {
        requireNonNull(kind);
        requireNonNull(sentence);
        requireNonNull(remedy);
        requireNonNull(cause);
    }
}
