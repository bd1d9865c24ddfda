package gatehouse.video;

import gatehouse.door.Fetch;
import gatehouse.door.Login;
import gatehouse.trust.Pin;
import gatehouse.trust.PinnedTls;
import gatehouse.video.VideoFault.NoTransport.Why;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// The way to one stream: follows the camera's redirects as far as we go, and finds out how its packets come through,
/// remembered for the next time. `watch` is for one thread at a time, everything else for any.
final class RtspApproach {
    private static final int MOST_REDIRECTS = 3;
    private static final Duration FIRST_BY_UDP = Duration.ofSeconds(3);

    /// Makes ready for the packets of a track, once it is known.
    @FunctionalInterface
    interface Viewer {
        RtspSession.Packets begin(Sdp.Track track) throws VideoFault;
    }

    private final URI uri;
    private final Login login;
    private final Fetch fetch;
    private final VideoSettings settings;
    private volatile Optional<RtspSession> session = Optional.empty();
    private volatile boolean closed;
    private final AtomicLong receivedBefore = new AtomicLong();
    private volatile String lastWord = "";
    private Optional<PinnedTls> tls = Optional.empty();
    private Fetch.Transport preferred;

    RtspApproach(URI uri, Login login, Fetch fetch, VideoSettings settings) {
        this.uri = uri;
        this.login = login;
        this.fetch = fetch;
        this.settings = settings;
        this.preferred = fetch.transport() == Fetch.Transport.UDP ? Fetch.Transport.UDP : Fetch.Transport.TCP;
    }

    boolean isOpen() {
        return session.isPresent();
    }

    /// How the packets travel, or did the last time: TCP, UDP or TLS.
    String word() {
        return session.map(RtspSession::word).filter(word -> !word.isEmpty()).orElse(lastWord);
    }

    /// Packets of the video that came since the beginning.
    long received() {
        return receivedBefore.get() + session.map(RtspSession::received).orElse(0L);
    }

    /// Connects, plays and hands over until somebody leaves; everything else ends in a fault.
    void watch(Viewer viewer) throws VideoFault {
        var address = RtspAddress.of(uri);
        if (address.encrypted() && fetch.transport() == Fetch.Transport.UDP) {
            throw new VideoFault.NoTransport(Why.UDP_NOT_ENCRYPTED, "rtsps by UDP");
        }
        Optional<VideoFault> silence = Optional.empty();
        for (int redirects = 0; redirects <= MOST_REDIRECTS; ) {
            var ways = ways(address, silence.isPresent());
            try {
                through(address, ways, viewer);
                return;
            } catch (VideoFault.Elsewhere e) {
                address = e.where;
                redirects++;
            } catch (VideoFault.Stalled e) {
                if (!shouldTryTcp(e, ways)) {
                    throw e;
                }
                silence = Optional.of(e);
            } catch (VideoFault.NoTransport e) {
                // It speaks UDP alone, and that does not come through: this is what a person must know.
                throw silence.orElse(e);
            }
        }
        throw new VideoFault.Refused("DESCRIBE", 302, "it points from one address to the next");
    }

    private void through(RtspAddress address, RtspSession.Ways ways, Viewer viewer) throws VideoFault {
        try (var opened = new RtspSession(address, login, tls(address), ways, settings)) {
            session = Optional.of(opened);
            try {
                if (closed) {
                    return;
                }
                var track = opened.prepare();
                opened.receive(viewer.begin(track));
            } finally {
                learn(opened);
            }
        }
    }

    private void learn(RtspSession done) {
        session = Optional.empty();
        receivedBefore.addAndGet(done.received());
        if (!done.word().isEmpty()) {
            lastWord = done.word();
        }
        if (done.received() > 0) {
            preferred = done.transport().orElse(preferred);
        }
    }

    private RtspSession.Ways ways(RtspAddress address, boolean udpIsSilent) {
        var first = settings.silence().compareTo(FIRST_BY_UDP) < 0 ? settings.silence() : FIRST_BY_UDP;
        if (fetch.transport() != Fetch.Transport.AUTO) {
            return new RtspSession.Ways(List.of(preferred), Optional.empty());
        }
        if (udpIsSilent || address.encrypted()) {
            return new RtspSession.Ways(List.of(Fetch.Transport.TCP), Optional.empty());
        }
        return new RtspSession.Ways(List.of(preferred, other(preferred)), Optional.of(first));
    }

    private static Fetch.Transport other(Fetch.Transport one) {
        return one == Fetch.Transport.TCP ? Fetch.Transport.UDP : Fetch.Transport.TCP;
    }

    /// What brought nothing is not tried first the next time; and where UDP brought nothing, not even its silence is
    /// waited out before TCP is tried.
    private boolean shouldTryTcp(VideoFault.Stalled stalled, RtspSession.Ways ways) {
        if (stalled.before > 0 || ways.order().size() < 2) {
            return false;
        }
        preferred = other(stalled.transport);
        return preferred == Fetch.Transport.TCP;
    }

    /// Made when the first rtsps address is met; most stations have none.
    private Optional<PinnedTls> tls(RtspAddress address) throws VideoFault {
        if (address.encrypted() && tls.isEmpty()) {
            try {
                tls = Optional.of(PinnedTls.of(fetch.pin().map(Pin::new)));
            } catch (IllegalArgumentException e) {
                throw new VideoFault.NotSupported("a pin for " + address.host() + " that is not base64 of 32 bytes");
            }
        }
        return tls;
    }

    /// Says good-bye to the camera, if there is one; `watch` returns soon.
    void leave() {
        session.ifPresent(RtspSession::leave);
    }

    /// As `leave`, and nothing begins any more.
    void close() {
        closed = true;
        leave();
    }
}
