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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The hearing half of a voice: one thread receives packets into the jitter buffer, another plays them at the
/// speaker's pace. Neither owns the socket; the receiving one ends when it is closed, the playing one when it is
/// interrupted.
final class Ear {
    private static final Logger log = LoggerFactory.getLogger(Ear.class);
    private static final Duration LEAST_HELD = Duration.ofMillis(40);
    private static final Duration MOST_HELD = Duration.ofMillis(300);
    private static final int MOST_DATAGRAM = 2048;
    private static final int MOST_SAMPLES = 120 * Sound.RATE / 1000; // no sender of sense puts more into a packet

    private final DatagramSocket socket;
    private final VoiceSettings settings;
    private final Source source;
    private final Sound sound;
    private final Consumer<VoiceEvent> tell;
    private final Reception reception = new Reception(Sound.RATE);
    private final JitterBuffer buffer = new JitterBuffer(Sound.RATE, LEAST_HELD, MOST_HELD);
    private final Playout playout;
    private final TonesIn tones = new TonesIn();
    private final Level level = new Level();
    private final AtomicLong ignored = new AtomicLong();
    private final AtomicLong garbage = new AtomicLong();
    private volatile double volume = 1;
    private double played = 1;
    private boolean begun;
    private int ssrc;
    private volatile long firstNanos;
    private volatile boolean heard;
    private volatile boolean over;

    Ear(DatagramSocket socket, VoiceSettings settings, Source source, Sound sound, Consumer<VoiceEvent> tell) {
        this.socket = socket;
        this.settings = settings;
        this.source = source;
        this.sound = sound;
        this.tell = tell;
        this.playout = new Playout(buffer, settings.codec());
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
        var packet = RtpPacket.read(ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength()))
                .filter(this::belongs);
        if (packet.isEmpty()) {
            garbage.incrementAndGet();
            return;
        }
        var from = (InetSocketAddress) datagram.getSocketAddress();
        if (!source.admits(from)) {
            ignored.incrementAndGet();
            return;
        }
        if (!begun) {
            begin(from, now);
        }
        take(packet.get(), now);
    }

    private boolean belongs(RtpPacket packet) {
        int length = packet.payload().remaining();
        if (isEvent(packet)) {
            return length >= 4;
        }
        return packet.payloadType() == settings.payloadType() && length > 0 && length <= MOST_SAMPLES;
    }

    private boolean isEvent(RtpPacket packet) {
        return settings.telephoneEvent().isPresent()
                && settings.telephoneEvent().getAsInt() == packet.payloadType();
    }

    private void begin(InetSocketAddress from, long now) {
        begun = true;
        firstNanos = now;
        heard = true;
        tell.accept(new VoiceEvent.FirstPacket(from, now));
        if (!from.equals(source.offered())) {
            tell.accept(new VoiceEvent.SourceChanged(source.offered(), from));
        }
    }

    private void take(RtpPacket packet, long now) {
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
        reception.time(packet.timestamp(), now);
        var payload = new byte[packet.payload().remaining()];
        packet.payload().get(payload);
        buffer.put(packet.sequence(), packet.timestamp(), payload.length, payload, now);
    }

    /// Plays until it is stopped and interrupted. Without a speaker, or when it goes away, the call goes on unheard.
    void play() {
        var speaker = open();
        try {
            while (!over) {
                var frame = playout.next();
                level.measure(frame);
                turn(frame);
                try {
                    speaker.write(frame);
                } catch (SoundLost e) {
                    speaker.close();
                    if (over) {
                        return;
                    }
                    gone(e);
                    speaker = new NoSound().speaker();
                }
            }
        } catch (InterruptedException e) {
            // Only the closing voice interrupts; the thread ends here.
        } finally {
            speaker.close();
        }
    }

    private Sound.Speaker open() {
        try {
            return sound.speaker();
        } catch (SoundLost e) {
            gone(e);
            return new NoSound().speaker();
        }
    }

    private void gone(SoundLost lost) {
        log.warn("The speaker is gone: {}", lost.getMessage());
        tell.accept(new VoiceEvent.SoundGone(VoiceEvent.Side.SPEAKER, lost.getMessage()));
    }

    /// Applies the volume, gliding over one frame so that a change does not click.
    private void turn(short[] frame) {
        double wanted = volume;
        double from = played;
        if (wanted == 1 && from == 1) {
            return;
        }
        for (int i = 0; i < frame.length; i++) {
            frame[i] = (short) (frame[i] * (from + (wanted - from) * i / frame.length));
        }
        played = wanted;
    }

    /// Said before the thread is interrupted, for a device may swallow an interrupt.
    void stop() {
        over = true;
    }

    void volume(double wanted) {
        if (!Double.isNaN(wanted)) {
            volume = Math.clamp(wanted, 0.0, 1.0);
        }
    }

    double level() {
        return level.decibels();
    }

    Reception reception() {
        return reception;
    }

    JitterBuffer buffer() {
        return buffer;
    }

    long concealed() {
        return playout.concealed();
    }

    long ignored() {
        return ignored.get();
    }

    long garbage() {
        return garbage.get();
    }

    OptionalLong firstPacketNanos() {
        return heard ? OptionalLong.of(firstNanos) : OptionalLong.empty();
    }
}
