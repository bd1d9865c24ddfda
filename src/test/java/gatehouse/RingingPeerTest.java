package gatehouse;

import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.audio.PulseSinks;
import gatehouse.desk.CallId;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Lookout;
import gatehouse.desk.Phase;
import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.Intercom;
import gatehouse.door.RingBy;
import gatehouse.door.Secret;
import gatehouse.peers.ToneFile;
import gatehouse.sim.DemoSettings;
import gatehouse.sim.SimDoor;
import gatehouse.site.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// What really comes out of the two speakers of a desk, recorded by a sound server: one is for voices, the other rings.
@Tag("peer")
@Isolated
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RingingPeerTest {
    private static final Duration MOST = Duration.ofSeconds(30);
    private static final DoorId NORTH_GATE = new DoorId("north-gate");
    private static final DoorId LOADING_DOCK = new DoorId("loading-dock");
    private static final DoorId DATA_CENTRE = new DoorId("data-centre");
    private static final double GATE_HZ = 1200;
    private static final double DOCK_HZ = 1700;
    private static final double LOUD = -20; // the tones of the files lie at -12

    private final Lookout lookout = new Lookout();

    @TempDir
    private Path folder;

    private Premises premises;

    @Test
    void eachDoorRingsWithItsOwnToneOnTheRingingSpeakerAndAlarmsSoundThere() throws Exception {
        Path gateBell = ToneFile.wav(folder.resolve("gate.wav"), GATE_HZ, 2);
        Path dockBell = ToneFile.wav(folder.resolve("dock.wav"), DOCK_HZ, 2);
        try (var sinks = PulseSinks.start(Files.createDirectory(folder.resolve("pulse")));
                var there = Premises.demo(
                        DemoSettings.of(8).withNetwork(131).withoutDiscovery().withWalk(Duration.ofMillis(1)),
                        site -> withBells(site, gateBell, dockBell),
                        folder.resolve("data"),
                        Sounds.of(sinks.board()),
                        lookout)) {
            premises = there;
            there.house().watch();
            clicks().logIn("Guard", Secret.of("1111"));
            await("the guard at the desk", s -> s.seat().isPresent());

            var first = rings(NORTH_GATE);
            until("the gate's own bell", () -> sinks.ringer(GATE_HZ) > LOUD);
            double full = loudest(() -> sinks.ringer(GATE_HZ));
            assertTrue(sinks.speaker(GATE_HZ) < -60, "not on the speaker for voices");

            clicks().answer(first);
            await(
                    "talking",
                    s -> s.call(first)
                            .filter(c -> c.phase() instanceof Phase.Talking)
                            .isPresent());
            until("the bell is silent", () -> sinks.ringer() < -60);
            until("the visitor is heard", () -> sinks.speaker(sim(NORTH_GATE).toneHz()) > -40);

            var second = rings(LOADING_DOCK);
            until("the dock's own bell", () -> sinks.ringer(DOCK_HZ) > LOUD - 10);
            double soft = loudest(() -> sinks.ringer(DOCK_HZ));
            assertTrue(soft < full - 3.5, "softer while one talks: " + soft + " dB instead of " + full);
            clicks().decline(second);
            clicks().end(first);
            until("the bell is silent", () -> sinks.ringer() < -60);

            force(DATA_CENTRE);
            until("the siren's two notes", () -> sinks.ringer(1900) > LOUD || sinks.ringer(2500) > LOUD);
            var concern = lookout.await("forced", s -> !s.guarding().concerns().isEmpty(), MOST)
                    .guarding()
                    .concerns()
                    .getFirst();
            sim(DATA_CENTRE).leaf().shut();
            clicks().doors().lookedAt(concern.id());
            until("the siren is silent", () -> sinks.ringer() < -60);
        }
    }

    private static Site withBells(Site site, Path gate, Path dock) {
        return site.withDoors(site.doors().stream()
                .map(d -> d.id().equals(NORTH_GATE) ? rung(d, gate) : d.id().equals(LOADING_DOCK) ? rung(d, dock) : d)
                .toList());
    }

    private static Door rung(Door door, Path bell) {
        var talk = door.intercom();
        return door.with(new Intercom(
                talk.calledAt(),
                Optional.of(new RingBy.Wave(bell)),
                talk.gainUp(),
                talk.gainDown(),
                talk.mode(),
                talk.redirect()));
    }

    /// A bell rings two seconds of three; its loudness is where it stays for a while.
    private static double loudest(DoubleSupplier level) {
        double best = -96;
        int steady = 0;
        for (int i = 0; i < 100 && steady < 10; i++) {
            double now = level.getAsDouble();
            steady = now > best + 0.2 ? 0 : now > best - 0.2 ? steady + 1 : steady;
            best = Math.max(best, now);
            LockSupport.parkNanos(50_000_000);
        }
        return best;
    }

    /// A station that has just ended a call may not dial at once; whoever stands there presses again.
    private CallId rings(DoorId door) throws Exception {
        for (int presses = 1; ; presses++) {
            sim(door).ring();
            try {
                return lookout.await(
                                door + " rings",
                                s -> s.callOf(door)
                                        .filter(gatehouse.desk.Call::ringing)
                                        .isPresent(),
                                Duration.ofSeconds(5))
                        .callOf(door)
                        .orElseThrow()
                        .id();
            } catch (TimeoutException e) {
                assertTrue(presses < 8, e.getMessage());
            }
        }
    }

    /// Before the console listens to a door there is nobody to be told; whoever breaks in tries again.
    private void force(DoorId door) throws Exception {
        for (int tries = 0; tries < 10; tries++) {
            sim(door).leaf().force();
            try {
                lookout.await("forced", s -> !s.guarding().concerns().isEmpty(), Duration.ofSeconds(4));
                return;
            } catch (TimeoutException e) {
                sim(door).leaf().shut();
            }
        }
    }

    private Clicks clicks() {
        return premises.house().clicks();
    }

    private SimDoor sim(DoorId door) {
        return premises.demo().orElseThrow().door(door);
    }

    private void await(String what, Predicate<DeskState> wanted) throws Exception {
        lookout.await(what, wanted, MOST);
    }

    private static void until(String what, BooleanSupplier there) {
        long end = System.nanoTime() + MOST.toNanos();
        while (!there.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
