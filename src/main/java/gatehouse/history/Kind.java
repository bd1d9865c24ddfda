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
    CALLED,
    HELD,
    FORWARDED,
    TRANSFERRED;

    @SuppressWarnings("EnumOrdinal") // the order is fixed, see above
    long bit() {
        return 1L << ordinal();
    }
}
