package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// In which way the open button was pressed: as always, under duress, or off the record on the word of somebody who
/// may.
public record Manner(boolean duress, Optional<String> offRecord) {
    public static final Manner USUAL = new Manner(false, Optional.empty());

    static final Manner DURESS = new Manner(true, Optional.empty());

    public Manner {
        requireNonNull(offRecord);
    }

    Manner forced(boolean also) {
        return new Manner(duress || also, offRecord);
    }

    Manner offRecord(Optional<String> by) {
        return new Manner(duress, by);
    }
}
