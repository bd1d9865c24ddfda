package gatehouse.operator;

<<<<<<< HEAD
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
=======
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
>>>>>>> history
}
