package gatehouse.audio;

import gatehouse.lifecycle.Joining;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plays one sound again and again, from `start()` to `stop()`. Where nothing can be heard it does nothing; a device
/// that
/// fails ends it, which is logged, for what it tells is on the screen all the same.
///
/// Safe for any thread.
final class Repeating implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Repeating.class);

    private final String name;
    private final Sound sound;
    private final short[] once;
    private final int every;
    private final DoubleSupplier loudness;
    private Thread playing; // guarded by this
    private boolean closed; // guarded by this

    /// `once` is at 16 kHz and begins anew after `every` samples; `loudness` is 0 to 1.
    Repeating(String name, Sound sound, short[] once, int every, DoubleSupplier loudness) {
        this.name = name;
        this.sound = sound;
        this.once = once.clone();
        this.every = every;
        this.loudness = loudness;
    }

    /// Begins to play; while it plays already, does nothing.
    synchronized void start() {
        if (closed || sound.silent() || (playing != null && playing.isAlive())) {
            return;
        }
        playing = Thread.ofPlatform().daemon(true).name(name).start(this::play);
    }

    /// Ends it at once and returns when its thread is gone.
    void stop() {
        Thread thread;
        synchronized (this) {
            thread = playing;
            playing = null;
        }
        if (thread != null) {
            thread.interrupt();
            Joining.untilEnded(thread);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        stop();
    }

    private void play() {
        try (var speaker = sound.speaker(Sound.WIDE)) {
            int samples = Math.toIntExact(speaker.beat().toMillis() * Sound.WIDE / 1000);
            var fade = new Fade(loudness.getAsDouble());
            for (int at = 0; plays(); at = at + samples >= every ? 0 : at + samples) {
                var frame = at >= once.length ? new short[samples] : Arrays.copyOfRange(once, at, at + samples);
                fade.to(frame, loudness.getAsDouble());
                speaker.write(frame);
            }
        } catch (SoundLost e) {
            if (plays()) { // a device may swallow the interrupt of stop() and say this
                log.warn("The {} cannot be played: {}", name, e.getMessage());
            }
        } catch (InterruptedException e) {
            // Only stop() interrupts; the thread ends here.
        }
    }

    private synchronized boolean plays() {
        return playing == Thread.currentThread();
    }
}
