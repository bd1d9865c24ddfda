package gatehouse.sim.camera.rtsp;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Login;
import java.time.Duration;

/// Whom a camera serves, and how.
///
/// @param login whom to let in; [Login#NONE] is everybody
/// @param offersSha256 whether the challenge offers SHA-256 beside MD5
/// @param sessionTimeout a viewer who says nothing for so long is sent away
/// @param offer how packets may travel
/// @param mostViewers how many streams are set up at once, to the next one 453 is answered; 0 is any number
public record Terms(Login login, boolean offersSha256, Duration sessionTimeout, Offer offer, int mostViewers) {
    public Terms {
        requireNonNull(login);
        requireNonNull(sessionTimeout);
        requireNonNull(offer);
    }
}
