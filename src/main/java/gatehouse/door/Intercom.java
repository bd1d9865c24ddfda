package gatehouse.door;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// How one is spoken with at a door. `calledAt` is where the door is called when that is not where it calls from;
/// `ringTone` 1 to 4 is its own tone, 0 that of its priority. `gainUp` makes the guard louder at the door, `gainDown`
/// the visitor at the desk, both in dB. `redirect` says whether the station follows a 302 to somebody else.
public record Intercom(
        Optional<CallAt> calledAt, int ringTone, double gainUp, double gainDown, Mode mode, Redirect redirect) {
    /// Who may speak when.
    public enum Mode {
        FULL,
        /// One direction at a time, by who is louder.
        HALF,
        /// The guard is heard only while a key is held.
        PUSH
    }

    public enum Redirect {
        /// A call through a PBX is sent on by it; a station that calls straight is fetched by a call of our own.
        AUTO,
        YES,
        NO
    }

    public static final int TONES = 4;
    public static final Intercom USUAL = new Intercom(Optional.empty(), 0, 0, 0, Mode.FULL, Redirect.AUTO);

    public Intercom {
        requireNonNull(calledAt);
        requireNonNull(mode);
        requireNonNull(redirect);
    }
}
