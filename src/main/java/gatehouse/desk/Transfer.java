package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/// A call on its way to somebody else, and how far it has come. A transfer that failed leaves the call where it was.
public record Transfer(How how, String target, String targetName, Stage stage, String words, Instant at) {
    public enum How {
        /// Handed over without asking.
        BLIND,
        /// Handed over after a word with the other one.
        ATTENDED,
        /// Sent on because nobody took it.
        FORWARD
    }

    public enum Stage {
        ASKED,
        /// The caller's telephone agreed to try.
        ACCEPTED,
        /// It rings there.
        RINGING,
        DONE,
        FAILED
    }

    public Transfer {
        requireNonNull(how);
        requireNonNull(target);
        requireNonNull(targetName);
        requireNonNull(stage);
        requireNonNull(words);
        requireNonNull(at);
    }

    public boolean underWay() {
        return stage != Stage.DONE && stage != Stage.FAILED;
    }

    Transfer at(Stage next, String said, Instant when) {
        return new Transfer(how, target, targetName, next, said, when);
    }
}
