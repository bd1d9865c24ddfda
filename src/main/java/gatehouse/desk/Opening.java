package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/// One press of an open button and how far it has come. `over` is true when nothing more will be heard of it.
public record Opening(
        UUID command, String outputId, String outputName, Stage stage, boolean over, String words, Instant at) {
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

    public Opening {
        requireNonNull(command);
        requireNonNull(outputId);
        requireNonNull(outputName);
        requireNonNull(stage);
        requireNonNull(words);
        requireNonNull(at);
    }
}
