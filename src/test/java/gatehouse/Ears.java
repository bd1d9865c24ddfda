package gatehouse;

import static org.junit.jupiter.api.Assertions.fail;

import gatehouse.audio.Sound;
import gatehouse.audio.SoundLost;
import gatehouse.audio.ToneDetector;
import gatehouse.audio.ToneSound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The guard's sound in a test: the microphone hums one tone, and what each call plays is kept for itself. Safe for any
/// thread.
final class Ears implements Sound {
    private static final Duration KEPT = Duration.ofSeconds(2);

    private final ToneSound mouth;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition played = lock.newCondition();
    private final List<ToneSound> heard = new ArrayList<>(); // guarded by lock

    Ears(double hz) {
        mouth = new ToneSound(hz, Duration.ZERO);
    }

    @Override
    public String name() {
        return mouth.name();
    }

    @Override
    public boolean silent() {
        return false;
    }

    @Override
    public Microphone microphone() {
        return mouth.microphone();
    }

    @Override
    public Speaker speaker() {
        var own = new ToneSound(0, KEPT);
        lock.lock();
        try {
            heard.add(own);
        } finally {
            lock.unlock();
        }
        var speaker = own.speaker();
        return new Speaker() {
            @Override
            public void write(short[] samples) throws SoundLost, InterruptedException {
                speaker.write(samples);
                lock.lock();
                try {
                    played.signalAll();
                } finally {
                    lock.unlock();
                }
            }

            @Override
            public void close() {
                speaker.close();
            }
        };
    }

    /// The last seconds of every call so far.
    List<short[]> heard() {
        lock.lock();
        try {
            return heard.stream().map(ToneSound::heard).toList();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the newest call has played two seconds that are this tone; answers its share of all that was heard.
    double awaitTone(double hz, double leastShare) throws InterruptedException {
        long left = TimeUnit.SECONDS.toNanos(30);
        lock.lock();
        try {
            double share = 0;
            while (left > 0) {
                var newest = heard.isEmpty() ? new short[0] : heard.getLast().heard();
                share = ToneDetector.share(newest, hz);
                if (newest.length == KEPT.toSeconds() * RATE && share >= leastShare) {
                    return share;
                }
                left = played.awaitNanos(left);
            }
            return fail("Of what was heard, " + share + " was the tone of " + hz + " Hz");
        } finally {
            lock.unlock();
        }
    }
}
