package gatehouse.ui;

import gatehouse.audio.SoundDevices;
import gatehouse.audio.SoundState;
import gatehouse.audio.SoundTrouble;
import gatehouse.audio.SoundWishes;
import gatehouse.ui.settings.SoundSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import java.util.function.Predicate;

/// The sound of a workstation that is not there: devices that come and go as a test wants.
final class InventedSounds implements SoundSource {
    final BlockingQueue<String> deeds = new LinkedBlockingQueue<>();
    final AtomicInteger listening = new AtomicInteger();
    volatile List<SoundDevices.Device> devices = List.of(
            new SoundDevices.Device("Headset Jabra 65", true, true),
            new SoundDevices.Device("Desk loudspeaker", false, true),
            new SoundDevices.Device("Gooseneck microphone", true, false));
    volatile SoundWishes wishes = SoundWishes.NONE;
    volatile double level = -20;
    volatile double ringVolume = 0.8;
    volatile boolean talkKey;
    volatile boolean broken;

    @Override
    public SoundState state() {
        return new SoundState(
                devices,
                wishes,
                used(SoundTrouble.Part.MICROPHONE, wishes.microphone(), SoundDevices.Device::microphone),
                used(SoundTrouble.Part.SPEAKER, wishes.speaker(), SoundDevices.Device::speaker),
                used(SoundTrouble.Part.RINGER, wishes.ringer(), SoundDevices.Device::speaker),
                SoundState.Cleaning.ON,
                Optional.empty());
    }

    private SoundState.Used used(SoundTrouble.Part what, Optional<String> wish, Predicate<SoundDevices.Device> able) {
        var names = devices.stream().filter(able).map(SoundDevices.Device::name).toList();
        var used = wish.filter(names::contains).or(() -> names.stream().findFirst());
        var trouble = wish.filter(w -> !used.equals(Optional.of(w)))
                .<SoundTrouble>map(w -> new SoundTrouble.Instead(what, w, used.orElse("nothing")));
        return new SoundState.Used(used, trouble);
    }

    void gone(String name) {
        var left = new ArrayList<>(devices);
        left.removeIf(d -> d.name().equals(name));
        devices = left;
    }

    @Override
    public void choose(SoundWishes next) {
        wishes = next;
        deeds.add("microphone " + next.microphone().orElse("-") + ", speaker "
                + next.speaker().orElse("-") + ", ringer " + next.ringer().orElse("-"));
    }

    @Override
    public Runnable preview(Optional<String> microphone, DoubleConsumer tells) {
        listening.incrementAndGet();
        tells.accept(level);
        return listening::decrementAndGet;
    }

    @Override
    public CompletableFuture<Void> tryOut(Optional<String> speaker) {
        deeds.add("try " + speaker.orElse("-"));
        return broken
                ? CompletableFuture.failedFuture(new IllegalStateException("broken"))
                : CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> tryRing() {
        deeds.add("ring");
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public double ringVolume() {
        return ringVolume;
    }

    @Override
    public double leastRingVolume() {
        return 0.4;
    }

    @Override
    public boolean talkKey() {
        return talkKey;
    }

    @Override
    public void talkKey(boolean wanted) {
        talkKey = wanted;
    }

    @Override
    public void ringVolume(double volume) {
        ringVolume = volume;
        deeds.add("ring volume " + volume);
    }
}
