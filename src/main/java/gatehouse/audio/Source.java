package gatehouse.audio;

import java.net.InetSocketAddress;
import java.util.Optional;

/// Where the other side is: at first what it offered, then where its first packet came from, and nowhere else after
/// that. A door behind address translation is answered where it really is; a third party cannot take the call over.
///
/// Safe for any thread.
final class Source {
    private final InetSocketAddress offered;
    private volatile InetSocketAddress observed;

    Source(InetSocketAddress offered) {
        this.offered = offered;
    }

    /// Whether a valid packet from here belongs to the call. The first decides.
    synchronized boolean admits(InetSocketAddress from) {
        if (observed == null) {
            observed = from;
        }
        return observed.equals(from);
    }

    InetSocketAddress offered() {
        return offered;
    }

    Optional<InetSocketAddress> observed() {
        return Optional.ofNullable(observed);
    }

    /// Where to send; empty while the other side offered nowhere (a call on hold) and was not heard.
    Optional<InetSocketAddress> target() {
        var seen = observed;
        if (seen != null) {
            return Optional.of(seen);
        }
        boolean nowhere = offered.isUnresolved()
                || offered.getPort() == 0
                || offered.getAddress().isAnyLocalAddress();
        return nowhere ? Optional.empty() : Optional.of(offered);
    }
}
