package gatehouse.audio;

import gatehouse.audio.SoundDevices.Device;
import gatehouse.audio.SoundTrouble.Part;
import gatehouse.lifecycle.Joining;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The sound of a workstation: one microphone and one speaker for all voices, and the ringer. Devices are chosen by
/// name, exchanged while calls go on, and taken back when they return; without any, calls go on in silence. The echo of
/// the speaker is taken out of the microphone, see `Cleaner`.
///
/// As a `Sound` it is what voices speak and hear through; none of its methods waits for a device, which are opened
/// while
/// somebody uses them, on threads of their own. `tell` is called when the state is another, on the board's own thread.
///
/// Safe for any thread.
public final class SoundBoard implements Sound, AutoCloseable {
    private static final long LOOK = Duration.ofSeconds(3).toNanos();
    private static final int PATIENCE = 4; // looks; then a device that failed, and has no stand-in, is tried again

    private final Devices devices;
    private volatile Consumer<SoundState> tell;
    private final SpeakerMix speaker;
    private final SpeakerMix bell;
    private final MicrophoneShare microphone;
    private final Cleaner cleaner;
    private final Thread watching;
    private final Set<String> failedMicrophones = new HashSet<>(); // these three: confined to the watching thread
    private final Set<String> failedSpeakers = new HashSet<>();
    private int looks;
    private volatile SoundState state;
    private volatile boolean listed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stirred = lock.newCondition();
    private SoundWishes wishes; // guarded by lock
    private boolean stir = true; // guarded by lock
    private boolean untold; // guarded by lock
    private boolean closed; // guarded by lock

    private SoundBoard(Devices devices, Cleaner.Loading loading, SoundWishes wishes, Consumer<SoundState> tell) {
        this.devices = devices;
        this.tell = tell;
        this.wishes = wishes;
        this.cleaner = new Cleaner(loading, this::stir);
        this.speaker = new SpeakerMix("speaker", devices, cleaner::played, this::stir);
        this.bell = new SpeakerMix("ringer", devices, frame -> {}, this::stir);
        this.microphone = new MicrophoneShare("microphone", devices, cleaner::clean, this::stir);
        cleaner.wish(wishes.clean());
        var nothing = new SoundState.Used(Optional.empty(), Optional.empty());
        this.state = new SoundState(List.of(), wishes, nothing, nothing, nothing, cleaner.state(), Optional.empty());
        this.watching = Thread.ofPlatform().daemon(true).name("sound-board").unstarted(this::watch);
    }

    /// On the devices of this machine. Returns before they were looked for.
    public static SoundBoard open(SoundWishes wishes, Consumer<SoundState> tell) {
        return open(new SystemDevices(), WebRtcCleaning::load, wishes, tell);
    }

    static SoundBoard open(Devices devices, Cleaner.Loading loading, SoundWishes wishes, Consumer<SoundState> tell) {
        var board = new SoundBoard(devices, loading, wishes, tell);
        board.watching.start();
        return board;
    }

