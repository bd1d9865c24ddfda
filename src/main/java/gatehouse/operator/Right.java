package gatehouse.operator;

/// What somebody at the desk may do or see. A screen or button whose right is missing is not there.
public enum Right {
    SEE_WALL,
    ANSWER,
    /// Open a door whose call is being shown.
    UNLOCK,
    UNLOCK_WITHOUT_CALL,
    ACKNOWLEDGE_MISSED,
    SEE_HISTORY,
    /// Enlarge and page through the pictures of past visits.
    SEE_PICTURES,
    ADD_NOTE,
    INSTALL,
    SETTINGS
}
