package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.audio.Ring;
import gatehouse.audio.ToneDetector;
import gatehouse.audio.ToneSound;
import gatehouse.audio.WaveFault;
import gatehouse.desk.Concern;
import gatehouse.desk.Deed;
import gatehouse.door.DoorId;
import gatehouse.door.RingBy;
import gatehouse.peers.ToneFile;
import gatehouse.site.Site;
import gatehouse.site.SiteFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// From the words of a site file to what is heard.
@Execution(ExecutionMode.CONCURRENT)
class RingTonesTest {
    private static final String SITE = """
            site: Test
            calls:
              ringing:
                least: 50
                tones:
                  - {tone: plain.wav}
                  - {from: 10, tone: urgent.wav}
                  - {from: 20, tone: 5}
              listen: [{host: 127.0.0.1}]
            doors:
              - {id: own, name: Own, talk: {ringTone: bells/own.wav}}
              - {id: plain, name: Plain}
              - {id: broken, name: Broken, priority: 10, talk: {ringTone: broken.wav}}
            """;

    @TempDir
    private Path folder;

    private final ToneSound sound = new ToneSound(0, Duration.ofMillis(500));
    private final LinkedBlockingQueue<WaveFault> faults = new LinkedBlockingQueue<>();

    @Test
    void aDoorRingsWithItsOwnFileAndTheOthersByPriority() throws Exception {
        var site = site();
        try (var rings = new RingTones(sound, faults::add)) {
            rings.wire(site);
            var fault = faults.poll(20, TimeUnit.SECONDS);
            assertTrue(fault != null && fault.getMessage().contains("broken.wav"), "told before it rings");
            rings(rings, site, "own", 5, 700);
            rings(rings, site, "plain", 5, 1300);
            rings(rings, site, "plain", 12, 1900);
            rings(rings, site, "plain", 30, 440);
            rings(rings, site, "broken", 10, 1900);
            rings.play(new Deed.RingTone(false, false, 0, new RingBy.BuiltIn(1)));
            assertSilent();
        }
    }

    @Test
    void aSiteFileMayNameEveryToneOfTheProgram() {
        assertEquals(RingBy.TONES, Ring.BuiltIn.values().length);
    }

    @Test
    void nobodyTurnsItBelowWhatTheSiteAllows() throws Exception {
        var site = site();
        try (var rings = new RingTones(sound, faults::add)) {
            rings.wire(site);
            assertTrue(faults.poll(20, TimeUnit.SECONDS) != null);
            rings(rings, site, "own", 5, 700);
            double full = loudest(700);
            rings.volume(0);
            sound.forget();
            until("softer", () -> sound.heard().length >= 4000 && level(700) > full - 7.5 && level(700) < full - 4.5);
            assertEquals(full - 6, loudest(700), 1.5, "half of it, as the site says");
            rings.volume(1);
            until("as loud as before", () -> level(700) > full - 1);
        }
    }

    @Test
    void aFileThatIsNotThereLetsTheDoorRingWithATone() throws Exception {
        var site = site();
        Files.delete(folder.resolve("bells/own.wav"));
        try (var rings = new RingTones(sound, faults::add)) {
            rings.wire(site);
            assertNotNull(faults.poll(20, TimeUnit.SECONDS), "the file is not there");
            assertNotNull(faults.poll(20, TimeUnit.SECONDS), "the door has another tone");
            rings(rings, site, "own", 5, 1300);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyConcernSoundsUntilSomebodyLooked(Concern.Kind kind) {
        try (var alarms = new AlarmTones(sound)) {
            alarms.sound(Optional.of(kind));
            until("it sounds", () -> Math.max(level(2000), Math.max(level(1900), level(2500))) > -25);
            alarms.sound(Optional.empty());
            assertSilent();
        }
    }

    private Site site() throws Exception {
        Files.createDirectory(folder.resolve("bells"));
        ToneFile.wav(folder.resolve("bells/own.wav"), 700, 2);
        ToneFile.wav(folder.resolve("plain.wav"), 1300, 2);
        ToneFile.wav(folder.resolve("urgent.wav"), 1900, 2);
        Files.writeString(folder.resolve("broken.wav"), "no sound at all");
        var file = Files.writeString(folder.resolve("site.yaml"), SITE);
        return SiteFile.read(file, name -> Optional.empty());
    }

    /// As the desk asks for it.
    private void rings(RingTones rings, Site site, String door, int priority, double hz) {
        var own = site.door(new DoorId(door)).orElseThrow().intercom().ring();
        var tone = own.orElseGet(() -> site.calls().ringing().of(priority));
        until(door + " at " + priority + " rings with " + hz + " Hz", () -> {
            rings.play(new Deed.RingTone(true, false, priority, tone)); // goes over to a file that has just been read
            return level(hz) > -30;
        });
    }

    private void assertSilent() {
        sound.forget();
        LockSupport.parkNanos(200_000_000);
        assertEquals(0, sound.heard().length, "nothing sounds any more");
    }

    private double level(double hz) {
        return ToneDetector.decibels(sound.heard(), hz);
    }

    private double loudest(double hz) {
        double best = -96;
        for (int i = 0; i < 30; i++) {
            best = Math.max(best, level(hz));
            LockSupport.parkNanos(50_000_000);
        }
        return best;
    }

    private static void until(String what, BooleanSupplier there) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!there.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
