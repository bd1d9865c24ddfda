package gatehouse.sim;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;

/// Whom the doors dial that call straight, without a registrar.
public sealed interface Dial {
    /// Nobody yet: the console chooses its port first and is told later.
    record Later() implements Dial {}

    /// A console, a phone, any SIP user agent that listens on UDP here.
    record To(InetSocketAddress address) implements Dial {
        public To {
            requireNonNull(address);
        }
    }
}
