package gatehouse.audio;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The voice of the door on its way out of the jitter buffer and into the speaker, at the speaker's pace. When another
/// agreement begins its first frame is blended with the last of the one before.
final class Player {
    private static final Logger log = LoggerFactory.getLogger(Player.class);
    private static final double SOFT = 0.2;

    private final Ear ear;
    private final Sound sound;
    private final Consumer<VoiceEvent> tell;
    private final Level level = new Level(Sound.WIDE);
    private final Gain gain = new Gain();
    private final Fade fade = new Fade(0);
    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong heldNanos = new AtomicLong();
    private Hearing playing;
    private Resampling fromCodec;
    private final Floors floors;
    private volatile double frameLevel = Level.SILENCE;
    private volatile double volume = 1;
    private volatile boolean softer;
    private volatile boolean deaf;
    private volatile Announcing announcing; // null: none
    private volatile boolean speakerGone;
    private volatile Sound.Speaker line = new NoSound().speaker();
    private volatile boolean over;

    Player(Ear ear, Floors floors, Sound sound, Consumer<VoiceEvent> tell) {
        this.ear = ear;
        this.floors = floors;
        this.sound = sound;
        this.tell = tell;
        this.playing = ear.hearing();
        this.fromCodec = from(playing);
    }

    private static Resampling from(Hearing hearing) {
        return new Resampling(hearing.codec().sampleRate(), Sound.WIDE);
    }

    /// Plays until it is stopped and interrupted. Without a speaker, or when it goes away, the call goes on unheard.
    void play() {
        var speaker = open();
        line = speaker;
        try {
            while (!over) {
                try {
                    speaker.ready();
                    speaker.write(next(Math.toIntExact(speaker.beat().toMillis() * Sound.WIDE / 1000)));
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

    private short[] next(int samples) {
        var hearing = ear.hearing();
        var frame = hearing == playing ? taken(samples) : changed(hearing, samples);
        level.measure(frame);
        frameLevel = Level.of(frame);
        gain.apply(frame);
        turn(frame);
        var announced = announcing;
        if (announced != null) {
            announced.overhear(frame);
        }
        return frame;
    }

    private short[] taken(int samples) {
        heldNanos.addAndGet(playing.buffer().depth().toNanos());
        frames.incrementAndGet();
        return fromCodec.run(playing.playout().next(samples * playing.codec().sampleRate() / Sound.WIDE));
    }

    private short[] changed(Hearing hearing, int samples) {
        var last = taken(samples);
        playing = hearing;
        fromCodec = from(hearing);
        level.restart();
        var first = taken(samples);
        for (int i = 0; i < samples; i++) {
            first[i] = (short) ((first[i] * i + last[i] * (samples - i)) / samples);
        }
        return first;
    }

    private Sound.Speaker open() {
        try {
            return sound.speaker(Sound.WIDE);
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

    private void turn(short[] frame) {
        var half = floors.half();
        boolean shut = deaf || (half.isPresent() && half.get().floor() == HalfDuplex.Floor.GUARD);
        fade.to(frame, shut ? 0 : softer ? volume * SOFT : volume);
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

    void softer(boolean wanted) {
        softer = wanted;
    }

    /// Whether nothing of the door is heard, though it goes on being received: so nothing heaps up meanwhile.
    void deaf(boolean wanted) {
        deaf = wanted;
    }

    void announce(Optional<Announcing> wanted) {
        announcing = wanted.orElse(null);
    }

    void gain(double decibels) {
        gain.decibels(decibels);
    }

    double level() {
        return level.decibels();
    }

    double loudest() {
        return level.loudest();
    }

    /// Of the last frame.
    double frameLevel() {
        return frameLevel;
    }

    long frames() {
        return frames.get();
    }

    /// How long the frames so far were held by the jitter buffer, all together.
    long heldNanos() {
        return heldNanos.get();
    }

    boolean speakerGone() {
        return speakerGone || line.gone();
    }
}
