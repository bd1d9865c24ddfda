package gatehouse.audio;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sound.sampled.DataLine;

/// A line of Java Sound that cannot keep its thread for ever. Java Sound has no wait with an end of its own, and
/// PulseAudio under ALSA neither says how much is ready nor always starts at the first try: a line on which nothing
/// moves is started again, and after two seconds it is lost.
///
/// `move` is confined to one thread; `close` from any.
final class SteadyLine {
    private static final long NUDGE = Duration.ofMillis(150).toNanos();
    private static final long LOST = Duration.ofSeconds(2).toNanos();
    private static final long BREATH = Duration.ofMillis(10).toNanos();

    /// The blocking read or write of the line; it moves less when the line stops or fails.
    interface Move {
        int some(byte[] bytes, int from, int count);
    }

    private final DataLine line;
    private final Thread watch;
    private volatile long movedAt = System.nanoTime();
    private volatile boolean closed;

    private SteadyLine(DataLine line) {
        this.line = line;
        this.watch = Thread.ofVirtual().name("sound-watch").unstarted(this::watch);
    }

    /// Starts an opened line and watches over it from now on.
    static SteadyLine start(DataLine line) {
        var steady = new SteadyLine(line);
        line.start();
        steady.watch.start();
        return steady;
    }

    void move(byte[] bytes, Move move) throws SoundLost, InterruptedException {
        int done = 0;
        while (done < bytes.length) {
            int some = move.some(bytes, done, bytes.length - done);
            if (some > 0) {
                done += some;
                movedAt = System.nanoTime();
                continue;
            }
            if (!line.isOpen()) {
                throw new SoundLost("the device stands still");
            }
            LockSupport.parkNanos(BREATH);
            if (Thread.interrupted()) {
                throw new InterruptedException("the sound was stopped");
            }
            line.start();
        }
    }

    void close() {
        closed = true;
        LockSupport.unpark(watch);
        line.close();
    }

    private void watch() {
        while (!closed) {
            long still = System.nanoTime() - movedAt;
            if (still > LOST) {
                line.close();
                return;
            }
            if (still > NUDGE) {
                line.stop(); // ends a waiting read or write, which starts the line again
            }
            LockSupport.parkNanos(NUDGE);
        }
    }
}
