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
    private static final String TALK_KEY = "sound.talkkey";
    private static final Duration ONCE = Duration.ofMillis(2500);

    private final SoundBoard board;
    private final Kept kept;
    private final House house;
    private volatile boolean talkKey;
    private volatile double volume;

    SoundPages(SoundBoard board, Kept kept, House house) {
        this.board = board;
        this.kept = kept;
        this.house = house;
        volume = kept.get(RING_VOLUME).map(SoundPages::number).orElse(1.0);
        house.ringVolume(volume);
        talkKey = kept.get(TALK_KEY).map(Boolean::parseBoolean).orElse(false);
        house.alwaysByKey(talkKey);
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
        tone.volume(ringVolume());
        tone.start();
        return CompletableFuture.runAsync(
                tone::close, CompletableFuture.delayedExecutor(ONCE.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public double ringVolume() {
        return Math.max(volume, house.leastRingVolume());
    }

    @Override
    public double leastRingVolume() {
        return house.leastRingVolume();
    }

    @Override
    public void ringVolume(double wanted) {
        volume = Math.clamp(wanted, house.leastRingVolume(), 1);
        kept.put(RING_VOLUME, Double.toString(Math.round(volume * 100) / 100.0));
        house.ringVolume(volume);
    }

    @Override
    public boolean talkKey() {
        return talkKey;
    }

    @Override
    public void talkKey(boolean wanted) {
        talkKey = wanted;
        kept.put(TALK_KEY, Boolean.toString(wanted));
        house.alwaysByKey(wanted);
    }
}
