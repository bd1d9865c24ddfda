package gatehouse.history;

import gatehouse.door.Trouble;
import java.util.Optional;

/// The searchable copy says something else than the journal: it cannot be gone on with.
final class Distrust extends RuntimeException {
    private final transient Optional<Trouble> damage;

    Distrust(String sentence) {
        super(sentence);
        this.damage = Optional.empty();
    }

    /// It is the journal that lost something.
    Distrust(String sentence, String remedy) {
        super(sentence);
        this.damage = Optional.of(new Trouble(Trouble.Kind.STORAGE, sentence, remedy, "watermark"));
    }

    Optional<Trouble> damage() {
        return damage;
    }
}
