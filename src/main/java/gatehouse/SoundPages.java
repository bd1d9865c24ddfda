package gatehouse;

import gatehouse.audio.RingTone;
import gatehouse.audio.SoundBoard;
import gatehouse.audio.SoundState;
import gatehouse.audio.SoundWishes;
import gatehouse.ui.kit.Kept;
import gatehouse.ui.settings.SoundSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;

/// The workstation's sound as the screens ask for it. What is chosen is remembered for the next start. Safe for any
/// thread.
final class SoundPages implements SoundSource {
    private static final String RING_VOLUME = "sound.ring";
    /// Softer nobody is called by it.
    private static final double LEAST = 0.2;
    private static final Duration ONCE = Duration.ofMillis(2500);

    private final SoundBoard board;
    private final Kept kept;
    private final DoubleConsumer ringing;
    private volatile double volume;

    /// `ringing` is told how loud it is to ring.
    SoundPages(SoundBoard board, Kept kept, DoubleConsumer ringing) {
        this.board = board;
        this.kept = kept;
        this.ringing = ringing;
        volume = Math.clamp(kept.get(RING_VOLUME).map(SoundPages::number).orElse(1.0), LEAST, 1);
        ringing.accept(volume);
    }

    private static double number(String text) {
        return text.matches("[01](\\.\\d{1,4})?") ? Double.parseDouble(text) : 1;
    }

    @Override
    public SoundState state() {
        return board.state();
    }

    @Override
    public void choose(SoundWishes wishes) {
        wishes.remember(kept::put);
        board.choose(wishes);
    }

    @Override
    public Runnable preview(Optional<String> microphone, DoubleConsumer level) {
        var preview = board.preview(microphone, loudness -> level.accept(loudness.level()));
        // To close it waits for the device, which a screen must not.
        return () -> Thread.ofVirtual().name("preview-close").start(preview::close);
    }

    @Override
    public CompletableFuture<Void> tryOut(Optional<String> speaker) {
        return board.tryOut(speaker);
    }

    @Override
    public CompletableFuture<Void> tryRing() {
        var tone = new RingTone(board.ringer(), 0);
        tone.volume(volume);
        tone.start();
        return CompletableFuture.runAsync(
                tone::close, CompletableFuture.delayedExecutor(ONCE.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public double ringVolume() {
        return volume;
    }

    @Override
    public double leastRingVolume() {
        return LEAST;
    }

    @Override
    public void ringVolume(double wanted) {
        volume = Math.clamp(wanted, LEAST, 1);
        kept.put(RING_VOLUME, Double.toString(Math.round(volume * 100) / 100.0));
        ringing.accept(volume);
    }
}
