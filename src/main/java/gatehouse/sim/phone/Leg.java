package gatehouse.sim.phone;

import java.util.Optional;

/// One call of a phone, from whichever side it came. Confined to the phone's turns, except its media.
sealed interface Leg permits Outgoing, Incoming {
    String callId();

    /// Gives up, declines or hangs up, whatever fits.
    void hangUp(Optional<String> reason);

    /// Once both know each other.
    Optional<Dialog> dialog();

    Media media();

    /// An ACK of the other side.
    void acknowledged();

    /// Drops timers and media without a word.
    void drop();
}
