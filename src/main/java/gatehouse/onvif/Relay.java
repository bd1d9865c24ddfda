package gatehouse.onvif;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/// A relay output. `delay` is the pulse as the device writes it, an ISO 8601 duration. `viaDeviceIo` says which service
/// named it: a state must be sent where the token came from.
public record Relay(String token, String mode, String delay, String idleState, boolean viaDeviceIo) {
    public Relay {
        requireNonNull(token);
        requireNonNull(mode);
        requireNonNull(delay);
        requireNonNull(idleState);
    }

    /// A bistable relay stays as it was put: the device does not end the pulse, so the door would stay open.
    public boolean isBistable() {
        return mode.toLowerCase(Locale.ROOT).equals("bistable");
    }
}
