package gatehouse.audio;

import static java.util.Objects.requireNonNull;

/// A sound file that cannot be played: which one and why, and what to do about it, for a person.
public final class WaveFault extends Exception {
    private static final long serialVersionUID = 1;

    private final String remedy;

    WaveFault(String sentence, String remedy) {
        super(sentence);
        this.remedy = requireNonNull(remedy);
    }

    public String remedy() {
        return remedy;
    }
}
