package gatehouse.audio;

import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rings the guard: a chime every three seconds from `start()` to `stop()`, quieter while somebody is being talked
/// to. Where nothing can be heard it does nothing; a device that fails ends the ringing, which is logged, for the
/// pop-up is there all the same.
///
/// Safe for any thread.
public final class RingTone implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RingTone.class);
    private static final int EVERY = 3 * Sound.RATE; // samples
    private static final double QUIET = 0.15;

    private final Sound sound;
    private final short[] chime;
    private volatile boolean quieter;
    private Thread ringing; // guarded by this
    private boolean closed; // guarded by this

    /// `variation` is 0 to 3; others are counted round.
    public RingTone(Sound sound, int variation) {
        this.sound = sound;
        this.chime = Chime.samples(variation);
    }

    /// Begins to ring; while it rings already, does nothing.
    public synchronized void start() {
        if (closed || sound.silent() || (ringing != null && ringing.isAlive())) {
            return;
        }
        ringing = Thread.ofPlatform().daemon(true).name("ring-tone").start(this::ring);
    }

    /// Ends the ringing at once and returns when its thread is gone.
    public void stop() {
        Thread thread;
        synchronized (this) {
            thread = ringing;
            ringing = null;
        }
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void quieter(boolean wanted) {
        quieter = wanted;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        stop();
    }

    private void ring() {
        try (var speaker = sound.speaker()) {
            for (int at = 0; rings(); at = (at + Sound.FRAME) % EVERY) {
                speaker.write(frame(at));
            }
        } catch (SoundLost e) {
            if (rings()) { // a device may swallow the interrupt of stop() and say this
                log.warn("The ring tone cannot be played: {}", e.getMessage());
            }
        } catch (InterruptedException e) {
            // Only stop() interrupts; the thread ends here.
        }
    }

    private synchronized boolean rings() {
        return ringing == Thread.currentThread();
    }

    private short[] frame(int at) {
        if (at >= chime.length) {
            return new short[Sound.FRAME];
        }
        var frame = Arrays.copyOfRange(chime, at, at + Sound.FRAME);
        if (quieter) {
            for (int i = 0; i < frame.length; i++) {
                frame[i] = (short) (frame[i] * QUIET);
            }
        }
        return frame;
    }
}
