package gatehouse.unlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.DoorId;
import gatehouse.door.HttpAccess;
import gatehouse.door.Output;
import gatehouse.door.TellsBy;
import gatehouse.door.Times;
import gatehouse.door.UnlockBy;
import gatehouse.door.Way;
import gatehouse.sim.DemoSettings;
import gatehouse.sim.DemoSite;
import gatehouse.sim.Dial;
import gatehouse.sim.Fault;
import gatehouse.sim.Lock;
import gatehouse.sim.SimDoor;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Steps, modes and news of doors that tell of themselves: by ONVIF door control, by a relay with a leaf contact.
@Execution(ExecutionMode.CONCURRENT)
class ControlledDoorTest {
    private final Book record = new Book();
    private DemoSite site;
    private Unlocker unlocker;

    @BeforeEach
    void open() throws IOException {
        site = DemoSite.open(
                DemoSettings.of(8)
                        .withNetwork(87)
                        .withPulse(Duration.ofSeconds(1))
                        .withoutDiscovery(),
                new Dial.Later());
        unlocker = Unlocker.open(record);
    }

    @AfterEach
    void close() {
        unlocker.close();
        site.close();
    }

    private SimDoor door(String id) {
        return site.door(new DoorId(id));
    }

    private static Output first(SimDoor door) {
        return door.door().outputs().getFirst();
    }

    @Test
    void everyStepIsKnownWithItsTimeAndWhatToldIt() throws Exception {
        for (var id : List.of("data-centre", "staff-door", "loading-dock")) {
            var proofs = new News<Proof>();
            var outcome = unlocker.unlock(Book.order(first(door(id))), Optional.empty(), proofs);
            assertInstanceOf(Outcome.Opened.class, outcome, id + ": " + outcome);
            var proof = proofs.await(Proof::over);
            Duration before = Duration.ZERO;
            for (var step : List.of(Step.ASKED, Step.ACCEPTED, Step.RELAY_ON, Step.DOOR_OPENED, Step.SECURED)) {
                var known = proof.known(step).orElseThrow(() -> new AssertionError(id + " " + step + " " + proof));
                assertFalse(known.by().isBlank());
                if (step != Step.RELAY_ON) { // an event of the relay may overtake the answer to the order
                    assertTrue(known.afterClick().compareTo(before) >= 0, id + " " + proof);
                    before = known.afterClick();
                }
            }
        }
        assertEquals(3, record.lines.stream().filter("step SECURED"::equals).count());
        assertEquals(3, record.count(Outcome.Opened.class));
    }

    @Test
    void doorThatTellsNothingSaysThatItCannotBeKnown() throws Exception {
        var door = door("visitor-parking");
        var by = (UnlockBy.Http) first(door).by();
        var mute = new UnlockBy.Http(by.open(), by.modes(), by.expect(), by.access(), Optional.empty());
        var proofs = new News<Proof>();
        var outcome = unlocker.unlock(Book.order(mute), Optional.empty(), proofs);
        assertInstanceOf(Outcome.Accepted.class, outcome);
        var proof = proofs.await(Proof::over);
        assertInstanceOf(Mark.NotKnowable.class, proof.mark(Step.RELAY_ON));
        assertInstanceOf(Mark.NotKnowable.class, proof.mark(Step.DOOR_OPENED));
        assertInstanceOf(Mark.NotKnowable.class, proof.mark(Step.SECURED));
    }

    @Test
    void pulseOfTheOutputIsTheOneThatTheDeviceEnds() throws Exception {
        var controlled = door("data-centre");
        var longer = new Output(
                "door",
                "Door",
                List.of(Way.always(first(controlled).by())),
                List.of(),
                Times.STANDARD.withPulse(Duration.ofSeconds(4)));
        var proofs = new News<Proof>();
        unlocker.unlock(Book.order(longer), Optional.empty(), proofs);
        var proof = proofs.await(Proof::over);
        var open = proof.known(Step.SECURED)
                .orElseThrow()
                .afterClick()
                .minus(proof.known(Step.RELAY_ON).orElseThrow().afterClick());
        assertTrue(open.compareTo(Duration.ofMillis(3500)) > 0, open.toString());
        assertEquals(Optional.of(Duration.ofSeconds(1)), controlled.lock().pulse());

        var relay = door("staff-door");
        var half = new Output(
                "door",
                "Door",
                List.of(Way.always(first(relay).by())),
                List.of(),
                Times.STANDARD.withPulse(Duration.ofMillis(2500)));
        assertInstanceOf(Outcome.Opened.class, unlocker.unlock(Book.order(half), Optional.empty(), p -> {}));
        assertEquals(Optional.of(Duration.ofMillis(2500)), relay.lock().pulse());
    }

