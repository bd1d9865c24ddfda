package gatehouse.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.audio.SoundState.Cleaning;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A board on devices that allow one line each way and come and go.
@Execution(ExecutionMode.CONCURRENT)
class SoundBoardTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final SoundWishes PLAIN = wishes("", "", "", SoundWishes.Clean.NOTHING);

    private final BenchDevices devices = new BenchDevices();
    private final LinkedBlockingQueue<SoundState> told = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var thing : opened.reversed()) {
            thing.close();
        }
    }

    @Test
    void severalVoicesAndARingAreHeardThroughOneLine() throws Exception {
        devices.plug("headset", 440, true, true);
        var board = board(PLAIN);
        var first = doorOf(board, 700);
        var second = doorOf(board, 1100);
        var ring = own(new RingTone(board.ringer(), Ring.of(Ring.BuiltIn.TELEPHONE), 0));
        ring.start();
        until("both doors", () -> hears("headset", 700) > -35 && hears("headset", 1100) > -35);
        until("the ring too", () -> hears("headset", 440) > -40);
        until("both doors hear the guard", () -> loud(first, 440) && loud(second, 440));
        assertEquals(List.of(), devices.refused, "one line was enough");
        assertEquals(1, devices.open("headset", " out"));
    }

    @Test
    void aDeviceIsOpenOnlyWhileSomebodyUsesIt() throws Exception {
        devices.plug("headset", 440, true, true);
        var board = board(PLAIN);
        settled(s -> s.speaker().device().isPresent());
        assertEquals(0, devices.open("headset", " out") + devices.open("headset", " in"));
        try (var speaker = board.speaker(Sound.WIDE);
                var microphone = board.microphone(Sound.WIDE)) {
            speaker.write(new short[160]);
            microphone.read(new short[160]);
            until("open", () -> devices.open("headset", " out") == 1 && devices.open("headset", " in") == 1);
        }
        until("closed", () -> devices.open("headset", " out") + devices.open("headset", " in") == 0);
    }

    @Test
    void aDeviceIsExchangedWhileTheCallGoesOn() throws Exception {
        devices.plug("headset", 440, true, true).plug("table", 600, true, true);
        var board = board(PLAIN);
        var door = doorOf(board, 1000);
        until("on the first", () -> hears("headset", 1000) > -30 && loud(door, 440));
        board.choose(wishes("table", "table", "", SoundWishes.Clean.NOTHING));
        until("on the other", () -> hears("table", 1000) > -30 && loud(door, 600));
        settled(s ->
                s.speaker().device().equals(Optional.of("table")) && s.trouble().isEmpty());
        until("the first is free", () -> devices.open("headset", " out") == 0);
    }

    @Test
    void whatIsPulledOutIsNamedAndTakenBackWhenItReturns() throws Exception {
        devices.plug("built-in", 600, true, true).plug("USB headset", 440, true, true);
        var board = board(wishes("usb headset", "usb headset", "", SoundWishes.Clean.NOTHING));
        var door = doorOf(board, 1000);
        until("on the headset", () -> hears("USB headset", 1000) > -30 && loud(door, 440));
        devices.pull("USB headset");
        var without = settled(s -> s.speaker().device().equals(Optional.of("built-in"))
                && s.microphone().device().equals(Optional.of("built-in")));
        assertEquals(
                Optional.of(new SoundTrouble.Instead(SoundTrouble.Part.MICROPHONE, "usb headset", "built-in")),
                without.trouble());
        until("the call goes on", () -> hears("built-in", 1000) > -30 && loud(door, 600));
        devices.plug("USB headset", 440, true, true);
        devices.forget("USB headset");
        settled(s -> s.speaker().device().equals(Optional.of("USB headset"))
                && s.trouble().isEmpty());
        until("back on the headset", () -> hears("USB headset", 1000) > -30 && loud(door, 440));
    }

    @Test
    void withoutAnyDeviceTheCallGoesOnAndSaysSo() throws Exception {
        var board = board(PLAIN);
        var none = settled(SoundState::none);
        assertEquals(Optional.of(SoundDevices.NO_DEVICE), none.trouble());
        assertTrue(board.silent() && board.ringer().silent());
        var door = doorOf(board, 1000);
        until(
                "packets",
                () -> door.guard.statistics().received() > 10
                        && door.guard.statistics().sent() > 10);
        assertTrue(door.guard.facts().in().speakerGone()
                && door.guard.facts().out().microphoneGone());
        devices.plug("headset", 440, true, true);
        until("heard once there is one", () -> hears("headset", 1000) > -30 && loud(door, 440));
        assertFalse(door.guard.facts().in().speakerGone());
    }

    @Test
    void theRingerIsASpeakerOfItsOwnAndTheSpeakerWhereItIsMissing() throws Exception {
        devices.plug("headset", 440, true, true).plug("loud", 600, false, true);
        var board = board(wishes("headset", "headset", "loud", SoundWishes.Clean.NOTHING));
        settled(s -> s.ringer().device().equals(Optional.of("loud")));
        var ring = own(new RingTone(board.ringer(), Ring.of(Ring.BuiltIn.TELEPHONE), 0));
        ring.start();
        until("on the second speaker", () -> hears("loud", 480) > -40);
        assertEquals(0, devices.open("headset", " out"), "not on the first");
        devices.pull("loud");
        until("on the first instead", () -> hears("headset", 480) > -40);
        var state = settled(s -> s.ringer().device().equals(Optional.of("headset")));
        assertEquals(
                Optional.of(new SoundTrouble.Instead(SoundTrouble.Part.RINGER, "loud", "headset")), state.trouble());
        assertEquals(List.of(), devices.refused);
    }

    @Test
    void nobodyWaitsForADeviceThatOpensSlowly() throws Exception {
        devices.plug("headset", 440, true, true);
        devices.slow = new CountDownLatch(1);
        var board = board(PLAIN);
        var door = doorOf(board, 1000);
        board.choose(wishes("headset", "headset", "", SoundWishes.Clean.NOTHING));
        assertTrue(door.guard.live(), "the call is open though the device is not");
        devices.slow.countDown();
        until("and heard when it is", () -> hears("headset", 1000) > -30);
    }

    @Test
    void whereTheLibraryCannotBeLoadedOnlyOneSideIsHeardAndItIsSaid() throws Exception {
        devices.plug("headset", 440, true, true);
        var board = own(SoundBoard.open(
                devices,
                wishes -> {
                    throw new UnsatisfiedLinkError("libpulse.so.0");
                },
                SoundWishes.NONE,
                told::add));
        assertFalse(board.echoes(), "nothing is loaded before a call");
        assertEquals(Cleaning.WAITING, board.state().cleaning());
        doorOf(board, 1000);
        var state = settled(s -> s.cleaning() == Cleaning.HALF_DUPLEX);
        assertEquals(Optional.of(Cleaner.NOT_LOADED), state.trouble());
        assertTrue(board.echoes());
        board.choose(PLAIN);
        settled(s -> s.cleaning() == Cleaning.OFF && s.trouble().isEmpty());
        assertFalse(board.echoes(), "a headset has no echo");
    }

    @Test
    void aPreviewShowsHowLoudAMicrophoneIsAndATryOutCanBeHeard() throws Exception {
        devices.plug("headset", 440, true, true).plug("table", 600, true, true);
        var board = board(PLAIN);
        settled(s -> s.speaker().device().isPresent());
        for (var name : List.of(Optional.<String>empty(), Optional.of("table"))) {
            var levels = new LinkedBlockingQueue<Preview.Loudness>();
            try (var preview = board.preview(name, levels::add)) {
                Preview.Loudness level;
                do {
                    level = levels.poll(20, TimeUnit.SECONDS);
                } while (level != null && level.level() < -20);
                assertTrue(level != null && level.peak() > level.level() && !level.clipped(), "" + level);
            }
        }
        assertEquals(0, devices.open("table", " in"), "closed again");
        board.tryOut(Optional.of("table")).get(20, TimeUnit.SECONDS);
        assertTrue(hears("table", 587.33) > -45);
        var failed = board.tryOut(Optional.of("nobody")).handle((done, why) -> why);
        assertTrue(failed.get(20, TimeUnit.SECONDS) instanceof SoundLost);
    }

    @Test
    void wishesAreRemembered() {
        var memory = new Properties();
        var wished = wishes("USB headset", "", "Loud one", new SoundWishes.Clean(true, false, true));
        wished.remember(memory::setProperty);
        assertEquals(wished, SoundWishes.recalled(key -> Optional.ofNullable(memory.getProperty(key))));
        assertEquals(SoundWishes.NONE, SoundWishes.recalled(key -> Optional.empty()));
    }

    @Test
    void closeLeavesNoThreadAndNoLine() throws Exception {
        devices.plug("headset", 440, true, true);
        var board = board(PLAIN);
        var door = doorOf(board, 1000);
        until("open", () -> hears("headset", 1000) > -30 && loud(door, 440));
        board.close();
        board.close();
        assertEquals(0, devices.open("headset", " out") + devices.open("headset", " in"));
        until("packets go on in silence", () -> door.guard.statistics().sent() > 20);
    }

    private static SoundWishes wishes(String microphone, String speaker, String ringer, SoundWishes.Clean clean) {
        return new SoundWishes(named(microphone), named(speaker), named(ringer), clean);
    }

    private static Optional<String> named(String name) {
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    private SoundBoard board(SoundWishes wishes) {
        return own(SoundBoard.open(devices, WebRtcCleaning::load, wishes, told::add));
    }

    private <T extends AutoCloseable> T own(T thing) {
        opened.add(thing);
        return thing;
    }

    private record Talk(Voice guard, ToneSound door) {}

    /// A call between the board and a door that hums.
    private Talk doorOf(SoundBoard board, double hz) throws Exception {
        var guardPort = VoicePort.bind(HERE, RtpPorts.ANY);
        var doorPort = VoicePort.bind(HERE, RtpPorts.ANY);
        var ear = new ToneSound(hz, Duration.ofMillis(500));
        var guard = own(Voice.open(guardPort, to(doorPort), board, e -> {}));
        own(Voice.open(doorPort, to(guardPort), ear, e -> {}));
        return new Talk(guard, ear);
    }

    private static VoiceSettings to(VoicePort port) {
        return new VoiceSettings(port.address(), Codec.PCMA, 8, OptionalInt.empty());
    }

    private double hears(String device, double hz) {
        return ToneDetector.decibels(devices.heard(device), hz);
    }

    private static boolean loud(Talk talk, double hz) {
        return ToneDetector.decibels(talk.door().heard(), hz) > -30;
    }

    private SoundState settled(Predicate<SoundState> as) throws InterruptedException {
        for (var state = told.poll(20, TimeUnit.SECONDS); state != null; state = told.poll(20, TimeUnit.SECONDS)) {
            if (as.test(state)) {
                return state;
            }
        }
        throw new AssertionError("no such state was told");
    }

    private static void until(String what, BooleanSupplier there) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!there.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
