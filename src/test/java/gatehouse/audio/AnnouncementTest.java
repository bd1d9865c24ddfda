package gatehouse.audio;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// An announcement in a call: what the visitor hears, what the guard hears, and how it ends.
@Execution(ExecutionMode.CONCURRENT)
class AnnouncementTest {
    private static final double ANNOUNCED = 1700;
    private static final double GUARD = 440;

    @TempDir
    private Path folder;

    private final ToneSound visitor = new ToneSound(0, Duration.ofMillis(200));
    private final ToneSound guardSound = new ToneSound(GUARD, Duration.ofMillis(200));
    private Voice guard;
    private Voice door;

    @BeforeEach
    void call() throws Exception {
        var here = InetAddress.getLoopbackAddress();
        var guardPort = VoicePort.bind(here, RtpPorts.ANY);
        var doorPort = VoicePort.bind(here, RtpPorts.ANY);
        guard = Voice.open(guardPort, to(doorPort), guardSound, e -> {});
        door = Voice.open(doorPort, to(guardPort), visitor, e -> {});
        until("the guard is heard", () -> loud(visitor, GUARD));
    }

    @AfterEach
    void close() {
        guard.close();
        door.close();
    }

    @Test
    void theVisitorHearsItInPlaceOfTheGuardWhoHearsItSoftly() throws Exception {
        guard.mute(true); // the hum of the test's microphone would count as speaking
        var over = guard.announce(announcement(2));
        until("the visitor hears it", () -> loud(visitor, ANNOUNCED));
        until("the guard hears it softly", () -> between(level(guardSound, ANNOUNCED), -25, -12));
        assertEquals(Announcement.End.PLAYED, over.get(20, SECONDS));
        until("then silence", () -> level(visitor, ANNOUNCED) < -60 && level(guardSound, ANNOUNCED) < -60);
        guard.mute(false);
        until("and the guard", () -> loud(visitor, GUARD));
    }

    @Test
    void theGuardEndsItBySpeaking() throws Exception {
        var over = guard.announce(announcement(30));
        assertEquals(Announcement.End.GUARD_TALKED, over.get(20, SECONDS));
        until("the guard is heard", () -> loud(visitor, GUARD));
    }

    @Test
    void theTalkKeyEndsIt() throws Exception {
        guard.talk(Voice.Talk.PUSH_TO_TALK);
        var over = guard.announce(announcement(30));
        until("the visitor hears it, key up or not", () -> loud(visitor, ANNOUNCED));
        assertFalse(over.isDone(), "the hum of an open microphone does not end it in push-to-talk");
        guard.hold(true);
        assertEquals(Announcement.End.STOPPED, over.get(20, SECONDS));
        until("the guard is heard", () -> loud(visitor, GUARD));
    }

    @Test
    void pressingAgainOrAnotherOneOrTheEndOfTheCallEndsIt() throws Exception {
        guard.mute(true);
        var first = guard.announce(announcement(30));
        until("the first", () -> loud(visitor, ANNOUNCED));
        var second = guard.announce(announcement(30));
        assertEquals(Announcement.End.STOPPED, first.get(20, SECONDS));
        guard.stopAnnouncement();
        assertEquals(Announcement.End.STOPPED, second.get(20, SECONDS));
        until("silence", () -> level(visitor, ANNOUNCED) < -60);
        var third = guard.announce(announcement(30));
        guard.close();
        assertEquals(Announcement.End.STOPPED, third.get(20, SECONDS));
        assertEquals(Announcement.End.STOPPED, guard.announce(announcement(1)).get(20, SECONDS));
    }

    private Announcement announcement(double seconds) throws Exception {
        return WaveFile.announcement(
                "please wait", Waves.tone(folder.resolve("wait.wav"), ANNOUNCED, 44_100, 2, 16, seconds));
    }

    private static double level(ToneSound ear, double hz) {
        return ToneDetector.decibels(ear.heard(), hz);
    }

    private static boolean loud(ToneSound ear, double hz) {
        return level(ear, hz) > -30 && ToneDetector.share(ear.heard(), hz) > 0.9;
    }

    private static boolean between(double value, double least, double most) {
        return value > least && value < most;
    }

    private static VoiceSettings to(VoicePort port) {
        return new VoiceSettings(port.address(), Codec.PCMA, 8, OptionalInt.of(101));
    }

    private static void until(String what, BooleanSupplier there) {
        long end = System.nanoTime() + SECONDS.toNanos(20);
        while (!there.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
