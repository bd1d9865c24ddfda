package gatehouse.audio;

import java.time.Duration;
import java.util.Arrays;

/// In place of a sound device: the microphone is silence, the speaker forgets, both as fast as a device would.
public final class NoSound implements Sound {
    static final Duration BEAT = Duration.ofMillis(20);

    @Override
    public String name() {
        return "no sound";
    }

    @Override
    public boolean silent() {
        return true;
    }

    @Override
    public Microphone microphone() {
        var pacer = new Pacer(BEAT);
        return new Microphone() {
            @Override
            public void read(short[] samples) throws InterruptedException {
                pacer.await();
                Arrays.fill(samples, (short) 0);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Microphone microphone(int rate) {
        return microphone();
    }

    @Override
    public Speaker speaker(int rate) {
        return speaker();
    }

    @Override
    public Speaker speaker() {
        var pacer = new Pacer(BEAT);
        return new Speaker() {
            @Override
            public void write(short[] samples) throws InterruptedException {
                pacer.await();
            }

            @Override
            public void close() {}
        };
    }
}
