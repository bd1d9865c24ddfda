package gatehouse.door;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// How one is spoken with at a door. `calledAt` is where the door is called when that is not where it calls from;
/// `ring` is its own tone, without it that of its priority rings. `gainUp` makes the guard louder at the door,
/// `gainDown`
/// the visitor at the desk, both in dB. `redirect` says whether the station follows a 302 to somebody else.
public record Intercom(
        Optional<CallAt> calledAt,
        Optional<RingBy> ring,
        double gainUp,
        double gainDown,
        Mode mode,
        Redirect redirect) {
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

    public static final Intercom USUAL =
            new Intercom(Optional.empty(), Optional.empty(), 0, 0, Mode.FULL, Redirect.AUTO);

    public Intercom {
        requireNonNull(calledAt);
        requireNonNull(ring);
        requireNonNull(mode);
        requireNonNull(redirect);
    }
}
