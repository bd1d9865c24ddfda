package gatehouse.video;

import gatehouse.door.Fetch;
import gatehouse.door.Login;
import gatehouse.rtp.RtpPacket;
import gatehouse.trust.PinnedTls;
import gatehouse.video.VideoFault.NoTransport.Why;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One RTSP session, RFC 2326: OPTIONS, DESCRIBE, SETUP, PLAY, then packets with a keep-alive and a report now and
/// then,
/// TEARDOWN when it is left. A blocking straight line for one thread; only `leave`, `close` and the counts are safe for
/// any.
final class RtspSession implements AutoCloseable {
    private static final String FROM_NOW = "Range: npt=0.000-\r\n";

    /// Where the packets go, on the session's thread; the packet is valid only during the call.
    @FunctionalInterface
    interface Packets {
        void accept(RtpPacket packet, long nowNanos) throws VideoFault;
    }

    /// How the packets may travel, the best first, and how long the first packet may take where there is another way
    /// to try.
    record Ways(List<Fetch.Transport> order, Optional<Duration> firstByUdp) {
        Ways {
            order = List.copyOf(order);
        }
    }

    private final RtspAddress address;
    private final Login login;
    private final Optional<PinnedTls> tls;
    private final Ways ways;
    private final VideoSettings settings;
    private final TimedSocket socket = new TimedSocket();
    private volatile Optional<RtspWire> wire = Optional.empty();
    private volatile Optional<RtspConversation> talk = Optional.empty();
    private volatile Optional<Carriage> carriage = Optional.empty();
    private volatile Optional<Intake> intake = Optional.empty();
    private volatile boolean leaving;
    private Optional<Sdp.Track> track = Optional.empty();
    private String trackUrl = "";
    private String aggregate = "";

    RtspSession(RtspAddress address, Login login, Optional<PinnedTls> tls, Ways ways, VideoSettings settings) {
        this.address = address;
        this.login = login;
        this.tls = tls;
        this.ways = ways;
        this.settings = settings;
    }

    /// How the packets travel, once that is agreed.
    Optional<Fetch.Transport> transport() {
        return carriage.map(Carriage::transport);
    }

    /// The same in a word.
    String word() {
        return address.encrypted() ? "TLS" : transport().map(Enum::name).orElse("");
    }

    /// Packets of the video that came.
    long received() {
        return intake.map(Intake::received).orElse(0L);
    }

    /// What came and was not of the video.
    long dropped() {
        return intake.map(Intake::dropped).orElse(0L);
    }

    /// From nothing to a session that is ready to play: the track that will come.
    Sdp.Track prepare() throws VideoFault {
        var open = RtspWire.open(socket, address, tls, settings.connect());
        wire = Optional.of(open);
        var conversation = new RtspConversation(open, address, login, settings);
        talk = Optional.of(conversation);
        try {
            conversation.greet();
            var description = conversation.granted("DESCRIBE", address.url(), "Accept: application/sdp\r\n");
            var sdp = Sdp.read(description.body());
            var chosen = sdp.chosen();
            track = Optional.of(chosen);
            String base = description
                    .header("Content-Base")
                    .or(() -> description.header("Content-Location"))
                    .orElse("");
            aggregate = address.resolved(base, sdp.control());
            trackUrl = address.resolved(base, chosen.control());
            setUp(open, conversation, chosen, MulticastAddress.namedIn(description.body()));
            return chosen;
        } catch (IOException e) {
            throw conversation.broken(e);
        }
    }

    /// SETUP for one way after the other, until the camera takes one.
    private void setUp(RtspWire open, RtspConversation conversation, Sdp.Track chosen, boolean namesMulticast)
            throws IOException, VideoFault {
        for (var way : ways.order()) {
            var carried = way == Fetch.Transport.UDP
                    ? Datagrams.open(open, conversation, chosen.payloadType())
                    : new Interleaved(open, conversation);
            carriage.ifPresent(Carriage::close);
            carriage = Optional.of(carried);
            var setup = conversation.ask("SETUP", trackUrl, "Transport: " + carried.wish() + "\r\n");
            if (setup.status() == 461) {
                continue;
            }
            RtspConversation.checkGranted("SETUP", setup);
            var granted = RtspTransport.read(setup.header("Transport").orElse(""));
            if (granted.isPresent() && granted.get().multicast()) {
                throw new VideoFault.NoTransport(Why.ONLY_MULTICAST, "it answers a wish for unicast with multicast");
            }
            if (granted.isEmpty() || granted.get().tcp() == (way == Fetch.Transport.TCP)) {
                granted.ifPresent(carried::agreed);
                conversation.begin(SessionHeader.read(setup.header("Session").orElse("")), aggregate);
                return;
            }
        }
        throw new VideoFault.NoTransport(
                namesMulticast ? Why.ONLY_MULTICAST : refused(), "it does not grant " + ways.order());
    }