    @Test
    void modesAreSetAndToldByTheDoorItself() {
        var door = door("data-centre");
        var output = first(door);
        assertInstanceOf(ModeOutcome.Set.class, unlocker.mode(Book.mode(output, DoorNews.Mode.HELD_OPEN)));
        assertEquals(Lock.Mode.HELD, door.lock().mode());
        assertInstanceOf(ModeOutcome.Set.class, unlocker.mode(Book.mode(output, DoorNews.Mode.LOCKED_DOWN)));
        assertEquals(Lock.Mode.LOCKED_DOWN, door.lock().mode());
        assertInstanceOf(Outcome.Refused.class, unlocker.unlock(Book.order(output), Optional.empty(), p -> {}));
        assertEquals(0, door.lock().count());
        assertInstanceOf(ModeOutcome.Set.class, unlocker.mode(Book.mode(output, DoorNews.Mode.NORMAL)));
        assertEquals(Lock.Mode.NORMAL, door.lock().mode());
        assertInstanceOf(Outcome.Opened.class, unlocker.unlock(Book.order(output), Optional.empty(), p -> {}));
        assertEquals(
                List.of("intent HELD_OPEN", "result Set", "intent LOCKED_DOWN", "result Set"),
                record.lines.subList(0, 4));
    }

    @Test
    void modeThatCannotBeRecordedIsNotSent() {
        record.intentFails = true;
        var door = door("data-centre");
        assertInstanceOf(ModeOutcome.Refused.class, unlocker.mode(Book.mode(first(door), DoorNews.Mode.HELD_OPEN)));
        assertEquals(Lock.Mode.NORMAL, door.lock().mode());
    }

    @Test
    void outputWithoutAWayForAModeRefusesIt() {
        assertInstanceOf(
                ModeOutcome.Refused.class,
                unlocker.mode(Book.mode(first(door("staff-door")), DoorNews.Mode.LOCKED_DOWN)));
        assertInstanceOf(
                ModeOutcome.Refused.class,
                unlocker.mode(Book.mode(first(door("main-entrance")), DoorNews.Mode.HELD_OPEN)));
    }

    @Test
    void watchTellsOfHeldForcedAndRelockedDoors() throws Exception {
        var door = door("data-centre");
        var output = first(door);
        var quick = new Output(
                output.id(),
                output.name(),
                output.ways(),
                output.tells(),
                Times.STANDARD.withHeldAfter(Duration.ofMillis(400)));
        var news = new News<DoorNews>();
        try (var watch = unlocker.watch(Book.DOOR, List.of(quick), news)) {
            news.await(DoorNews.Heard.class);
            news.await(DoorNews.ModeTold.class);
            door.leaf().force();
            news.await(DoorNews.Forced.class);
            news.await(DoorNews.HeldOpen.class);
            assertEquals(DoorNews.Tri.YES, watch.standing("door").open());
            door.leaf().shut();
            news.await(DoorNews.Closed.class);
            assertInstanceOf(Outcome.Opened.class, unlocker.unlock(Book.order(quick), Optional.empty(), p -> {}));
            news.await(DoorNews.Released.class);
            news.await(DoorNews.Opened.class);
            news.await(n -> n instanceof DoorNews.Relocked r && r.secured());
            assertEquals(
                    1,
                    news.all().stream()
                            .filter(n -> n instanceof DoorNews.Forced)
                            .count());
        }
    }

    @Test
    void watchSaysThatItHearsNothingAndComesBack() throws Exception {
        var door = door("staff-door");
        door.faults().add(new Fault.NeverAnswers());
        var news = new News<DoorNews>();
        try (var watch = unlocker.watch(Book.DOOR, door.door().outputs(), news)) {
            assertEquals(Book.DOOR, watch.door());
            news.await(DoorNews.Deaf.class);
            door.faults().clear();
            news.await(DoorNews.Heard.class);
        }
    }

    @Test
    void inputOfTheDeviceTellsOfTheLeaf() throws Exception {
        var door = door("staff-door");
        assertInstanceOf(TellsBy.OnvifInput.class, first(door).tells().getFirst());
        var news = new News<DoorNews>();
        try (var watch = unlocker.watch(Book.DOOR, door.door().outputs(), news)) {
            assertEquals(DoorNews.Standing.UNTOLD, watch.standing("nothing"));
            News.until(() -> watch.standing("door").open() == DoorNews.Tri.NO);
            door.leaf().force();
            news.await(DoorNews.Forced.class);
        }
        assertTrue(door.lock().when(Lock.State.LOCKED).get(20, TimeUnit.SECONDS) == Lock.State.LOCKED);
    }

    @Test
    void relayThatTheDeviceKeepsBistableIsNeverPulsed() {
        var door = door("staff-door");
        door.lock().pulse(Optional.empty());
        var relay = (UnlockBy.OnvifRelay) first(door).by();
        var outcome = unlocker.unlock(Book.order(relay), Optional.empty(), p -> {});
        assertInstanceOf(Outcome.Refused.class, outcome);
        assertEquals(0, door.lock().count());
        var holds = new Output(
                "door",
                "Door",
                new UnlockBy.OnvifRelay(relay.device(), HttpAccess.of(relay.login()), relay.token(), true));
        assertInstanceOf(ModeOutcome.Set.class, unlocker.mode(Book.mode(holds, DoorNews.Mode.HELD_OPEN)));
        assertEquals(Lock.State.UNLOCKED, door.lock().state());
        assertInstanceOf(ModeOutcome.Set.class, unlocker.mode(Book.mode(holds, DoorNews.Mode.NORMAL)));
        assertEquals(Lock.State.LOCKED, door.lock().state());
    }
}
