package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Something worth remembering, as the desk tells it; the wiring turns it into an entry of the history.
public record Memory(
        What what,
        Instant at,
        Optional<DoorId> door,
        Optional<String> operator,
        Optional<CallId> call,
        Map<String, String> facts,
        String sentence,
        Optional<Photo> photo) {
    /// The kinds of entries that the desk makes. Unlocks are not among them: they go on record by themselves, before
    /// the first byte is sent.
    public enum What {
        RANG,
        ANSWERED,
        DECLINED,
        MISSED,
        ANSWERED_ELSEWHERE,
        ENDED,
        REFUSED_CALL,
        STREAM_UP,
        STREAM_DOWN,
        LOGGED_OUT,
        LOCKED,
        SHIFT_STARTED,
        SHIFT_ENDED,
        RIGHTS_CHANGED,
        PIN_CHANGED,
        RECOVERED,
        SECRET_CHANGED,
        CERTIFICATE_TRUSTED,
        CERTIFICATE_CHANGED,
        CONFIGURED,
        PICTURE,
        NOTE,
        /// This desk called somebody.
        CALLED,
        /// Put on hold, or talked in again.
        HELD,
        FORWARDED,
        TRANSFERRED,
        OPEN_REFUSED,
        UNLOCK_STAGE,
        DOOR_FORCED,
        DOOR_HELD_OPEN,
        DOOR_RELOCKED,
        MODE_SET,
        MODE_ENDED,
        LOCKDOWN,
        LOCKDOWN_RELEASED,
        LOOKED_AT,
        OFF_RECORD
    }

    /// Why a picture is kept.
    public enum Photo {
        RING,
        ANSWER,
        UNLOCK,
        MANUAL
    }

    public Memory {
        requireNonNull(what);
        requireNonNull(at);
        requireNonNull(door);
        requireNonNull(operator);
        requireNonNull(call);
        facts = Map.copyOf(facts);
        requireNonNull(sentence);
        requireNonNull(photo);
    }
}
