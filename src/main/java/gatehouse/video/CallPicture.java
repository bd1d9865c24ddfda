package gatehouse.video;

import gatehouse.lifecycle.Joining;
import gatehouse.rtp.Srtp;
import gatehouse.rtp.SrtpKey;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The picture that one call brings: H.264 by RTP to a pair of ports of ours, RFC 6184. Only what comes from the host
/// that was agreed on and fits the payload type is taken; the first such packet says from which port it comes. While a
/// key picture is missing it is asked for by RTCP.
///
/// Safe for any thread.
public final class CallPicture implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallPicture.class);
    private static final int LARGEST = 65_536;
    private static final int PATIENCE_MILLIS = 100;
    private static final int MOST_SETS = 16;

    /// What offer and answer agreed on. `parameterSets` are in base64 with commas between them, as the SDP has them.
    public record Agreed(
            InetSocketAddress from,
            int payloadType,
            String parameterSets,
            Optional<SrtpKey> ours,
            Optional<SrtpKey> theirs) {}

    private final String name;
    private final PortPair ports;
    private final VideoSettings settings;
    private final Function<CallPicture, Gop> begun;
    private final Consumer<CallPicture> ended;
    private final Rates rates = new Rates();
    private final Instant since = Instant.now();
    private volatile Optional<Receiving> receiving = Optional.empty();
    private boolean closed; // guarded by this

    private CallPicture(
            String name,
            PortPair ports,
            VideoSettings settings,
            Function<CallPicture, Gop> begun,
            Consumer<CallPicture> ended) {
        this.name = name;
        this.ports = ports;
        this.settings = settings;
        this.begun = begun;
        this.ended = ended;
    }

    /// Owns the ports from here on. `begun` is asked where the pictures go when the first one is there.
    static CallPicture on(
            PortPair ports,
            String name,
            VideoSettings settings,
            Function<CallPicture, Gop> begun,
            Consumer<CallPicture> ended) {
        return new CallPicture(name, ports, settings, begun, ended);
    }

    /// Where the picture is received.
    public InetSocketAddress address() {
        var rtp = ports.rtp();
        return new InetSocketAddress(rtp.getLocalAddress(), rtp.getLocalPort());
    }

    /// Begins to receive, or goes on with what was agreed anew.
    public void receive(Agreed agreed) {
        synchronized (this) {
            if (closed || receiving.filter(r -> r.agreed.equals(agreed)).isPresent()) {
                return;
            }
            receiving.ifPresent(Receiving::stop);
            var next = new Receiving(agreed);
            receiving = Optional.of(next);
            next.thread.start();
        }
    }

    void wishKeyPicture() {
        receiving.ifPresent(r -> r.wish.now());
    }

    /// Empty until the first picture came.
    Optional<StreamInfo> info() {
        return receiving.filter(r -> r.gop.isPresent()).map(Receiving::info);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        ports.close();
        receiving.ifPresent(r -> Joining.untilEnded(r.thread));
        ended.accept(this);
    }

    /// One agreement, from its first packet to the next agreement or the end of the call.
    private final class Receiving {
        private final Agreed agreed;
        private final Optional<Srtp> seal;
        private final Intake intake;
        private final Reports reports;
        private final KeyPictureWish wish;
        private final NalDepacketizer pictures;
        private final Reordering order;
        private final Thread thread;
        private volatile Optional<Gop> gop = Optional.empty();
        private Optional<InetSocketAddress> source = Optional.empty(); // confined to the thread
        private volatile boolean stopped;

        Receiving(Agreed agreed) {
            this.agreed = agreed;
            this.seal = agreed.ours().flatMap(ours -> agreed.theirs().map(theirs -> Srtp.with(ours, theirs)));
            this.pictures = new H264Depacketizer(new Codec.H264(sets(agreed.parameterSets())));
            this.intake =
                    new Intake(agreed.payloadType(), (packet, now) -> pictures.accept(packet, now, this::picture));
            this.order = new Reordering(intake::hand);
            this.reports = new Reports(intake.reception(), ThreadLocalRandom.current(), System.nanoTime());
            this.wish = new KeyPictureWish();
            this.thread = Thread.ofVirtual().name("call-picture-" + name).unstarted(this::run);
        }

        void stop() {
            stopped = true;
        }

        private void run() {
            var datagram = new DatagramPacket(new byte[LARGEST], LARGEST);
            try {
                // A firewall on the way lets in what it takes for an answer.
                send(ports.rtcp(), wish.first(), agreed.from().getPort() + 1);
                ports.rtp().setSoTimeout(PATIENCE_MILLIS);
                while (!stopped) {
                    take(datagram);
                    report(System.nanoTime());
                }
            } catch (IOException e) {
                LOG.debug("{}: the call's picture ends: {}", name, e.getMessage());
            } catch (VideoFault e) {
                LOG.info("{}: the call's picture ends: {}", name, e.getMessage());
            } finally {
                seal.ifPresent(Srtp::close);
            }
        }

        private void take(DatagramPacket datagram) throws IOException, VideoFault {
            try {
                datagram.setLength(LARGEST);
                ports.rtp().receive(datagram);
            } catch (SocketTimeoutException e) {
                order.expire(System.nanoTime());
                return;
            }
            long now = System.nanoTime();
            var from = new InetSocketAddress(datagram.getAddress(), datagram.getPort());
            if (!from.getAddress().equals(agreed.from().getAddress())
                    || source.filter(known -> !known.equals(from)).isPresent()) {
                intake.drop();
                return;
            }
            var packet = open(ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength()))
                    .flatMap(intake::read);
            if (packet.isEmpty() || !intake.arrived(packet.get(), now)) {
                return;
            }
            source = Optional.of(from);
            wish.of(packet.get().ssrc());
            order.accept(packet.get(), now);
        }

        private Optional<ByteBuffer> open(ByteBuffer datagram) {
            if (seal.isEmpty()) {
                return Optional.of(datagram);
            }
            return switch (seal.get().open(datagram)) {
                case Srtp.Opened.Clear clear -> Optional.of(clear.packet());
                case Srtp.Opened.Refused refused -> {
                    intake.drop();
                    yield Optional.empty();
                }
            };
        }

        private void picture(gatehouse.darkroom.AccessUnit unit) {
            if (gop.isEmpty()) {
                gop = Optional.of(begun.apply(CallPicture.this));
            }
            rates.add(unit.data().length, unit.arrivedNanos());
            gop.get().add(unit);
        }

        private void report(long now) {
            int port =
                    source.map(InetSocketAddress::getPort).orElse(agreed.from().getPort()) + 1;
            wish.due(now, gop.isPresent(), pictures.packetsLost()).ifPresent(asked -> send(ports.rtcp(), asked, port));
            if (now - reports.due() >= 0) {
                reports.next(now).ifPresent(said -> send(ports.rtcp(), said, port));
            }
        }

        private void send(DatagramSocket from, ByteBuffer rtcp, int port) {
            var sealed = seal.map(s -> s.sealReport(rtcp)).orElse(rtcp);
            var bytes = new byte[sealed.remaining()];
            sealed.get(bytes);
            try {
                from.send(new DatagramPacket(bytes, bytes.length, agreed.from().getAddress(), port));
            } catch (IOException | IllegalArgumentException e) {
                LOG.debug("{}: nothing can be sent to port {}: {}", name, port, e.getMessage());
            }
        }

        StreamInfo info() {
            long now = System.nanoTime();
            return new StreamInfo(
                    true,
                    "H.264",
                    pictures.size(),
                    rates.picturesPerSecond(now),
                    rates.bitsPerSecond(now),
                    0,
                    intake.received(),
                    pictures.packetsLost(),
                    Optional.of(since),
                    seal.isPresent() ? "SRTP of the call" : "RTP of the call",
                    gop.map(Gop::warmth).orElse(StreamInfo.Warmth.NONE),
                    Optional.empty());
        }
    }

    /// Sets that cannot be read are left out: the stream may still bring good ones.
    private static List<ByteBuffer> sets(String parameterSets) {
        return Stream.of(parameterSets.split(",", MOST_SETS + 1))
                .limit(MOST_SETS)
                .filter(set -> !set.isBlank())
                .flatMap(set -> decoded(set.strip()).stream())
                .toList();
    }

    private static Optional<ByteBuffer> decoded(String set) {
        try {
            return Optional.of(ByteBuffer.wrap(Base64.getDecoder().decode(set)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
