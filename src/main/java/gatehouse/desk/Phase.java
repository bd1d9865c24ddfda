package gatehouse.desk;

import java.time.Instant;

/// Where a call stands.
public sealed interface Phase {
    record Ringing() implements Phase {}

    /// Answer was pressed; the door has not confirmed yet.
    record Answering(String by) implements Phase {}

    /// This desk calls, and nobody has answered yet.
    record Calling(String by, Instant since, Progress progress) implements Phase {}

    /// `pushToTalk` means the visitor hears the guard only while `talking` is held.
    record Talking(String by, Instant since, boolean muted, boolean pushToTalk, boolean talking) implements Phase {
        public Talking withMuted(boolean now) {
            return new Talking(by, since, now, pushToTalk, talking);
        }

        public Talking withPushToTalk(boolean now) {
            return new Talking(by, since, muted, now, false);
        }

        public Talking withTalking(boolean now) {
            return new Talking(by, since, muted, pushToTalk, now);
        }

        /// Whether the visitor hears the guard at this moment.
        public boolean heard() {
            return !muted && (!pushToTalk || talking);
        }
    }

    /// Put aside by this desk: neither hears the other. `since` is when it was put aside; how it was talked in before
    /// is kept for when it is talked in again.
    record Held(String by, Instant since, boolean muted, boolean pushToTalk) implements Phase {}

    record Over(End how, Instant at, String words) implements Phase {}

    /// How far a call of ours has come.
    enum Progress {
        ASKED,
        RINGING,
        /// The other side is heard already.
        HEARD
    }
}
