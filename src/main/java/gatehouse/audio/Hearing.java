package gatehouse.audio;

import gatehouse.rtp.JitterBuffer;
import gatehouse.rtp.Reception;
import gatehouse.rtp.RtpPacket;
import gatehouse.rtp.Srtp;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// What is heard under one agreement: its packets are judged, counted and put into the jitter buffer, from where
/// `playout` takes them. When offer and answer agree on another codec, key or address, another hearing begins; what is
/// still on its way from before is let pass uncounted for a moment (RFC 3264 §8.3.1).
///
/// `arrived` is confined to the thread that receives, `playout` to the one that plays; the rest is for any.
final class Hearing {
    static final Duration LEAST_HELD = Duration.ofMillis(20);
    static final Duration MOST_HELD = Duration.ofMillis(300);
    private static final int MOST_PACKETS_TIME = 6; // times 20 ms; no sender of sense puts more into a packet
    private static final long GRACE = Duration.ofSeconds(1).toNanos();

    private final Source source;
    private final Seal seal;
    private final Consumer<VoiceEvent> tell;
    private final Codec codec;
    private final Codec.Decoder decoder;
    private final Reception reception;
    private final JitterBuffer buffer;
    private final ComfortNoise noise = new ComfortNoise(System.nanoTime());
    private final Arrivals arrivals = new Arrivals();
    private final TonesIn tones = new TonesIn();
    private final Playout playout;
    private final long since = System.nanoTime();
    private final boolean first;
    private final AtomicLong leftovers = new AtomicLong(); // refused by the seal in the moment of grace
    private volatile VoiceSettings settings;
    private volatile long listensSince = since;
    private boolean begun;
    private int ssrc;
    private volatile long firstNanos;
    private volatile long lastNanos;
    private volatile boolean heard;

    /// `first` is false for the hearing that follows another.
    Hearing(VoiceSettings settings, Source source, Seal seal, boolean first, Consumer<VoiceEvent> tell) {
        this.settings = settings;
        this.source = source;
        this.seal = seal;
        this.first = first;
        this.tell = tell;
        this.codec = settings.codec();
        this.decoder = codec.decoder();
        this.reception = new Reception(codec.clockRate());
        this.buffer = new JitterBuffer(codec.clockRate(), LEAST_HELD, MOST_HELD);
        this.playout = new Playout(buffer, codec, decoder, noise, arrivals);
    }

    /// Whether these settings need another hearing, or only change this one.
    boolean fits(VoiceSettings wanted, Source from, Seal by) {
        return source == from
                && seal == by
                && settings.codec() == wanted.codec()
                && settings.payloadType() == wanted.payloadType();
    }

    /// Another direction or another number for telephone events.
    void agree(VoiceSettings wanted) {
        if (wanted.direction().receives() && !settings.direction().receives()) {
            listensSince = System.nanoTime();
        }
        settings = wanted;
    }

    void arrived(InetSocketAddress from, ByteBuffer datagram, long now) {
        if (!source.expects(from)) {
            if (!grace(now) || source.observed().isPresent()) {
                arrivals.fromElsewhere();
            }
            return;
        }
        var clear = seal.open(datagram);
        if (clear.isEmpty()) {
            if (grace(now)) {
                leftovers.incrementAndGet();
            }
            return; // the seal counts what it refuses
        }
        var packet = RtpPacket.read(clear.get());
        if (packet.isEmpty()) {
            arrivals.garbage();
            return;
        }
        if (!belongs(packet.get(), now)) {
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

    private boolean grace(long now) {
        return !first && now - since < GRACE;
    }

    private boolean belongs(RtpPacket packet, long now) {
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
        if (!grace(now)) {
            arrivals.otherType(type);
        }
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
        var agreed = settings.telephoneEvent();
        return agreed.isPresent() && agreed.getAsInt() == packet.payloadType();
    }

    private void begin(InetSocketAddress from, long now) {
        begun = true;
        firstNanos = now;
        lastNanos = now;
        heard = true;
        if (first) {
            tell.accept(new VoiceEvent.FirstPacket(from, now));
        }
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

    Codec codec() {
        return codec;
    }

    Source source() {
        return source;
    }

    Seal seal() {
        return seal;
    }

    Reception reception() {
        return reception;
    }

    JitterBuffer buffer() {
        return buffer;
    }

    Playout playout() {
        return playout;
    }

    /// All it counted, for the statistics of the whole call.
    Tally tally() {
        var counts = reception.counts();
        var buffered = buffer.counts();
        return new Tally(
                counts.expected(),
                counts.received(),
                buffered.late(),
                buffered.duplicates(),
                playout.heard(),
                playout.concealed(),
                arrivals.ignored(),
                arrivals.unfit());
    }

    /// What the explainer wants to know of it.
    VoiceFacts.Incoming facts(double loudest, boolean speakerGone) {
        return new VoiceFacts.Incoming(
                reception.counts().received(),
                playout.heard(),
                arrivals.undecodable(),
                arrivals.otherTypes(),
                arrivals.ignored(),
                source.stranger(),
                source.observed(),
                Math.max(0, seal.refused(Srtp.Why.WRONG_KEY) + seal.refused(Srtp.Why.MALFORMED) - leftovers.get()),
                seal.refused(Srtp.Why.REPLAYED),
                quietFor(),
                noise.described(),
                loudest,
                speakerGone);
    }

    /// How long this agreement stands, or how long the door may be heard again after a hold.
    Duration standing() {
        return Duration.ofNanos(System.nanoTime() - listensSince);
    }

    /// How long ago the last packet came; nothing where none did.
    private Duration quietFor() {
        return heard ? Duration.ofNanos(System.nanoTime() - Math.max(lastNanos, listensSince)) : Duration.ZERO;
    }

    OptionalLong firstPacketNanos() {
        return heard ? OptionalLong.of(firstNanos) : OptionalLong.empty();
    }
}
