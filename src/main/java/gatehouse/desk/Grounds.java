package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// Why a door of high security is opened, for whom, and who else stands by it. Goes on record with the order.
public record Grounds(String reason, String visitor, String note, Optional<String> second) {
    private static final int LONGEST = 200;

    public static final Grounds NONE = new Grounds("", "", "", Optional.empty());

    public Grounds {
        reason = cut(reason);
        visitor = cut(visitor);
        note = cut(note);
        requireNonNull(second);
    }

    public Grounds with(String secondPerson) {
        return new Grounds(reason, visitor, note, Optional.of(secondPerson));
    }

    private static String cut(String text) {
        var one = text.strip();
        return one.length() <= LONGEST ? one : one.substring(0, LONGEST);
    }
}
