package gatehouse.audio;

import gatehouse.rtp.JitterBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The voice of the door on its way out of the jitter buffer and into the speaker, at the speaker's pace.
final class Player {
    private static final Logger log = LoggerFactory.getLogger(Player.class);

    private final Codec codec;
    private final JitterBuffer buffer;
    private final Playout playout;
    private final Sound sound;
    private final Consumer<VoiceEvent> tell;
    private final Level level;
    private final Gain gain = new Gain();
    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong heldNanos = new AtomicLong();
    private volatile HalfDuplex halfDuplex; // null: both may speak at once
    private volatile double frameLevel = Level.SILENCE;
    private volatile double volume = 1;
    private volatile boolean speakerGone;
    private volatile boolean over;
    private double played = 1;

    Player(Codec codec, Ear ear, Sound sound, Consumer<VoiceEvent> tell) {
        this.codec = codec;
        this.buffer = ear.buffer();
        this.playout = ear.playout();
        this.sound = sound;
        this.tell = tell;
        this.level = new Level(codec.sampleRate());
    }

    /// Plays until it is stopped and interrupted. Without a speaker, or when it goes away, the call goes on unheard.
    void play() {
        var speaker = open();
        try {
            while (!over) {
                var frame = next();
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

    private short[] next() {
        heldNanos.addAndGet(buffer.depth().toNanos());
        var frame = playout.next();
        frames.incrementAndGet();
        level.measure(frame);
        frameLevel = Level.of(frame);
        gain.apply(frame);
        turn(frame);
        return frame;
    }

    private Sound.Speaker open() {
        try {
            return sound.speaker(codec.sampleRate());
        } catch (SoundLost e) {
            gone(e);
            return new NoSound().speaker();
        }
    }

    private void gone(SoundLost lost) {
        speakerGone = true;
        log.warn("The speaker is gone: {}", lost.getMessage());
        tell.accept(new VoiceEvent.SoundGone(VoiceEvent.Side.SPEAKER, lost.getMessage()));
    }

    /// Applies the volume, gliding over one frame so that a change does not click.
    private void turn(short[] frame) {
        var half = halfDuplex;
        double wanted = half != null && half.floor() == HalfDuplex.Floor.GUARD ? 0 : volume;
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

    void gain(double decibels) {
        gain.decibels(decibels);
    }

    /// From now on the door is heard only while it has the floor; null lets it through always.
    void halfDuplex(HalfDuplex wanted) {
        halfDuplex = wanted;
    }

    double level() {
        return level.decibels();
    }

    double loudest() {
        return level.loudest();
    }

    /// Of the last 20 ms.
    double frameLevel() {
        return frameLevel;
    }

    long concealed() {
        return playout.concealed();
    }

    /// Packets that became sound.
    long heard() {
        return playout.heard();
    }

    long frames() {
        return frames.get();
    }

    /// How long the frames so far were held by the jitter buffer, all together.
    long heldNanos() {
        return heldNanos.get();
    }

    boolean speakerGone() {
        return speakerGone;
    }
}
