package gatehouse.sim.camera.rtsp;

import gatehouse.sim.Fault;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is answered to each request, RFC 2326 §10: who may watch, which stream, how it is sent, and whether it plays.
/// Confined to the connection's thread, but for `playing`.
final class Conversation implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Conversation.class);
    private static final String METHODS =
            "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, GET_PARAMETER, SET_PARAMETER, TEARDOWN";

    private final Socket socket;
    private final RtspServer server;
    private final Outbox outbox;
    private final RtcpHeard onRtcp;
    private final Runnable cut;
    private final Challenge challenge;
    private volatile Optional<RtspSession> session = Optional.empty();
    private boolean playAfterReply;

    Conversation(Socket socket, RtspServer server, Outbox outbox, RtcpHeard onRtcp, Runnable cut) {
        this.socket = socket;
        this.server = server;
        this.outbox = outbox;
        this.onRtcp = onRtcp;
        this.cut = cut;
        this.challenge = new Challenge(server.terms().login(), server.terms().offersSha256());
    }

    boolean playing() {
        return session.map(RtspSession::playing).orElse(false);
    }

    RtspReply answer(RtspRequest request) {
        if (request.method().equals("OPTIONS")) {
            return ok(request).with("Public", METHODS);
        }
        var turnedAway = turnedAway(request);
        if (turnedAway.isPresent()) {
            return turnedAway.get();
        }
        if (request.header("require").isPresent()) {
            return RtspReply.of(551, request.cseq())
                    .with("Unsupported", request.header("require").get());
        }
        try {
            return switch (request.method()) {
                case "DESCRIBE" -> describe(request);
                case "SETUP" -> setup(request);
                case "PLAY", "PAUSE", "TEARDOWN" -> inSession(request);
                case "GET_PARAMETER", "SET_PARAMETER" -> parameter(request);
                default -> RtspReply.of(501, request.cseq()).with("Public", METHODS);
            };
        } catch (IOException e) {
            log.warn("{} {} failed: {}", request.method(), request.stream(), e.getMessage());
            return RtspReply.of(500, request.cseq());
        }
    }

    /// What has to wait until the reply is on its way: the first picture comes after the answer to PLAY.
    void afterReply() throws IOException {
        if (playAfterReply && session.isPresent()) {
            playAfterReply = false;
            session.get().play();
        }
    }

    private Optional<RtspReply> turnedAway(RtspRequest request) {
        var verdict =
                server.faults().has(Fault.WrongPassword.class) ? Challenge.Verdict.REFUSED : challenge.judge(request);
        if (verdict == Challenge.Verdict.WELCOME) {
            return Optional.empty();
        }
        var reply = RtspReply.of(401, request.cseq());
        challenge.offers(verdict == Challenge.Verdict.STALE).forEach(o -> reply.with("WWW-Authenticate", o));
        return Optional.of(reply);
    }

    private RtspReply describe(RtspRequest request) throws IOException {
        var source = server.source(request.stream());
        if (source.isEmpty()) {
            return RtspReply.of(404, request.cseq());
        }
        var address = socket.getLocalAddress().getHostAddress();
        boolean unknown = server.faults().has(Fault.UnknownCodec.class);
        return ok(request)
                .with("Content-Base", base(request) + "/")
                .body("application/sdp", Sdp.of(source.get().facts(), server.name(), address, unknown));
    }

    private RtspReply setup(RtspRequest request) throws IOException {
        var source = server.source(request.stream());
        if (source.isEmpty()) {
            return RtspReply.of(404, request.cseq());
        }
        if (request.header("session").isPresent() && !namesSession(request)) {
            return RtspReply.of(454, request.cseq());
        }
        if (playing()) {
            return RtspReply.of(455, request.cseq());
        }
        if (server.faults().has(Fault.Busy.class) || server.faults().has(Fault.NoMoreViewers.class)) {
            return RtspReply.of(453, request.cseq());
        }
        var transport = request.header("transport")
                .flatMap(t -> Transport.choose(t, server.terms().offer()));
        if (transport.isEmpty()) {
            return RtspReply.of(461, request.cseq());
        }
        if (!server.seat(this)) {
            return RtspReply.of(453, request.cseq());
        }
        session.ifPresent(RtspSession::close);
        var opened = new RtspSession(source.get(), wire(transport.get()), outbox, server.faults(), cut);
        session = Optional.of(opened);
        return ok(request)
                .with(
                        "Session",
                        opened.id() + ";timeout="
                                + server.terms().sessionTimeout().toSeconds())
                .with("Transport", opened.transport());
    }

    private Wire wire(Transport transport) throws IOException {
        return switch (transport) {
            case Transport.Interleaved channels -> new InterleavedWire(socket.getOutputStream(), channels);
            case Transport.Udp ports -> UdpPair.open(socket.getLocalAddress(), socket.getInetAddress(), ports, onRtcp);
        };
    }

    private RtspReply inSession(RtspRequest request) {
        if (session.isEmpty() || !namesSession(request)) {
            return RtspReply.of(454, request.cseq());
        }
        var current = session.get();
        var reply = ok(request).with("Session", current.id());
        return switch (request.method()) {
            case "PLAY" -> {
                playAfterReply = true;
                yield reply.with("Range", "npt=now-").with("RTP-Info", current.rtpInfo(base(request)));
            }
            case "PAUSE" -> {
                current.pause();
                yield reply;
            }
            default -> {
                close();
                session = Optional.empty();
                yield reply;
            }
        };
    }

    /// Only asked to show a sign of life.
    private RtspReply parameter(RtspRequest request) {
        if (request.header("session").isPresent() && !namesSession(request)) {
            return RtspReply.of(454, request.cseq());
        }
        var reply = ok(request);
        session.ifPresent(s -> reply.with("Session", s.id()));
        return reply;
    }

    private boolean namesSession(RtspRequest request) {
        var named = request.header("session").map(s -> s.split(";", 2)[0].strip());
        return session.isPresent() && named.equals(Optional.of(session.get().id()));
    }

    private static RtspReply ok(RtspRequest request) {
        return RtspReply.of(200, request.cseq());
    }

    /// The address of the presentation as the viewer wrote it, without the track and what follows it.
    private static String base(RtspRequest request) {
        var uri = request.uri();
        int query = uri.indexOf('?');
        var path = query < 0 ? uri : uri.substring(0, query);
        var presentation = request.namesTrack() ? path.substring(0, path.lastIndexOf(Sdp.TRACK)) : path;
        return presentation.endsWith("/") ? presentation.substring(0, presentation.length() - 1) : presentation;
    }

    @Override
    public void close() {
        session.ifPresent(RtspSession::close);
        server.unseat(this);
    }
}
