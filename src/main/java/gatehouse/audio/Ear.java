package gatehouse.audio;

import gatehouse.rtp.JitterBuffer;
import gatehouse.rtp.Reception;
import gatehouse.rtp.RtpPacket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The hearing half of a voice: receives packets into the jitter buffer, and counts what cannot go there. It does not
/// own
/// the socket and ends when that is closed.
final class Ear {
    private static final Logger log = LoggerFactory.getLogger(Ear.class);
    static final Duration LEAST_HELD = Duration.ofMillis(20);
    static final Duration MOST_HELD = Duration.ofMillis(300);
    private static final int MOST_DATAGRAM = 2048;
    private static final int MOST_PACKETS_TIME = 6; // times 20 ms; no sender of sense puts more into a packet

    private final DatagramSocket socket;
    private final VoiceSettings settings;
    private final Source source;
    private final Consumer<VoiceEvent> tell;
    private final Seal seal;
    private final Codec codec;
    private final Codec.Decoder decoder;
    private final Reception reception;
    private final JitterBuffer buffer;
    private final ComfortNoise noise = new ComfortNoise(System.nanoTime());
    private final Arrivals arrivals = new Arrivals();
    private final TonesIn tones = new TonesIn();
    private boolean begun;
    private int ssrc;
    private volatile long firstNanos;
    private volatile long lastNanos;
    private volatile boolean heard;

    Ear(DatagramSocket socket, VoiceSettings settings, Source source, Seal seal, Consumer<VoiceEvent> tell) {
        this.socket = socket;
        this.settings = settings;
        this.source = source;
        this.seal = seal;
        this.tell = tell;
        this.codec = settings.codec();
        this.decoder = codec.decoder();
        this.reception = new Reception(codec.clockRate());
        this.buffer = new JitterBuffer(codec.clockRate(), LEAST_HELD, MOST_HELD);
    }

    /// Receives until the socket is closed.
    void receive() {
        var datagram = new DatagramPacket(new byte[MOST_DATAGRAM], MOST_DATAGRAM);
        while (!socket.isClosed()) {
            try {
                datagram.setLength(MOST_DATAGRAM);
                socket.receive(datagram);
                arrived(datagram, System.nanoTime());
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    log.debug("RTP receive: {}", e.toString());
                }
            }
        }
    }

    private void arrived(DatagramPacket datagram, long now) {
        var from = (InetSocketAddress) datagram.getSocketAddress();
        if (!source.expects(from)) {
            arrivals.fromElsewhere();
            return;
        }
        var clear = seal.open(ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength()));
        if (clear.isEmpty()) {
            return; // the seal counts what it refuses
        }
        var packet = RtpPacket.read(clear.get());
        if (packet.isEmpty()) {
            arrivals.garbage();
            return;
        }
        if (!belongs(packet.get())) {
            return;
        }
        if (!source.admits(from)) {
            arrivals.fromElsewhere();
            return;
        }
        if (!begun) {
            begin(from, now);
        }
        take(packet.get(), now);
    }

    private boolean belongs(RtpPacket packet) {
        int type = packet.payloadType();
        if (isEvent(packet)) {
            return counted(packet.payload().remaining() >= 4);
        }
        if (type == settings.payloadType()) {
            int ticks = decoder.ticks(payload(packet));
            return counted(ticks > 0 && ticks <= MOST_PACKETS_TIME * codec.frameTicks());
        }
        if (isNoise(packet)) {
            return counted(packet.payload().hasRemaining());
        }
        arrivals.otherType(type);
        return false;
    }

    private boolean counted(boolean fits) {
        if (!fits) {
            arrivals.garbage();
        }
        return fits;
    }

    /// Comfort noise has one number, and belongs to the codecs whose clock is that of the number: RFC 3389 §4.
    private boolean isNoise(RtpPacket packet) {
        return packet.payloadType() == ComfortNoise.PAYLOAD_TYPE && codec.clockRate() == Sound.RATE;
    }

    private static byte[] payload(RtpPacket packet) {
        var payload = new byte[packet.payload().remaining()];
        packet.payload().duplicate().get(payload);
        return payload;
    }

    private boolean isEvent(RtpPacket packet) {
        return settings.telephoneEvent().isPresent()
                && settings.telephoneEvent().getAsInt() == packet.payloadType();
    }

    private void begin(InetSocketAddress from, long now) {
        begun = true;
        firstNanos = now;
        lastNanos = now;
        heard = true;
        tell.accept(new VoiceEvent.FirstPacket(from, now));
        if (!from.equals(source.offered())) {
            tell.accept(new VoiceEvent.SourceChanged(source.offered(), from));
        }
    }

    private void take(RtpPacket packet, long now) {
        lastNanos = now;
        if (!reception.count(packet.ssrc(), packet.sequence())) {
            return;
        }
        if (packet.ssrc() != ssrc) {
            ssrc = packet.ssrc();
            buffer.restart();
        }
        if (isEvent(packet)) {
            buffer.pass(packet.sequence());
            tones.hear(packet.timestamp(), packet.payload())
                    .ifPresent(digit -> tell.accept(new VoiceEvent.DigitHeard(digit)));
            return;
        }
        var payload = payload(packet);
        if (packet.payloadType() != settings.payloadType()) {
            buffer.pass(packet.sequence());
            noise.describe(payload);
            return;
        }
        noise.end();
        reception.time(packet.timestamp(), now);
        buffer.put(packet.sequence(), packet.timestamp(), decoder.ticks(payload), payload, now);
    }

    Reception reception() {
        return reception;
    }

    JitterBuffer buffer() {
        return buffer;
    }

    /// What is to be played of it. Its frames are for one thread alone.
    Playout playout() {
        return new Playout(buffer, codec, decoder, noise, arrivals);
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /// How long ago the last packet came; nothing where none did.
    Duration quietFor() {
        return heard ? Duration.ofNanos(System.nanoTime() - lastNanos) : Duration.ZERO;
    }

    /// Whether the door said that it is silent for now.
    boolean pausing() {
        return noise.described();
    }

    OptionalLong firstPacketNanos() {
        return heard ? OptionalLong.of(firstNanos) : OptionalLong.empty();
    }
}
