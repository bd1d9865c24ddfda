package gatehouse.audio;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/// Where the other side is: at first what it offered, then where its first packet came from, and nowhere else after
/// that. A door behind address translation is answered where it really is; a third party cannot take the call over.
/// Who else sends here is remembered, for it may be the door itself on a way nobody expected.
///
/// Safe for any thread.
final class Source {
    private static final long GRACE = Duration.ofSeconds(1).toNanos();

    private final InetSocketAddress offered;
    private final VoiceSettings.Latch latch;
    private final Optional<InetSocketAddress> left;
    private final long since = System.nanoTime();
    private volatile InetSocketAddress observed;
    private volatile InetSocketAddress stranger;

    Source(InetSocketAddress offered, VoiceSettings.Latch latch) {
        this(offered, latch, Optional.empty());
    }

    private Source(InetSocketAddress offered, VoiceSettings.Latch latch, Optional<InetSocketAddress> left) {
        this.offered = offered;
        this.latch = latch;
        this.left = left;
    }

    /// Where the other side moves to. What is still on its way from where it was does not count as its first packet.
    Source movedTo(InetSocketAddress next, VoiceSettings.Latch wanted) {
        return new Source(next, wanted, observed().filter(from -> !from.equals(next)));
    }

    /// Whether a packet from here may belong to the call, before anybody looks into it.
    boolean expects(InetSocketAddress from) {
        var seen = observed;
        if (seen == null && left.isPresent() && left.get().equals(from) && System.nanoTime() - since < GRACE) {
            return false;
        }
        boolean expected = seen == null
                ? latch == VoiceSettings.Latch.FIRST_VALID
                        || nowhere()
                        || offered.getAddress().equals(from.getAddress())
                : seen.equals(from);
        if (!expected) {
            stranger = from;
        }
        return expected;
    }

    /// Whether a valid packet from here belongs to the call. The first decides.
    synchronized boolean admits(InetSocketAddress from) {
        if (!expects(from)) {
            return false;
        }
        if (observed == null) {
            observed = from;
        }
        return true;
    }

    /// The last one who sent here without being expected.
    Optional<InetSocketAddress> stranger() {
        return Optional.ofNullable(stranger);
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
        return nowhere() ? Optional.empty() : Optional.of(offered);
    }

    private boolean nowhere() {
        return offered.isUnresolved()
                || offered.getPort() == 0
                || offered.getAddress().isAnyLocalAddress();
    }
}
