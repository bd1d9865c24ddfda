package gatehouse.audio;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The speaking half of a voice: every 20 ms, by the microphone's clock, one frame of the guard, of a tone or of an
/// announcement. Muted, it goes on sending silence, so that a door behind address translation stays reachable.
final class Mouth {
    private static final Logger log = LoggerFactory.getLogger(Mouth.class);
    static final int FRAME = Sound.WIDE / 50;

    private final Floors floors;
    private final DoubleSupplier doorLevel;
    private final Sound sound;
    private final TonesOut tones;
    private final DualTones dual = new DualTones();
    private final Consumer<VoiceEvent> tell;
    private final Level level = new Level(Sound.WIDE);
    private final Gain gain = new Gain();
    private final Fade fade = new Fade(0);
    private volatile Speech speech;
    private long packetsBefore; // guarded by this
    private volatile Announcing announcing; // null: none
    private volatile boolean silenced;
    private volatile boolean microphoneGone;
    private volatile Sound.Microphone line = new NoSound().microphone();
    private volatile boolean over;

    /// `doorLevel` is how loud the door is at this moment.
    Mouth(
            Speech speech,
            Floors floors,
            DoubleSupplier doorLevel,
            Sound sound,
            TonesOut tones,
            Consumer<VoiceEvent> tell) {
        this.speech = speech;
        this.floors = floors;
        this.doorLevel = doorLevel;
        this.sound = sound;
        this.tones = tones;
        this.tell = tell;
    }

    /// Speaks until it is stopped and interrupted. Without a microphone, or when it goes away, the call goes on in
    /// silence.
    void speak() {
        var microphone = open();
        line = microphone;
        var frame = new short[FRAME];
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
                choose(frame);
                level.measure(frame);
                speech.say(frame, tones);
            }
        } catch (InterruptedException e) {
            // Only the closing voice interrupts; the thread ends here.
        } finally {
            microphone.close();
        }
    }

    /// What goes out of this frame: tones before an announcement before the guard.
    private void choose(short[] frame) {
        var announced = announcing;
        boolean live = !silenced && hasTheFloor(frame);
        if (tones.busy()) {
            fade.to(frame, 0);
        } else if (dual.busy()) {
            fade.cut();
            dual.sing(frame);
        } else if (announced != null && announced.speak(frame, live)) {
            fade.cut();
        } else {
            announcing = announced == announcing ? null : announcing;
            fade.to(frame, live ? 1 : 0);
        }
    }

    private boolean hasTheFloor(short[] frame) {
        return floors.half()
                .map(half -> half.next(Level.of(frame), doorLevel.getAsDouble()) == HalfDuplex.Floor.GUARD)
                .orElse(true);
    }

    private Sound.Microphone open() {
        try {
            return sound.microphone(Sound.WIDE);
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

    /// From now on under another agreement.
    synchronized void say(Speech next) {
        packetsBefore += speech.packets();
        speech = next;
        level.restart();
    }

    /// What is agreed on now.
    Speech speech() {
        return speech;
    }

    /// Digits aloud; see `DualTones`.
    CompletableFuture<Void> sing(String digits, java.time.Duration tone, java.time.Duration pause) {
        return dual.send(digits, tone, pause);
    }

    /// In place of whatever is announced now; nothing ends it.
    void announce(Optional<Announcing> wanted) {
        var before = announcing;
        announcing = wanted.orElse(null);
        if (before != null) {
            before.end(Announcement.End.STOPPED);
        }
    }

    /// Said before the thread is interrupted, for a device may swallow an interrupt.
    void stop() {
        over = true;
        dual.close();
        announce(Optional.empty());
    }

    /// Whether silence goes out in place of the voice. Tones go out all the same.
    void silence(boolean wanted) {
        silenced = wanted;
    }

    void gain(double decibels) {
        gain.decibels(decibels);
    }

    boolean microphoneGone() {
        return microphoneGone || line.gone();
    }

    double loudest() {
        return level.loudest();
    }

    double level() {
        return level.decibels();
    }

    /// Since the voice was opened.
    synchronized long packets() {
        return packetsBefore + speech.packets();
    }
}
