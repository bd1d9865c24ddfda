package gatehouse.unlock;

/// How far an order has come, for the button that shows it. The last one is reported only when the result is on record.
public enum Stage {
    /// On record, and now on its way.
    ASKED,
    /// The door said yes, or the tones are sent.
    ACCEPTED,
    /// Seen open.
    CONFIRMED,
    /// Sent, and not seen open.
    NOT_CONFIRMED,
    REFUSED
}
