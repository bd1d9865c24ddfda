package gatehouse.audio;

import gatehouse.rtp.RtpPacket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The speaking half of a voice: every 20 ms, by the microphone's clock, one packet of voice or of a tone. Muted, it
/// goes on sending silence, so that a door behind address translation stays reachable.
final class Mouth {
    private static final Logger log = LoggerFactory.getLogger(Mouth.class);

    private final DatagramSocket socket;
    private final VoiceSettings settings;
    private final Source source;
    private final Sound sound;
    private final TonesOut tones;
    private final Consumer<VoiceEvent> tell;
    private final Seal seal;
    private final Codec codec;
    private final Codec.Encoder encoder;
    private final Level level;
    private final Gain gain = new Gain();
    private final int ssrc = ThreadLocalRandom.current().nextInt();
    private final AtomicLong packets = new AtomicLong();
    private final AtomicLong octets = new AtomicLong();
    private int sequence = ThreadLocalRandom.current().nextInt(0x8000);
    private volatile long timestamp = ThreadLocalRandom.current().nextInt() & 0x7fff_ffffL;
    private boolean silentBefore = true;
    private volatile boolean silenced;
    private volatile boolean microphoneGone;
    private volatile HalfDuplex halfDuplex; // null: both may speak at once
    private volatile DoubleSupplier doorLevel = () -> Level.SILENCE;
    private volatile boolean over;

    Mouth(
            DatagramSocket socket,
            VoiceSettings settings,
            Source source,
            Seal seal,
            Sound sound,
            TonesOut tones,
            Consumer<VoiceEvent> tell) {
        this.socket = socket;
        this.settings = settings;
        this.source = source;
        this.seal = seal;
        this.sound = sound;
        this.tones = tones;
        this.tell = tell;
        this.codec = settings.codec();
        this.encoder = codec.encoder();
        this.level = new Level(codec.sampleRate());
    }

    /// Speaks until it is stopped and interrupted. Without a microphone, or when it goes away, the call goes on in
    /// silence.
    void speak() {
        var microphone = open();
        var frame = new short[codec.frameSamples()];
        try {
            while (!over) {
                try {
                    microphone.read(frame);
                } catch (SoundLost e) {
                    microphone.close();
                    if (over) {
                        return;
                    }
                    gone(e);
                    microphone = new NoSound().microphone();
                    continue;
                }
                gain.apply(frame);
                if (silenced || !hasTheFloor(frame)) {
                    Arrays.fill(frame, (short) 0);
                }
                level.measure(frame);
                send(frame);
            }
        } catch (InterruptedException e) {
            // Only the closing voice interrupts; the thread ends here.
        } finally {
            microphone.close();
        }
    }

    private boolean hasTheFloor(short[] frame) {
        var half = halfDuplex;
        return half == null || half.next(Level.of(frame), doorLevel.getAsDouble()) == HalfDuplex.Floor.GUARD;
    }

    private Sound.Microphone open() {
        try {
            return sound.microphone(codec.sampleRate());
        } catch (SoundLost e) {
            gone(e);
            return new NoSound().microphone();
        }
    }

    private void gone(SoundLost lost) {
        microphoneGone = true;
        log.warn("The microphone is gone: {}", lost.getMessage());
        tell.accept(new VoiceEvent.SoundGone(VoiceEvent.Side.MICROPHONE, lost.getMessage()));
    }

    /// One packet each 20 ms: a tone goes in place of the voice, in the same sequence (RFC 4733 §2.6).
    private void send(short[] frame) {
        Optional<TonesOut.Packet> tone =
                settings.telephoneEvent().isPresent() ? tones.next(timestamp) : Optional.empty();
        if (tone.isPresent()) {
            var packet = tone.get();
            put(new RtpPacket(
                    settings.telephoneEvent().getAsInt(),
                    packet.marker(),
                    sequence,
                    packet.timestamp(),
                    ssrc,
                    packet.event().write()));
            silentBefore = true;
        } else {
            var line = encoder.encode(frame);
            if (line.length == 0) {
                silentBefore = true;
                timestamp = timestamp + codec.frameTicks() & 0xffff_ffffL;
                return;
            }
            // The marker says that voice begins after a pause, RFC 3551 §4.1.
            put(new RtpPacket(settings.payloadType(), silentBefore, sequence, timestamp, ssrc, ByteBuffer.wrap(line)));
            silentBefore = false;
        }
        sequence = sequence + 1 & 0xffff;
        timestamp = timestamp + codec.frameTicks() & 0xffff_ffffL;
    }

    private void put(RtpPacket packet) {
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

    /// Said before the thread is interrupted, for a device may swallow an interrupt.
    void stop() {
        over = true;
    }

    /// Whether silence goes out in place of the voice. Tones go out all the same.
    void silence(boolean wanted) {
        silenced = wanted;
    }

    void gain(double decibels) {
        gain.decibels(decibels);
    }

    /// From now on only who has the floor is let through; the door's loudness comes from here.
    void halfDuplex(HalfDuplex wanted, DoubleSupplier door) {
        doorLevel = door;
        halfDuplex = wanted;
    }

    boolean microphoneGone() {
        return microphoneGone;
    }

    double loudest() {
        return level.loudest();
    }

    double level() {
        return level.decibels();
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
