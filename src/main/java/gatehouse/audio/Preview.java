package gatehouse.audio;

import gatehouse.lifecycle.Joining;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens to a microphone so that somebody can see whether it works. `close()` returns when the device is free again.
public final class Preview implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Preview.class);
    private static final int CLIPPED = 32_700;

    /// A tenth of a second: its mean and its loudest sample, in dB below full scale, and whether it was cut off at the
    /// top.
    public record Loudness(double level, double peak, boolean clipped) {
        static Loudness of(short[] samples) {
            int most = 0;
            for (short sample : samples) {
                most = Math.max(most, Math.abs((int) sample));
            }
            double peak = most == 0 ? Level.SILENCE : 20 * Math.log10(most / 32768.0);
            return new Loudness(Level.of(samples), peak, most >= CLIPPED);
        }
    }

    interface Opening {
        Sound.Microphone open() throws SoundLost;
    }

    private final Thread thread;
    private volatile boolean over;

    private Preview(Opening opening, Consumer<Loudness> tells) {
        thread = Thread.ofPlatform().daemon(true).name("sound-preview").unstarted(() -> listen(opening, tells));
    }

    static Preview start(Opening opening, Consumer<Loudness> tells) {
        var preview = new Preview(opening, tells);
        preview.thread.start();
        return preview;
    }

    /// A microphone that cannot be had is one that hears nothing.
    private void listen(Opening opening, Consumer<Loudness> tells) {
        try (var microphone = opening.open()) {
            var tenth = new short[Sound.WIDE / 10];
            while (!over) {
                microphone.read(tenth);
                tells.accept(Loudness.of(tenth));
            }
        } catch (SoundLost e) {
            if (!over) {
                log.warn("The microphone cannot be tried: {}", e.getMessage());
                tells.accept(new Loudness(Level.SILENCE, Level.SILENCE, false));
            }
        } catch (InterruptedException e) {
            // Only close() interrupts; the thread ends here.
        }
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
        Joining.untilEnded(thread);
    }
}
