package gatehouse;

import gatehouse.audio.RingTone;
import gatehouse.audio.SoundBoard;
import gatehouse.audio.SoundState;
import gatehouse.audio.SoundWishes;
import gatehouse.ui.kit.Kept;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/// The sound of this workstation: which devices are wanted is remembered in the data folder, and what becomes of them
/// is
/// told to the house. Safe for any thread.
public final class SoundRoom implements AutoCloseable {
    private static final String RING_VOLUME = "sound.ringVolume";
    private static final double LEAST = 0.1; // a desk that cannot be heard to ring is none
    private static final long TRIED_SECONDS = 2;

    private final Kept kept;
    private final SoundBoard board;
    private volatile Consumer<SoundState> told = state -> {};
    private volatile Consumer<Double> rings = volume -> {};
    private volatile double ringVolume;

    private SoundRoom(Kept kept) {
        this.kept = kept;
        this.ringVolume = kept.get(RING_VOLUME).map(SoundRoom::number).orElse(1.0);
        this.board = SoundBoard.open(SoundWishes.recalled(kept::get), state -> told.accept(state));
    }

    public static SoundRoom open(Kept kept) {
        return new SoundRoom(kept);
    }

    public Sounds sounds() {
        return new Sounds(board, board.ringer(), Optional.empty());
    }

    /// From now on the house shows how the sound stands, and rings as loud as is wanted here.
    public void tell(House house) {
        told = house::soundChanged;
        rings = house::ringVolume;
        house.ringVolume(ringVolume);
        if (!board.state().devices().isEmpty()) {
            house.soundChanged(board.state());
        }
    }

    public SoundState state() {
        return board.state();
    }

    public void choose(SoundWishes wishes) {
        wishes.remember(kept::put);
        board.choose(wishes);
    }

    public Runnable preview(Optional<String> microphone, DoubleConsumer level) {
        return board.preview(microphone, loudness -> level.accept(loudness.level()))::close;
    }

    public CompletableFuture<Void> tryOut(Optional<String> speaker) {
        return board.tryOut(speaker);
    }

    public CompletableFuture<Void> tryRing() {
        var tone = new RingTone(board.ringer(), 0);
        tone.volume(Math.max(LEAST, ringVolume));
        tone.start();
        Executor later = CompletableFuture.delayedExecutor(TRIED_SECONDS, TimeUnit.SECONDS);
        return CompletableFuture.runAsync(tone::close, later);
    }

    public double ringVolume() {
        return ringVolume;
    }

    public double leastRingVolume() {
        return LEAST;
    }

    public void ringVolume(double volume) {
        ringVolume = Math.clamp(volume, LEAST, 1.0);
        kept.put(RING_VOLUME, Double.toString(ringVolume));
        rings.accept(ringVolume);
    }

    @Override
    public void close() {
        board.close();
    }

    private static double number(String text) {
        try {
            return Math.clamp(Double.parseDouble(text), LEAST, 1.0);
        } catch (NumberFormatException e) {
            return 1;
        }
    }
}
