package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.audio.ToneDetector;
import gatehouse.audio.ToneSound;
import gatehouse.desk.CallId;
import gatehouse.desk.Lookout;
import gatehouse.desk.Phase;
import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.Intercom;
import gatehouse.door.Secret;
import gatehouse.sim.DemoSettings;
import gatehouse.sim.SimDoor;
import gatehouse.site.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where a talk key is wanted, not one syllable goes out before it is held: the guard's microphone hums all the time.
@Tag("live")
class TalkKeyLiveTest {
    private static final Duration MOST = Duration.ofSeconds(30);
    private static final double GUARD_HZ = 1000;
    private static final DoorId MAIN_ENTRANCE = new DoorId("main-entrance");
    private static final DoorId NORTH_GATE = new DoorId("north-gate");

    private final Lookout lookout = new Lookout();
    private final ToneSound sound = new ToneSound(GUARD_HZ, Duration.ofSeconds(2));
    private Premises premises;

    @Test
    void theMicrophoneIsClosedFromTheFirstPacketUntilTheKeyIsHeld(@TempDir Path data) throws Exception {
        try (var there = Premises.demo(
                DemoSettings.of(2).withNetwork(132).withoutDiscovery().withWalk(Duration.ofMillis(1)),
                TalkKeyLiveTest::entranceByKey,
                data,
                Sounds.withoutRinging(sound),
                lookout)) {
            premises = there;
            var clicks = there.house().clicks();
            clicks.logIn("Guard", Secret.of("1111"));
            lookout.await("the guard at the desk", s -> s.seat().isPresent(), MOST);

            var call = heardOnlyByKey(MAIN_ENTRANCE, "the site says so of this door");
            clicks.pushToTalk(call, false);
            until("without the key again", () -> hears(MAIN_ENTRANCE));
            clicks.end(call);
            lookout.await("over", s -> s.calls().stream().noneMatch(c -> c.alive()), MOST);

            there.house().alwaysByKey(true);
            clicks.end(heardOnlyByKey(NORTH_GATE, "the guard wants it in every call"));
        }
    }

    private CallId heardOnlyByKey(DoorId door, String why) throws Exception {
        var clicks = premises.house().clicks();
        var call = rings(door);
        clicks.answer(call);
        var talking = lookout.await(
                        "talking",
                        s -> s.call(call)
                                .filter(c -> c.phase() instanceof Phase.Talking)
                                .isPresent(),
                        MOST)
                .call(call)
                .orElseThrow();
        assertTrue(((Phase.Talking) talking.phase()).pushToTalk(), why);
        until(
                "the visitor is heard",
                () -> ToneDetector.share(last(sound.heard()), sim(door).toneHz()) > 0.5);
        until("packets at the door", () -> sim(door).heard().length > 8000);
        assertEquals(0, loudest(sim(door).heard()), 100, "nothing of the guard, " + why);
        clicks.talk(call, true);
        until("while it is held", () -> hears(door));
        clicks.talk(call, false);
        until("and not after", () -> loudest(last(sim(door).heard())) < 100);
        return call;
    }

    private boolean hears(DoorId door) {
        return ToneDetector.share(last(sim(door).heard()), GUARD_HZ) > 0.5;
    }

    private static short[] last(short[] heard) {
        return Arrays.copyOfRange(heard, Math.max(0, heard.length - 4000), heard.length);
    }

    private static int loudest(short[] heard) {
        int most = 0;
        for (short sample : heard) {
            most = Math.max(most, Math.abs(sample));
        }
        return most;
    }

    private static Site entranceByKey(Site site) {
        return site.withDoors(site.doors().stream()
                .map(d -> d.id().equals(MAIN_ENTRANCE) ? byKey(d) : d)
                .toList());
    }

    private static Door byKey(Door door) {
        var talk = door.intercom();
        return door.with(new Intercom(
                talk.calledAt(), talk.ring(), talk.gainUp(), talk.gainDown(), Intercom.Mode.PUSH, talk.redirect()));
    }

    private CallId rings(DoorId door) throws Exception {
        for (int presses = 1; ; presses++) {
            sim(door).ring();
            try {
                return lookout.await(door + " rings", s -> s.callOf(door).isPresent(), Duration.ofSeconds(5))
                        .callOf(door)
                        .orElseThrow()
                        .id();
            } catch (TimeoutException e) {
                assertTrue(presses < 8, e.getMessage());
            }
        }
    }

    private SimDoor sim(DoorId door) {
        return premises.demo().orElseThrow().door(door);
    }

    private static void until(String what, BooleanSupplier there) {
        long end = System.nanoTime() + MOST.toNanos();
        while (!there.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
