package gatehouse.unlock;

/// The steps of an opening, in the order in which they come. A door tells of as many as it can.
public enum Step {
    /// On record, and now on its way.
    ASKED,
    /// The door said yes, or the tones are sent.
    ACCEPTED,
    /// The relay or bolt is released.
    RELAY_ON,
    /// The leaf was opened: somebody goes through.
    DOOR_OPENED,
    /// The leaf is shut, as far as that is told, and the bolt is back.
    SECURED
}