    /// What is wanted from now on, in calls that go on too. Returns at once; `tell` says what came of it.
    public void choose(SoundWishes wanted) {
        lock.lock();
        try {
            wishes = wanted;
            stir = true;
            stirred.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Who is told from now on, and of the present state as soon as it is known.
    public void tell(Consumer<SoundState> listener) {
        lock.lock();
        try {
            tell = listener;
            untold = true;
            stir = true;
            stirred.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// As it was when last looked.
    public SoundState state() {
        return state;
    }

    /// What rings: the ringer, or the speaker while there is none.
    public Sound ringer() {
        return new Ringer();
    }

    /// Tells about every tenth of a second how loud this microphone is, until it is closed; the one in use if none is
    /// named. Nothing of it is sent or kept.
    public Preview preview(Optional<String> name, Consumer<Preview.Loudness> tells) {
        var used = state.microphone().device();
        boolean shared = name.isEmpty() || name.equals(used);
        return Preview.start(() -> shared ? microphone.open() : devices.microphone(name.get(), WIDE), tells);
    }

    /// Plays a short chime on this speaker, or on the one in use if none is named. Fails when it cannot be heard there.
    public CompletableFuture<Void> tryOut(Optional<String> name) {
        var used = state.speaker().device();
        boolean shared = name.isEmpty() || name.equals(used);
        return TryOut.start(() -> shared ? speaker.open() : devices.speaker(name.get(), WIDE));
    }

    @Override
    public String name() {
        var now = state;
        return now.speaker().device().or(() -> now.microphone().device()).orElse("no sound");
    }

    @Override
    public boolean silent() {
        return listed && state.none();
    }

    @Override
    public boolean echoes() {
        return cleaner.echoes();
    }

    @Override
    public Microphone microphone() {
        return microphone(RATE);
    }

    @Override
    public Speaker speaker() {
        return speaker(RATE);
    }

    @Override
    public Microphone microphone(int rate) {
        var wide = microphone.open();
        return rate == WIDE ? wide : ResampledSound.microphone(wide, WIDE, rate);
    }

    @Override
    public Speaker speaker(int rate) {
        var wide = speaker.open();
        return rate == WIDE ? wide : ResampledSound.speaker(wide, WIDE, rate);
    }

    private void stir() {
        lock.lock();
        try {
            stir = true;
            stirred.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        List<Device> before = List.of();
        var wanted = awaited();
        while (wanted.isPresent()) {
            var found = devices.list();
            if (!found.equals(before) || !wanted.get().equals(state.wishes())) {
                failedMicrophones.clear();
                failedSpeakers.clear();
            }
            before = found;
            settle(found, wanted.get());
            wanted = awaited();
        }
    }

    /// What is wished now, after something stirred or it is time to look; empty when the board is closed.
    private Optional<SoundWishes> awaited() {
        lock.lock();
        try {
            long left = LOOK;
            while (!stir && !closed && left > 0) {
                left = stirred.awaitNanos(left);
            }
            stir = false;
            return closed ? Optional.empty() : Optional.of(wishes);
        } catch (InterruptedException e) {
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void settle(List<Device> found, SoundWishes now) {
        microphone.lost().ifPresent(failedMicrophones::add);
        speaker.lost().ifPresent(failedSpeakers::add);
        bell.lost().ifPresent(failedSpeakers::add);
        if (++looks % PATIENCE == 0) {
            retry(found);
        }
        var hears = pick(found, now.microphone(), d -> d.microphone() && !failedMicrophones.contains(d.name()));
        var speaks = pick(found, now.speaker(), d -> d.speaker() && !failedSpeakers.contains(d.name()));
        var rings = now.ringer().isEmpty()
                ? speaks
                : wished(found, now.ringer().get(), d -> d.speaker() && !failedSpeakers.contains(d.name()))
                        .or(() -> speaks);
        cleaner.wish(now.clean());
        microphone.use(hears);
        speaker.use(speaks);
        bell.use(rings.equals(speaks) ? Optional.empty() : rings); // what rings on the speaker is mixed into its line
        var next = new SoundState(
                found,
                now,
                new SoundState.Used(hears, trouble(Part.MICROPHONE, now.microphone(), hears, failedMicrophones)),
                new SoundState.Used(speaks, trouble(Part.SPEAKER, now.speaker(), speaks, failedSpeakers)),
                new SoundState.Used(rings, trouble(Part.RINGER, now.ringer(), rings, failedSpeakers)),
                cleaner.state(),
                cleaner.trouble());
        boolean other = !listed || !next.equals(state);
        state = next;
        listed = true;
        if (fresh() || other) {
            tell.accept(next);
        }
    }

    /// Whether there is a listener who knows nothing yet.
    private boolean fresh() {
        lock.lock();
        try {
            boolean fresh = untold;
            untold = false;
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    /// A device that failed is let alone while another stands in for it.
    private void retry(List<Device> found) {
        if (found.stream().noneMatch(d -> d.microphone() && !failedMicrophones.contains(d.name()))) {
            failedMicrophones.clear();
        }
        if (found.stream().noneMatch(d -> d.speaker() && !failedSpeakers.contains(d.name()))) {
            failedSpeakers.clear();
        }
    }

    private static Optional<String> pick(List<Device> found, Optional<String> wish, Predicate<Device> able) {
        return wish.flatMap(name -> wished(found, name, able))
                .or(() -> found.stream().filter(able).findFirst().map(Device::name));
    }

    /// By the whole name, else by a part of it.
    private static Optional<String> wished(List<Device> found, String name, Predicate<Device> able) {
        var part = name.toLowerCase(Locale.ROOT);
        var fit = found.stream().filter(able).map(Device::name).toList();
        return fit.stream()
                .filter(name::equals)
                .findFirst()
                .or(() -> fit.stream()
                        .filter(n -> n.toLowerCase(Locale.ROOT).contains(part))
                        .findFirst());
    }

    private static Optional<SoundTrouble> trouble(
            Part part, Optional<String> wish, Optional<String> used, Set<String> failed) {
        if (used.isEmpty()) {
            return Optional.of(
                    failed.isEmpty()
                            ? new SoundTrouble.Missing(part)
                            : new SoundTrouble.Broken(
                                    part, failed.stream().sorted().toList()));
        }
        return wish.filter(n -> !used.get().toLowerCase(Locale.ROOT).contains(n.toLowerCase(Locale.ROOT)))
                .map(n -> new SoundTrouble.Instead(part, n, used.get()));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            stirred.signalAll();
        } finally {
            lock.unlock();
        }
        Joining.untilEnded(watching);
        microphone.close();
        speaker.close();
        bell.close();
        cleaner.close();
    }

    private SpeakerMix ringing() {
        var now = state;
        return now.ringer().device().equals(now.speaker().device()) ? speaker : bell;
    }

    private final class Ringer implements Sound {
        @Override
        public String name() {
            return state.ringer().device().orElse("no sound");
        }

        @Override
        public boolean silent() {
            return listed && state.ringer().device().isEmpty();
        }

        @Override
        public Microphone microphone() {
            return new NoSound().microphone();
        }

        @Override
        public Speaker speaker() {
            return speaker(RATE);
        }

        @Override
        public Speaker speaker(int rate) {
            var wide = new RingerSpeaker();
            return rate == WIDE ? wide : ResampledSound.speaker(wide, WIDE, rate);
        }
    }

    /// Goes over to the other speaker when what rings changes while it rings.
    private final class RingerSpeaker implements Speaker {
        private SpeakerMix mix = ringing(); // these three: guarded by this
        private Speaker player = mix.open();
        private boolean over;

        @Override
        public void write(short[] samples) throws SoundLost, InterruptedException {
            current().write(samples);
        }

        private synchronized Speaker current() {
            var now = ringing();
            if (now != mix && !over) {
                player.close();
                mix = now;
                player = now.open();
            }
            return player;
        }

        @Override
        public synchronized void close() {
            over = true;
            player.close();
        }
    }
}
