package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Security;

/// A press on the open button that waits for its grounds, because the door is one of high security, or because nothing
/// can be put on record and somebody must answer for that (`offRecord`). It stays the press that it was: the call, the
/// door and the moment are those of the button going down.
public record Asking(
        Happening.OpenPressed press,
        Manner manner,
        String doorName,
        String outputName,
        Security security,
        boolean offRecord,
        String words) {
    public Asking {
        requireNonNull(press);
        requireNonNull(manner);
        requireNonNull(doorName);
        requireNonNull(outputName);
        requireNonNull(security);
        requireNonNull(words);
    }

    Asking saying(String next) {
        return new Asking(press, manner, doorName, outputName, security, offRecord, next);
    }
}
