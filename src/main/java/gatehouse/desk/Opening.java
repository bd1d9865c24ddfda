package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// One press of an open button and how far it has come. `over` is true when the order itself has its answer; what the
/// door does afterwards, until it is closed and locked again, still comes into the `proof`. `barred` is there when this
/// desk itself refused and something can be done about it.
public record Opening(
        UUID command,
        String outputId,
        String outputName,
        Stage stage,
        boolean over,
        String words,
        Instant at,
        Proof proof,
        Optional<Bar> barred) {
    public enum Stage {
        /// On record, not sent yet.
        ASKED,
        /// The door took the order; for tones: they were sent.
        ACCEPTED,
        /// The lock itself, or the relay, said that it opened.
        CONFIRMED,
        /// Sent, and nobody said what became of it.
        NOT_CONFIRMED,
        /// It did not happen; the words say why.
        REFUSED
    }

    /// What stood in the way at this desk.
    public enum Bar {
        LOCKDOWN,
        /// Nothing can be put on record; a supervisor may open in spite of it.
        NO_RECORD,
        /// Too often in too short a time.
        PACE,
        /// The press did not belong to what was shown.
        AIM,
        RIGHT
    }

    public Opening {
        requireNonNull(command);
        requireNonNull(outputId);
        requireNonNull(outputName);
        requireNonNull(stage);
        requireNonNull(words);
        requireNonNull(at);
        requireNonNull(proof);
        requireNonNull(barred);
    }

    /// Of which nothing but its stage is known.
    public Opening(
            UUID command, String outputId, String outputName, Stage stage, boolean over, String words, Instant at) {
        this(command, outputId, outputName, stage, over, words, at, Proof.NONE, Optional.empty());
    }

    Opening moved(Stage next, boolean isOver, String said, Instant when) {
        return new Opening(command, outputId, outputName, next, isOver, said, when, proof, barred);
    }

    Opening proven(Proof next) {
        return new Opening(command, outputId, outputName, stage, over, words, at, next, barred);
    }

    Opening barred(Bar by) {
        return new Opening(command, outputId, outputName, stage, over, words, at, proof, Optional.of(by));
    }
}
