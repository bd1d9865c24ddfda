package gatehouse.history;

/// What an event is about. The order is part of the searchable store (one bit each): new kinds go to the end.
public enum Kind {
    DISCOVERED,
    STREAM_UP,
    STREAM_DOWN,
    RANG,
    ANSWERED,
    DECLINED,
    MISSED,
    ANSWERED_ELSEWHERE,
    ENDED,
    UNLOCK_INTENT,
    UNLOCK_RESULT,
    LOGGED_IN,
    LOGGED_OUT,
    LOGIN_REFUSED,
    CONFIGURED,
    STARTED,
    STOPPED,
    REFUSED_CALL,
    PICTURE,
    TROUBLE,
    NOTE,
    CLIP,
    /// Refused at this desk, before anything was sent.
    OPEN_REFUSED,
    /// What became known of an opening after its answer: the relay, the door leaf, the lock.
    UNLOCK_STAGE,
    DOOR_FORCED,
    DOOR_HELD_OPEN,
    DOOR_RELOCKED,
    MODE_SET,
    MODE_ENDED,
    LOCKDOWN,
    LOCKDOWN_RELEASED,
    /// Somebody looked at what had to be looked at.
    LOOKED_AT,
    /// Opened by a supervisor although nothing could be put on record.
    OFF_RECORD,
    /// Somebody was forced to. Not for every reader's eyes.
    DURESS,
    SWITCHED,
    LOCKED,
    UNLOCKED,
    SHIFT_STARTED,
    SHIFT_ENDED,
    RIGHTS_CHANGED,
    PIN_CHANGED,
    RECOVERED,
    SECRET_CHANGED,
    CERTIFICATE_TRUSTED,
    CERTIFICATE_CHANGED,
    CALLED,
    HELD,
    FORWARDED,
    TRANSFERRED,
    /// A door is told to stand otherwise: on record before the first byte, and what became of it.
    MODE_INTENT,
    MODE_RESULT;

    @SuppressWarnings("EnumOrdinal") // the order is fixed, see above
    long bit() {
        return 1L << ordinal();
    }
}
