package gatehouse.operator;

/// What somebody at the desk may do or see. A screen or button whose right is missing is not there. Most rights are
/// held
/// for some doors and not for others: [Rights#may(Right, gatehouse.door.DoorId)].
public enum Right {
    SEE_WALL,
    /// This door is there at all: its tile, its calls, its entries in the history.
    SEE,
    /// Answer and decline its calls, call it, hold and hand on.
    ANSWER,
    /// Open a door whose call is being shown.
    UNLOCK,
    UNLOCK_WITHOUT_CALL,
    /// Hold a door open until a time, and end that again.
    HOLD_OPEN,
    LOCKDOWN,
    RELEASE_LOCKDOWN,
    /// Be the second person who agrees to an opening.
    CONSENT,
    /// Open although it cannot be put on record.
    OVERRIDE,
    /// Do not disturb, and sending this desk's calls elsewhere.
    DIVERT,
    ACKNOWLEDGE_MISSED,
    /// How far back is [Rights#back].
    SEE_HISTORY,
    /// The pictures and clips of past visits. Who has it not reads what happened.
    SEE_PICTURES,
    /// Take entries, pictures and clips out of the program.
    EXPORT,
    ADD_NOTE,
    /// Try what a door can do, on the installer's screen.
    TEST,
    /// Find and add doors, trust their certificates.
    INSTALL,
    SETTINGS
}
