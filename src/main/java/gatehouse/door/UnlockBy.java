package gatehouse.door;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;

/// How one output of a door is opened. The pulse is timed by the device, never by us.
public sealed interface UnlockBy {
    /// A code sent as tones in the confirmed call.
    record Dtmf(Secret code, Tones tones, Duration tone, Duration pause) implements UnlockBy {
        public Dtmf {
            requireNonNull(code);
            requireNonNull(tones);
            requireNonNull(tone);
            requireNonNull(pause);
        }
    }

    /// One HTTP(S) request. `confirm`, when there, is asked afterwards for the state of the lock.
    record Http(String method, URI request, Login login, java.util.Optional<URI> confirm) implements UnlockBy {
        public Http {
            requireNonNull(method);
            requireNonNull(request);
            requireNonNull(login);
            requireNonNull(confirm);
        }
    }

    /// An ONVIF relay output, by its token.
    record OnvifRelay(URI device, Login login, String token) implements UnlockBy {
        public OnvifRelay {
            requireNonNull(device);
            requireNonNull(login);
            requireNonNull(token);
        }
    }

    /// How the tones of a code travel.
    enum Tones {
        RFC4733,
        INFO
    }
}
