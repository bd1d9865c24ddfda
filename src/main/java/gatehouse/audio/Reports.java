package gatehouse.audio;

import gatehouse.rtp.Rtcp;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What both sides tell each other about how they hear: one RTCP report after a second and one every five seconds
/// (RFC 3550 §6.2), and the round trip measured from the answers (§6.4.1).
final class Reports {
    private static final Logger log = LoggerFactory.getLogger(Reports.class);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int MOST_DATAGRAM = 1500;
    private static final long NTP_EPOCH = 2_208_988_800L; // seconds from 1900 to 1970

    private final DatagramSocket socket;
    private final Mouth mouth;
    private final Ear ear;
    private final Consumer<VoiceEvent> tell;
    private final String cname;
    private final long startNanos = System.nanoTime();
    private final Instant start = Instant.now();
    private volatile Heard lastSender = new Heard(0, 0);
    private volatile Duration roundTrip;
    private int reportedSsrc; // these two: confined to the thread that sends
    private long reportedPackets;
    private volatile TheirReports theirs = TheirReports.NONE;

    private record Heard(long middle, long atNanos) {}

    Reports(DatagramSocket socket, Mouth mouth, Ear ear, Consumer<VoiceEvent> tell) {
        this.socket = socket;
        this.mouth = mouth;
        this.ear = ear;
        this.tell = tell;
        this.cname = Integer.toUnsignedString(mouth.speech().ssrc(), 36) + "@gatehouse";
    }

    /// Reports until interrupted.
    void send() {
        try {
            new Pacer(FIRST).await();
            put(report());
            var pacer = new Pacer(EVERY);
            while (true) {
                pacer.await();
                put(report());
            }
        } catch (InterruptedException e) {
            put(Rtcp.write(new Rtcp.Bye(mouth.speech().ssrc()), cname));
        }
    }

    /// Listens until the socket is closed.
    void receive() {
        var datagram = new DatagramPacket(new byte[MOST_DATAGRAM], MOST_DATAGRAM);
        while (!socket.isClosed()) {
            try {
                datagram.setLength(MOST_DATAGRAM);
                socket.receive(datagram);
                if (fromSource(datagram.getAddress())) {
                    ear.hearing()
                            .seal()
                            .openReport(ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength()))
                            .ifPresent(clear -> Rtcp.read(clear).forEach(this::heard));
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    log.debug("RTCP receive: {}", e.toString());
                }
            }
        }
    }

    Optional<Duration> roundTrip() {
        return Optional.ofNullable(roundTrip);
    }

    /// What they said of what was agreed before does not count any more.
    void restart() {
        theirs = TheirReports.NONE;
    }

    TheirReports theirs() {
        return theirs;
    }

    private boolean fromSource(InetAddress from) {
        return ear.hearing()
                .source()
                .target()
                .map(InetSocketAddress::getAddress)
                .filter(from::equals)
                .isPresent();
    }

    private void heard(Rtcp packet) {
        switch (packet) {
            case Rtcp.SenderReport report -> {
                theirs = theirs.andReport();
                lastSender = new Heard(report.middle(), System.nanoTime());
                measure(report.blocks());
            }
            case Rtcp.ReceiverReport report -> {
                theirs = theirs.andReport();
                measure(report.blocks());
            }
            case Rtcp.Bye bye -> {
                if (bye.ssrc() == ear.hearing().reception().counts().ssrc()) {
                    tell.accept(new VoiceEvent.StreamEnded());
                }
            }
        }
    }

    private void measure(List<Rtcp.Block> blocks) {
        for (var block : blocks) {
            if (block.ssrc() != mouth.speech().ssrc()) {
                continue;
            }
            theirs = theirs.and(block);
            if (block.lastSender() != 0) {
                long units = (ntp() >>> 16) - block.lastSender() - block.sinceLastSender() & 0xffff_ffffL;
                if (units < 0x8000_0000L) {
                    roundTrip = Duration.ofNanos(units * 1_000_000_000L / 65536);
                }
            }
        }
    }

    /// Of a sender where something was sent since the last report, of a receiver otherwise (RFC 3550 §6.4): so a call
    /// on
    /// hold goes on reporting.
    private ByteBuffer report() {
        var reception = ear.hearing().reception();
        var counts = reception.counts();
        List<Rtcp.Block> blocks = List.of();
        if (counts.received() > 0) {
            var sender = lastSender;
            long since = sender.middle() == 0 ? 0 : (System.nanoTime() - sender.atNanos()) * 65536 / 1_000_000_000L;
            blocks = List.of(new Rtcp.Block(
                    counts.ssrc(),
                    reception.fractionLostSinceReport(),
                    (int) Math.min(Integer.MAX_VALUE, counts.lost()),
                    counts.highest(),
                    (long) counts.jitter(),
                    sender.middle(),
                    since));
        }
        var speech = mouth.speech();
        long packets = speech.packets();
        boolean sent = packets > 0 && (speech.ssrc() != reportedSsrc || packets > reportedPackets);
        reportedSsrc = speech.ssrc();
        reportedPackets = packets;
        return sent
                ? Rtcp.write(
                        new Rtcp.SenderReport(
                                speech.ssrc(), ntp(), speech.timestamp(), packets, speech.octets(), blocks),
                        cname)
                : Rtcp.write(new Rtcp.ReceiverReport(speech.ssrc(), blocks), cname);
    }

    /// Now in NTP's 32.32 fixed point, running by the monotonic clock.
    private long ntp() {
        var now = start.plusNanos(System.nanoTime() - startNanos);
        return ((now.getEpochSecond() + NTP_EPOCH) << 32) | (((long) now.getNano() << 32) / 1_000_000_000L);
    }

    private void put(ByteBuffer report) {
        var hearing = ear.hearing();
        var out = hearing.seal().sealReport(report);
        var bytes = new byte[out.remaining()];
        out.get(bytes);
        hearing.source().target().filter(target -> target.getPort() < 65535).ifPresent(target -> {
            try {
                var to = new InetSocketAddress(target.getAddress(), target.getPort() + 1);
                socket.send(new DatagramPacket(bytes, bytes.length, to));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    log.debug("RTCP send to {}: {}", target, e.toString());
                }
            }
        });
    }
}
