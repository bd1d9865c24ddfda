package gatehouse.audio;

import java.time.Duration;

/// In place of a sound device where somebody wants to know what was heard: the microphone hums one tone, the speaker
/// keeps the last seconds. For tests and the tour.
///
/// Safe for any thread.
public final class ToneSound implements Sound {
    private static final double AMPLITUDE = 8000;

    private final double hz;
    private final short[] kept;
    private long written; // guarded by kept
    private long forgotten; // as above

    public ToneSound(double hz, Duration keep) {
        this.hz = hz;
        this.kept = new short[Math.toIntExact(Math.max(FRAME, keep.toMillis() * RATE / 1000))];
    }

    @Override
    public String name() {
        return "a tone of " + Math.round(hz) + " Hz";
    }

    @Override
    public boolean silent() {
        return false;
    }

    /// The newest samples played, oldest first.
    public short[] heard() {
        synchronized (kept) {
            int count = (int) Math.min(written - forgotten, kept.length);
            var newest = new short[count];
            for (int i = 0; i < count; i++) {
                newest[i] = kept[(int) ((written - count + i) % kept.length)];
            }
            return newest;
        }
    }

    /// Forgets what was played so far.
    public void forget() {
        synchronized (kept) {
            forgotten = written;
        }
    }

    @Override
    public Microphone microphone() {
        var pacer = new Pacer(NoSound.BEAT);
        return new Microphone() {
            private long at;

            @Override
            public void read(short[] samples) throws InterruptedException {
                pacer.await();
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = (short) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * hz * at++ / RATE));
                }
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Speaker speaker() {
        var pacer = new Pacer(NoSound.BEAT);
        return new Speaker() {
            private long at;

            @Override
            public void write(short[] samples) throws InterruptedException {
                pacer.await();
                at = mix(samples, at);
            }

            @Override
            public void close() {}
        };
    }

    /// After all that was heard so far.
    void keep(short[] samples) {
        synchronized (kept) {
            mix(samples, written);
        }
    }

    /// Several voices are heard at once, as from one loudspeaker. `at` is where this one goes on; one that begins, or
    /// that came late, is heard now. Returns where it goes on next.
    private long mix(short[] samples, long at) {
        synchronized (kept) {
            long start = at + 2L * samples.length < written ? Math.max(0, written - samples.length) : at;
            for (int i = 0; i < samples.length; i++) {
                long place = start + i;
                int slot = (int) (place % kept.length);
                if (place < written) {
                    int sum = kept[slot] + samples[i];
                    kept[slot] = (short) Math.clamp(sum, Short.MIN_VALUE, Short.MAX_VALUE);
                } else {
                    kept[slot] = samples[i];
                    written = place + 1;
                }
            }
            return start + samples.length;
        }
    }
}
