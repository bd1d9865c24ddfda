package gatehouse.audio;

import gatehouse.rtp.RtpPacket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is said under one agreement: frames become packets with numbers and times of their own. Where the clock or the
/// key changes another speech begins under another SSRC (RFC 7160 §4.2), so that nobody sets old times against new
/// ones.
///
/// Confined to the thread that speaks, but for what counts.
final class Speech {
    private static final Logger log = LoggerFactory.getLogger(Speech.class);

    private final DatagramSocket socket;
    private final Source source;
    private final Seal seal;
    private final Codec codec;
    private final Codec.Encoder encoder;
    private final Resampling toCodec;
    private final int ssrc = ThreadLocalRandom.current().nextInt();
    private final AtomicLong packets = new AtomicLong();
    private final AtomicLong octets = new AtomicLong();
    private volatile VoiceSettings settings;
    private int sequence = ThreadLocalRandom.current().nextInt(0x8000);
    private volatile long timestamp = ThreadLocalRandom.current().nextInt() & 0x7fff_ffffL;
    private boolean silentBefore = true;

    Speech(DatagramSocket socket, VoiceSettings settings, Source source, Seal seal) {
        this.socket = socket;
        this.settings = settings;
        this.source = source;
        this.seal = seal;
        this.codec = settings.codec();
        this.encoder = codec.encoder();
        this.toCodec = new Resampling(Sound.WIDE, codec.sampleRate());
    }

    boolean fits(VoiceSettings wanted, Source to, Seal by) {
        return source == to && seal == by && settings.codec() == wanted.codec();
    }

    /// Another direction or other numbers.
    void agree(VoiceSettings wanted) {
        settings = wanted;
    }

    /// One packet each 20 ms: a tone goes in place of the voice, in the same sequence (RFC 4733 §2.6). On hold only the
    /// time goes on.
    void say(short[] wide, TonesOut tones) {
        var now = settings;
        if (now.direction().sends()) {
            packetOf(wide, now, tones);
        } else {
            silentBefore = true;
        }
        timestamp = timestamp + codec.frameTicks() & 0xffff_ffffL;
    }

    private void packetOf(short[] wide, VoiceSettings now, TonesOut tones) {
        var event = now.telephoneEvent();
        var tone = event.isPresent() ? tones.next(timestamp, codec.frameTicks()) : TonesOut.NOTHING;
        var samples = toCodec.run(wide);
        if (tone.isPresent()) {
            var packet = tone.get();
            put(new RtpPacket(
                    event.getAsInt(),
                    packet.marker(),
                    sequence,
                    packet.timestamp(),
                    ssrc,
                    packet.event().write()));
            silentBefore = true;
            return;
        }
        var line = encoder.encode(samples);
        if (line.length == 0) {
            silentBefore = true;
            return;
        }
        // The marker says that voice begins after a pause, RFC 3551 §4.1.
        put(new RtpPacket(now.payloadType(), silentBefore, sequence, timestamp, ssrc, ByteBuffer.wrap(line)));
        silentBefore = false;
    }

    private void put(RtpPacket packet) {
        sequence = sequence + 1 & 0xffff;
        var target = source.target();
        if (target.isEmpty()) {
            return;
        }
        var out = seal.seal(packet.write());
        var bytes = new byte[out.remaining()];
        out.get(bytes);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, target.get()));
            packets.incrementAndGet();
            octets.addAndGet(packet.payload().remaining());
        } catch (IOException e) {
            if (!socket.isClosed()) {
                log.debug("RTP send to {}: {}", target.get(), e.toString());
            }
        }
    }

    boolean sends() {
        return settings.direction().sends();
    }

    int ssrc() {
        return ssrc;
    }

    long timestamp() {
        return timestamp;
    }

    long packets() {
        return packets.get();
    }

    long octets() {
        return octets.get();
    }
}
