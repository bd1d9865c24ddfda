package gatehouse.ui.settings;

import gatehouse.audio.SoundState;
import gatehouse.audio.SoundWishes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleConsumer;

/// What the screens ask about the sound of this desk. Nothing waits for a device.
public interface SoundSource {
    /// As it was when last looked.
    SoundState state();

    void choose(SoundWishes wishes);

    /// Tells about ten times a second, on any thread, how loud this microphone is, in dB below full scale, until what
    /// is
    /// answered is run; the one in use if none is named.
    Runnable preview(Optional<String> microphone, DoubleConsumer level);

    /// Plays a short chime on this speaker; fails when it cannot be heard there.
    CompletableFuture<Void> tryOut(Optional<String> speaker);

    /// Rings once, as loud as it would ring now.
    CompletableFuture<Void> tryRing();

    /// 0 to 1.
    double ringVolume();

    /// The site wants it no softer.
    double leastRingVolume();

    void ringVolume(double volume);

    /// Whether the guard is heard only while the talk key is held, in every call.
    boolean talkKey();

    /// From the next call on.
    void talkKey(boolean wanted);

    /// A desk without any sound.
    static SoundSource silent() {
        return new SoundSource() {
            private static final SoundState.Used NOTHING = new SoundState.Used(Optional.empty(), Optional.empty());

            @Override
            public SoundState state() {
                return new SoundState(
                        List.of(),
                        SoundWishes.NONE,
                        NOTHING,
                        NOTHING,
                        NOTHING,
                        SoundState.Cleaning.OFF,
                        Optional.empty());
            }

            @Override
            public void choose(SoundWishes wishes) {}

            @Override
            public Runnable preview(Optional<String> microphone, DoubleConsumer level) {
                return () -> {};
            }

            @Override
            public CompletableFuture<Void> tryOut(Optional<String> speaker) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletableFuture<Void> tryRing() {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public double ringVolume() {
                return 1;
            }

            @Override
            public double leastRingVolume() {
                return 0;
            }

            @Override
            public void ringVolume(double volume) {}

            @Override
            public boolean talkKey() {
                return false;
            }

            @Override
            public void talkKey(boolean wanted) {}
        };
    }
}
