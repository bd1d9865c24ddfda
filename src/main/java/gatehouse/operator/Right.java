package gatehouse.operator;

/// One thing a person may be allowed to do. Screens and buttons exist only for those who hold the right.
public enum Right {
    SEE_WALL,
    ANSWER,
    UNLOCK,
    UNLOCK_WITHOUT_CALL,
    SEE_HISTORY,
    SEE_PICTURES,
    ADD_NOTE,
    INSTALL,
    SETTINGS,
    ACKNOWLEDGE_MISSED
}