    private Why refused() {
        return ways.order().size() > 1
                ? Why.NEITHER_TCP_NOR_UDP
                : ways.order().contains(Fetch.Transport.UDP) ? Why.NOT_BY_UDP : Why.NOT_BY_TCP;
    }

    /// Plays, and hands over the packets of the track until somebody leaves; everything else ends in a fault.
    void receive(Packets sink) throws VideoFault {
        var conversation = talk.orElseThrow();
        var carried = carriage.orElseThrow();
        try {
            var into = new Intake(track.orElseThrow().payloadType(), sink);
            intake = Optional.of(into);
            var reports = new Reports(into.reception(), RandomGenerator.getDefault(), System.nanoTime());
            carried.begin(into, reports);
            play(conversation);
            carried.playing();
            while (!leaving) {
                carried.carry(duties(conversation, carried, into, reports));
            }
            carried.part();
        } catch (IOException e) {
            if (!leaving) {
                throw conversation.broken(e);
            }
            partQuietly(carried);
        } catch (VideoFault e) {
            if (leaving) {
                return;
            }
            if (!(e instanceof VideoFault.Lost)) {
                // A camera with few places keeps ours until it hears that it is free.
                leave();
                partQuietly(carried);
            }
            throw e;
        }
    }

    /// What is due by now is done; returns when the next thing is.
    private long duties(RtspConversation conversation, Carriage carried, Intake into, Reports reports)
            throws IOException, VideoFault {
        long now = System.nanoTime();
        long stalled = into.newest() + patience(carried, into).toNanos();
        if (now - stalled > 0) {
            throw new VideoFault.Stalled(patience(carried, into), into.received(), carried.transport());
        }
        if (now - conversation.aliveDue() >= 0) {
            conversation.stayAlive();
        }
        if (now - reports.due() >= 0) {
            var report = reports.next(now);
            if (report.isPresent()) {
                carried.report(report.get());
            }
        }
        long due = earlier(conversation.aliveDue(), reports.due());
        return earlier(due, stalled + 1_000_000);
    }

    private Duration patience(Carriage carried, Intake into) {
        boolean waits = into.received() == 0 && carried.transport() == Fetch.Transport.UDP;
        return waits ? ways.firstByUdp().orElse(settings.silence()) : settings.silence();
    }

    private static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }

    /// PLAY for the whole presentation or, where the camera wants that, for the one track (459), or the other way round
    /// (460). A camera that knows no Range gets none (457).
    private void play(RtspConversation conversation) throws IOException, VideoFault {
        String range = FROM_NOW;
        String url = aggregate;
        var reply = conversation.ask("PLAY", url, range);
        if (reply.status() == 457) {
            range = "";
            reply = conversation.ask("PLAY", url, range);
        }
        if (reply.status() == 459 || reply.status() == 460) {
            url = reply.status() == 460 && !url.equals(address.url()) ? address.url() : trackUrl;
            conversation.of(url);
            conversation.granted("PLAY", url, range);
        } else {
            RtspConversation.checkGranted("PLAY", reply);
        }
    }

    private static void partQuietly(Carriage carried) {
        try {
            carried.part();
        } catch (IOException | VideoFault e) {
            // The session is over, and its reason is thrown by whoever called.
        }
    }

    /// Says TEARDOWN and lets the receiving thread end by itself when the camera answers. Returns at once.
    void leave() {
        leaving = true;
        var conversation = talk;
        if (conversation.isPresent() && conversation.get().hasSession()) {
            conversation.get().part();
            carriage.ifPresent(Carriage::wake);
        } else {
            cut();
        }
    }

    private void cut() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cut();
        carriage.ifPresent(Carriage::close);
        wire.ifPresent(RtspWire::close);
    }
}
