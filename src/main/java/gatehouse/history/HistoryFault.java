package gatehouse.history;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Trouble;
import java.nio.file.Path;

/// The history could not do what was asked. Thrown by `keep`, it means that the event is not durable: whatever needed
/// it on record first, an unlock above all, must not happen.
public final class HistoryFault extends Exception {
    /// What kind of failure it is.
    public enum Why {
        /// Another console owns the data folder.
        OWNED,
        /// The disk is full.
        FULL,
        /// The disk or its folder refuses to write or read.
        DISK,
        /// One event or picture is larger than may be.
        TOO_LARGE,
        /// What is stored is not what was once written.
        DAMAGED,
        /// The searchable copy does not answer now; the journal does.
        SEARCH,
        /// The history was closed.
        CLOSED
    }

    private final Why why;
    private final transient Trouble trouble;

    HistoryFault(Why why, String sentence, String remedy, Throwable cause) {
        super(sentence, cause);
        this.why = requireNonNull(why);
        this.trouble = new Trouble(Trouble.Kind.STORAGE, sentence, remedy, String.valueOf(cause));
    }

    HistoryFault(Why why, String sentence, String remedy) {
        this(why, sentence, remedy, null);
    }

    public Why why() {
        return why;
    }

    public Trouble trouble() {
        return trouble;
    }

    /// A write that failed, told by what the system said about it.
    static HistoryFault notWritten(Path where, Exception cause) {
        if (isFull(cause)) {
            return new HistoryFault(
                    Why.FULL,
                    "The history cannot be written: the disk is full.",
                    "Free some space on the disk that holds " + where + ". Doors open again as soon as there is room.",
                    cause);
        }
        return new HistoryFault(
                Why.DISK,
                "The history cannot be written: " + cause.getMessage(),
                "Check the disk that holds " + where + " and that this user may write there.",
                cause);
    }

    static boolean isFull(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            String said = String.valueOf(t.getMessage());
            if (said.contains("No space left") || said.contains("not enough space") || said.contains("quota")) {
                return true;
            }
        }
        return false;
    }
}
