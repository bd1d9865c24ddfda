package gatehouse.video;

import gatehouse.door.Fetch;
import gatehouse.lifecycle.Scope;
import gatehouse.rtp.RtpPacket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Packets by UDP, RFC 2326 §12.39: two ports on our side, put back in order. Only what comes from the camera's address
/// (and from the port it named), with the payload type and the source of the video, is taken; the rest is counted and
/// dropped. Beside the session's thread one errand reads the RTSP connection and one RTCP.
final class Datagrams implements Carriage {
    private static final Logger LOG = LoggerFactory.getLogger(Datagrams.class);
    private static final int LARGEST = 65_536;
    private static final int LARGEST_RTCP = 2048;
    private static final long FAR = 3_600_000_000_000L;
    private static final ByteBuffer NOTHING_YET = // a receiver report about nobody, RFC 3550 §6.4.2
            ByteBuffer.wrap(new byte[] {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 0})
                    .asReadOnlyBuffer();

    private final RtspWire wire;
    private final RtspConversation talk;
    private final InetAddress camera;
    private final int payloadType;
    private final Scope scope = new Scope();
    private final PortPair ports;
    private final DatagramPacket datagram = new DatagramPacket(new byte[LARGEST], LARGEST);
    private final Source source = new Source();
    private volatile int cameraPort;
    private volatile int cameraRtcpPort;
    private volatile Optional<Exception> failed = Optional.empty();
    private Optional<Errand> control = Optional.empty();
    private Optional<Intake> intake = Optional.empty();
    private Optional<Reports> reports = Optional.empty();
    private Reordering reordering = new Reordering((packet, now) -> {});

    private Datagrams(RtspWire wire, RtspConversation talk, int payloadType, PortPair ports) {
        this.wire = wire;
        this.talk = talk;
        this.camera = wire.camera();
        this.payloadType = payloadType;
        this.ports = scope.own(ports);
    }

    static Datagrams open(RtspWire wire, RtspConversation talk, int payloadType) throws IOException {
        return new Datagrams(wire, talk, payloadType, PortPair.open(wire.here()));
    }

    @Override
    public Fetch.Transport transport() {
        return Fetch.Transport.UDP;
    }

    @Override
    public String wish() {
        int port = ports.rtp().getLocalPort();
        return "RTP/AVP;unicast;client_port=" + port + "-" + (port + 1);
    }

    @Override
    public void agreed(RtspTransport granted) {
        cameraPort = granted.port();
        cameraRtcpPort = granted.rtcpPort();
        granted.ssrc().ifPresent(source::expect);
    }

    /// The first packets go out from our side: a firewall on the way lets in what it takes for an answer.
    @Override
    public void begin(Intake into, Reports about) {
        intake = Optional.of(into);
        reports = Optional.of(about);
        reordering = new Reordering(into::hand);
        var empty = new RtpPacket(payloadType, false, 0, 0, 0, ByteBuffer.allocate(0)).write();
        send(ports.rtp(), empty, cameraPort);
        report(NOTHING_YET.duplicate());
        scope.own(Errand.start("rtcp-read", () -> readRtcp(about, into)));
    }

    @Override
    public void playing() {
        control = Optional.of(scope.own(Errand.start("rtsp-read", this::readControl)));
    }

    @Override
    public void carry(long deadlineNanos) throws IOException, VideoFault {
        long until = reordering.isWaiting() && reordering.deadline() - deadlineNanos < 0
                ? reordering.deadline()
                : deadlineNanos;
        try {
            long left = (until - System.nanoTime() + 999_999) / 1_000_000;
            ports.rtp().setSoTimeout(Math.clamp(left, 1, 60_000));
            datagram.setLength(LARGEST);
            ports.rtp().receive(datagram);
            packet(System.nanoTime());
        } catch (SocketTimeoutException e) {
            reordering.expire(System.nanoTime());
        } catch (IOException e) {
            fail();
            throw e;
        }
    }

    private void packet(long now) throws VideoFault {
        var into = intake.orElseThrow();
        if (!datagram.getAddress().equals(camera) || (cameraPort > 0 && datagram.getPort() != cameraPort)) {
            into.drop();
            return;
        }
        var packet = into.read(ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength()));
        if (packet.isEmpty()) {
            return;
        }
        if (!source.isOurs(packet.get().ssrc(), now) || !into.arrived(packet.get(), now)) {
            into.drop();
            return;
        }
        reordering.accept(packet.get(), now);
    }

    @Override
    public void report(ByteBuffer rtcp) {
        send(ports.rtcp(), rtcp, cameraRtcpPort);
    }

    private void send(DatagramSocket from, ByteBuffer data, int port) {
        if (port <= 0) {
            return;
        }
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        try {
            from.send(new DatagramPacket(bytes, bytes.length, camera, port));
        } catch (IOException e) {
            // A firewall that lets nothing out is no reason to lose the picture that comes in.
            LOG.debug("nothing can be sent to the camera's port {}: {}", port, e.getMessage());
        }
    }

    private void readRtcp(Reports about, Intake into) {
        var told = new DatagramPacket(new byte[LARGEST_RTCP], LARGEST_RTCP);
        try {
            while (true) {
                told.setLength(LARGEST_RTCP);
                ports.rtcp().receive(told);
                if (told.getAddress().equals(camera) && (cameraRtcpPort <= 0 || told.getPort() == cameraRtcpPort)) {
                    about.heard(ByteBuffer.wrap(told.getData(), 0, told.getLength()), System.nanoTime());
                } else {
                    into.drop();
                }
            }
        } catch (IOException | VideoFault e) {
            failed(e);
        }
    }

    /// Frames on the connection are nobody's here.
    private void readControl() {
        try {
            while (true) {
                switch (wire.next(System.nanoTime() + FAR)) {
                    case RtspItem.Message heard -> talk.heard(heard.message());
                    case RtspItem.Frame ignored -> intake.ifPresent(Intake::drop);
                    case RtspItem.Silence ignored -> {}
                }
            }
        } catch (IOException | VideoFault e) {
            failed(e);
        }
    }

    /// The first failure is the one that counts; it is thrown on the session's thread.
    private synchronized void failed(Exception cause) {
        if (failed.isEmpty()) {
            failed = Optional.of(cause);
        }
        wake();
    }

    private void fail() throws IOException, VideoFault {
        if (failed.isPresent()) {
            switch (failed.get()) {
                case VideoFault fault -> throw fault;
                case IOException broken -> throw broken;
                default -> throw new IllegalStateException(failed.get());
            }
        }
    }

    @Override
    public void wake() {
        ports.rtp().close();
    }

    @Override
    public void part() {
        reports.ifPresent(about -> report(about.goodBye()));
        control.ifPresent(errand -> errand.await(Interleaved.PARTING));
    }

    @Override
    public void close() {
        scope.close();
    }

    /// Which source the video comes from: the one that the camera named, or the first. Another is believed when ours
    /// has been silent for a while: cameras restart their encoders, and some name a source that they do not use.
    private static final class Source {
        private static final long SILENT = 500_000_000;

        private boolean known;
        private int ssrc;
        private long newest = System.nanoTime();

        void expect(int named) {
            known = true;
            ssrc = named;
        }

        boolean isOurs(int its, long now) {
            if (known && its != ssrc && now - newest < SILENT) {
                return false;
            }
            known = true;
            ssrc = its;
            newest = now;
            return true;
        }
    }
}
