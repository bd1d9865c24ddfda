package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/// What a guard leaves to the next one: who, when, in their own words, and what was still open at that moment.
public record HandOver(String from, Instant at, String note, List<String> open) {
    public static final int LONGEST_NOTE = 500;
    private static final int MOST_LINES = 40;

    /// What the next one must know of this moment.
    public static List<String> openIn(DeskState state) {
        return SeatRules.open(state);
    }

    public HandOver {
        requireNonNull(from);
        requireNonNull(at);
        note = note.length() > LONGEST_NOTE ? note.substring(0, LONGEST_NOTE) : note;
        open = List.copyOf(open.subList(0, Math.min(open.size(), MOST_LINES)));
    }
}
