package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.audio.NoSound;
import gatehouse.audio.ToneDetector;
import gatehouse.audio.ToneSound;
import gatehouse.desk.CallId;
import gatehouse.desk.Concern;
import gatehouse.desk.DeskState;
import gatehouse.desk.Grounds;
import gatehouse.desk.Lookout;
import gatehouse.desk.Mode;
import gatehouse.desk.Opening;
import gatehouse.desk.Proof;
import gatehouse.desk.Standing;
import gatehouse.desk.Where;
import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.Output;
import gatehouse.door.Secret;
import gatehouse.door.Security;
import gatehouse.history.Event;
import gatehouse.history.Fact;
import gatehouse.history.Kind;
import gatehouse.history.Search;
import gatehouse.sim.DemoSettings;
import gatehouse.sim.Lock;
import gatehouse.sim.SimDoor;
import gatehouse.site.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Opening with proof on the demo site: its doors, their locks and leaves are reached over sockets only. The staff door
/// is one of high security here; the data centre has a lock that knows modes.
@Tag("live")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class OpeningsLiveTest {
    private static final Duration MOST = Duration.ofSeconds(40);
    private static final DoorId STAFF_DOOR = new DoorId("staff-door");
    private static final DoorId DATA_CENTRE = new DoorId("data-centre");
    private static final DoorId NORTH_GATE = new DoorId("north-gate");

    @TempDir
    private Path data;

    private final Lookout lookout = new Lookout();
    private Premises premises;

    @Test
    void everyStageOfAnOpeningIsToldByTheDoorItself() throws Exception {
        try (var there = open(120)) {
            logIn("Supervisor", "2222");
            var leaf = sim(DATA_CENTRE).leaf();
            var released = sim(DATA_CENTRE).lock().when(Lock.State.UNLOCKED);
            clicks().open(Optional.empty(), DATA_CENTRE, "door", System.nanoTime());
            released.get(MOST.toSeconds(), TimeUnit.SECONDS);
            assertTrue(leaf.push(), "somebody goes through");
            await("open", s -> proof(s, DATA_CENTRE).opened() instanceof Proof.Seen.Known);
            assertEquals(
                    Standing.Leaf.OPEN,
                    state().doors().get(DATA_CENTRE).standing().leaf());
            leaf.shut();
            var state = await("locked again", s -> proof(s, DATA_CENTRE).closed() instanceof Proof.Seen.Known);
            var proof = proof(state, DATA_CENTRE);
            Instant last = Instant.EPOCH;
            for (var stage : Proof.Stage.values()) {
                var at = ((Proof.Seen.Known) proof.of(stage)).at();
                assertFalse(at.isBefore(last.minusMillis(500)), stage + " at " + at + " after " + last);
                last = at;
            }
            until("the stages are on record", () -> count(Kind.UNLOCK_STAGE) >= 3);
        }
    }

    @Test
    void aDoorIsHeldOpenUntilItsTimeAlsoOverARestart() throws Exception {
        Instant until;
        try (var there = open(121)) {
            logIn("Supervisor", "2222");
            until = Instant.now().plusSeconds(25);
            clicks().doors().holdOpen(new Where.OneDoor(DATA_CENTRE), until);
            await(
                    "held",
                    s -> s.doors().get(DATA_CENTRE).mode() instanceof Mode.HeldOpen m
                            && m.taken().how() == Mode.How.DESK_ENDS);
            assertEquals(Lock.Mode.HELD, sim(DATA_CENTRE).lock().mode());
            assertEquals(1, count(Kind.MODE_INTENT), "on record before it was sent");
            clicks().doors().backToNormal(new Where.OneDoor(DATA_CENTRE));
            until("locked", () -> sim(DATA_CENTRE).lock().mode() == Lock.Mode.NORMAL);
            clicks().doors().holdOpen(new Where.OneDoor(DATA_CENTRE), until);
            until("held again", () -> sim(DATA_CENTRE).lock().mode() == Lock.Mode.HELD);
            await(
                    "told",
                    s -> s.doors().get(DATA_CENTRE).mode() instanceof Mode.HeldOpen m
                            && m.taken().how() == Mode.How.DESK_ENDS);
        }
        try (var there = open(121)) {
            var back =
                    await("known from before", s -> s.doors().get(DATA_CENTRE).standing() != Standing.NORMAL);
            if (Instant.now().isBefore(until)) {
                assertEquals(
                        until, ((Mode.HeldOpen) back.doors().get(DATA_CENTRE).mode()).until());
            }
            await("ended by itself", s -> s.doors().get(DATA_CENTRE).mode().normal());
            assertFalse(Instant.now().isBefore(until));
            until("on record", () -> count(Kind.MODE_ENDED) == 2);
        }
    }

    /// The clock on the wall is set forward past the end of a hold, and back again.
    @Test
    void aClockThatLeapsEndsAHoldOnceAndIsOnRecord() throws Exception {
        try (var there = open(117)) {
            logIn("Supervisor", "2222");
            var until = Instant.now().plus(Duration.ofHours(1));
            clicks().doors().holdOpen(new Where.OneDoor(DATA_CENTRE), until);
            await(
                    "held",
                    s -> s.doors().get(DATA_CENTRE).mode() instanceof Mode.HeldOpen m
                            && m.taken().how() != Mode.How.PENDING);
            assertEquals(Lock.Mode.HELD, sim(DATA_CENTRE).lock().mode());
            premises.house().clocksShow(Instant.now(), System.nanoTime());
            premises.house().clocksShow(Instant.now().plus(Duration.ofHours(2)), System.nanoTime());
            until("locked", () -> sim(DATA_CENTRE).lock().mode() == Lock.Mode.NORMAL);
            await("told", s -> s.recent().stream().anyMatch(r -> r.sentence().contains("went forward by 2 h")));
            premises.house().clocksShow(Instant.now(), System.nanoTime());
            await(
                    "told again",
                    s -> s.recent().stream().anyMatch(r -> r.sentence().contains("went back by")));
            until(
                    "both on record",
                    () -> events(Kind.TROUBLE).stream()
                                    .filter(e -> e.fact("clockJumpMs").isPresent())
                                    .count()
                            == 2);
            assertEquals(Lock.Mode.NORMAL, sim(DATA_CENTRE).lock().mode());
            until("one hold and one end", () -> count(Kind.MODE_ENDED) == 1 && count(Kind.MODE_SET) == 1);
        }
    }

    @Test
    void aLockdownIsKeptByDoorAndDeskUntilASupervisorsPinReleasesIt() throws Exception {
        try (var there = open(122)) {
            logIn("Guard", "1111");
            clicks().doors().lockDown(new Where.WholeSite());
            await(
                    "told to the door",
                    s -> s.doors().get(DATA_CENTRE).mode() instanceof Mode.LockedDown m
                            && m.taken().how() == Mode.How.DESK_ENDS);
            assertEquals(Lock.Mode.LOCKED_DOWN, sim(DATA_CENTRE).lock().mode());
            var call = ring(NORTH_GATE);
            clicks().open(Optional.of(call), NORTH_GATE, "gate", System.nanoTime());
            var refused = await(
                            "refused", s -> s.doors().get(NORTH_GATE).opening().isPresent())
                    .doors()
                    .get(NORTH_GATE)
                    .opening()
                    .orElseThrow();
            assertEquals(Optional.of(Opening.Bar.LOCKDOWN), refused.barred());
            assertEquals(0, sim(NORTH_GATE).lock().count());
            clicks().doors().release(new Where.WholeSite(), "Supervisor", Optional.of(Secret.of("9999")));
            await("a wrong PIN", s -> !s.guarding().releaseWords().isEmpty());
            clicks().doors().release(new Where.WholeSite(), "Guard", Optional.of(Secret.of("1111")));
            await("a guard", s -> s.guarding().releaseWords().contains("may not"));
            assertTrue(state().doors().values().stream().allMatch(d -> d.mode().lockedDown()));
            clicks().doors().release(new Where.WholeSite(), "Supervisor", Optional.of(Secret.of("2222")));
            await(
                    "released",
                    s -> s.doors().values().stream().allMatch(d -> d.mode().normal()));
            until("at the door too", () -> sim(DATA_CENTRE).lock().mode() == Lock.Mode.NORMAL);
            assertEquals("Guard", state().seat().orElseThrow().name(), "the guard's session goes on");
            until("on record", () -> count(Kind.LOCKDOWN) == 1 && count(Kind.LOCKDOWN_RELEASED) == 1);
            assertEquals(Optional.of("Supervisor"), only(Kind.LOCKDOWN_RELEASED).operator());
        }
    }

    @Test
    void aDoorOfHighSecurityOpensWithItsGroundsAndTheyAreOnRecord() throws Exception {
        try (var there = open(123)) {
            logIn("Guard", "1111");
            var call = ring(STAFF_DOOR);
            clicks().open(Optional.of(call), STAFF_DOOR, "door", System.nanoTime());
            var asking = await("asked", s -> s.guarding().asking().isPresent())
                    .guarding()
                    .asking()
                    .orElseThrow();
            var command = asking.press().command();
            var grounds = new Grounds("Delivery", "Ann Visitor", "badge 7", Optional.empty());
            clicks().doors().ground(command, grounds, "Supervisor", Optional.of(Secret.of("1234")));
            await(
                    "a wrong PIN",
                    s -> s.guarding().asking().filter(a -> !a.words().isEmpty()).isPresent());
            clicks().doors().ground(command, grounds, "Installer", Optional.of(Secret.of("3333")));
            await(
                    "who may not agree",
                    s -> s.guarding()
                            .asking()
                            .filter(a -> a.words().contains("may not"))
                            .isPresent());
            assertEquals(0, sim(STAFF_DOOR).lock().count());
            clicks().doors().ground(command, grounds, "Supervisor", Optional.of(Secret.of("2222")));
            await(
                    "opened",
                    s -> s.doors()
                            .get(STAFF_DOOR)
                            .opening()
                            .filter(Opening::over)
                            .isPresent());
            assertEquals(1, sim(STAFF_DOOR).lock().count());
            var intent = only(Kind.UNLOCK_INTENT);
            assertEquals(Optional.of("Guard"), intent.operator());
            assertEquals(Optional.of("Supervisor"), intent.fact(Fact.SECOND));
            assertEquals(Optional.of("Delivery"), intent.fact(Fact.GROUNDS));
            assertEquals(Optional.of("Ann Visitor"), intent.fact(Fact.VISITOR));
            assertEquals(Optional.of("badge 7"), intent.fact(Fact.REMARK));
        }
    }

    @Test
    void underDuressTheDoorOpensAndOnlyTheHistoryKnows() throws Exception {
        try (var there = open(124)) {
            logIn("Guard", "1111");
            var call = ring(NORTH_GATE);
            clicks().doors().openUnderDuress(Optional.of(call), NORTH_GATE, "gate", System.nanoTime());
            await(
                    "opened",
                    s -> s.doors()
                            .get(NORTH_GATE)
                            .opening()
                            .filter(Opening::over)
                            .isPresent());
            assertEquals(1, sim(NORTH_GATE).lock().count());
            until("on record", () -> count(Kind.DURESS) == 1);
            assertEquals(Optional.of(call.value()), only(Kind.DURESS).visit());
            assertTrue(state().guarding().concerns().isEmpty());
            assertFalse(state().toString().toLowerCase(java.util.Locale.ROOT).contains("silent"));
        }
    }

    @Test
    void aForcedDoorIsToldUntilSomebodyLooked() throws Exception {
        try (var there = open(125)) {
            logIn("Guard", "1111");
            forceUntilTold(DATA_CENTRE);
            var concern = await("forced", s -> !s.guarding().concerns().isEmpty())
                    .guarding()
                    .concerns()
                    .getFirst();
            assertEquals(Concern.Kind.FORCED, concern.kind());
            assertEquals(DATA_CENTRE, concern.door());
            sim(DATA_CENTRE).leaf().shut();
            await("shut again", s -> s.guarding().concerns().getFirst().over().isPresent());
            clicks().doors().lookedAt(concern.id());
            await("looked at", s -> s.guarding().concerns().isEmpty());
            until("on record", () -> count(Kind.DOOR_FORCED) == 1 && count(Kind.LOOKED_AT) == 1);
            assertEquals(Optional.of("Guard"), only(Kind.LOOKED_AT).operator());
        }
    }

    /// From the door's own contact over the network to the ear of the guard.
    @Test
    void openTooLongLockedAgainAndForcedAreHeardAndOnRecord() throws Exception {
        var ringer = new ToneSound(440, Duration.ofSeconds(1));
        var sounds = new Sounds(new NoSound(), ringer, Optional.empty());
        try (var there = open(118, OpeningsLiveTest::impatient, sounds)) {
            logIn("Supervisor", "2222");
            await("listened to", s -> s.doors().get(DATA_CENTRE).standing().leaf() == Standing.Leaf.CLOSED);
            sim(DATA_CENTRE).leaf().force();
            var forced = await("forced", s -> isConcern(s, Concern.Kind.FORCED));
            assertEquals(
                    Standing.Leaf.OPEN,
                    forced.doors().get(DATA_CENTRE).standing().leaf());
            until("the alarm is heard", () -> isLoud(ringer.heard()));
            sim(DATA_CENTRE).leaf().shut();
            var over = await(
                    "over",
                    s -> s.guarding().concerns().stream().allMatch(c -> c.over().isPresent()));
            assertTrue(isConcern(over, Concern.Kind.FORCED), "it stays until somebody looked");
            over.guarding().concerns().forEach(c -> clicks().doors().lookedAt(c.id()));
            await("looked at", s -> s.guarding().concerns().isEmpty());
            until("on record", () -> count(Kind.DOOR_FORCED) == 1);
            long locked = count(Kind.DOOR_RELOCKED);
            long held = count(Kind.DOOR_HELD_OPEN);

            clicks().open(Optional.empty(), DATA_CENTRE, "door", System.nanoTime());
            var late = await("open too long", s -> isConcern(s, Concern.Kind.HELD_TOO_LONG));
            until("the alarm is heard, another one", () -> ToneDetector.share(ringer.heard(), 2000) > 0.3);
            late.guarding().concerns().forEach(c -> clicks().doors().lookedAt(c.id()));
            await("looked at", s -> s.guarding().concerns().isEmpty());
            ringer.forget();
            until("on record", () -> count(Kind.DOOR_HELD_OPEN) == held + 1);
            until("locked again", () -> count(Kind.DOOR_RELOCKED) > locked);
            until("that is heard, too", () -> isLoud(ringer.heard()));
        }
    }

    private static boolean isConcern(DeskState state, Concern.Kind kind) {
        return state.guarding().concerns().stream().anyMatch(c -> c.kind() == kind);
    }

    private static boolean isLoud(short[] heard) {
        double power = 0;
        for (short sample : heard) {
            power += (double) sample * sample;
        }
        return heard.length > 800 && Math.sqrt(power / heard.length) > 100;
    }

    /// Nobody may stand in its door for longer than a second.
    private static Site impatient(Site site) {
        return site.withDoors(site.doors().stream()
                .map(d -> d.id().equals(DATA_CENTRE) ? impatient(d) : d)
                .toList());
    }

    private static Door impatient(Door d) {
        var outputs = d.outputs().stream()
                .map(o -> new Output(
                        o.id(), o.name(), o.ways(), o.tells(), o.times().withHeldAfter(Duration.ofSeconds(1))))
                .toList();
        return new Door(
                d.id(),
                d.name(),
                d.camera(),
                d.callsFrom(),
                outputs,
                d.instruction(),
                d.priority(),
                d.device(),
                d.login(),
                d.intercom(),
                d.security());
    }

    /// Before the console listens to a door there is nobody to be told; whoever breaks in tries again.
    private void forceUntilTold(DoorId door) throws Exception {
        for (int tries = 0; tries < 10; tries++) {
            sim(door).leaf().force();
            try {
                lookout.await("forced", s -> !s.guarding().concerns().isEmpty(), Duration.ofSeconds(4));
                return;
            } catch (java.util.concurrent.TimeoutException e) {
                sim(door).leaf().shut();
            }
        }
    }

    private Premises open(int network) throws Exception {
        return open(network, OpeningsLiveTest::changed, Sounds.withoutRinging(new NoSound()));
    }

    private Premises open(int network, UnaryOperator<Site> change, Sounds sounds) throws Exception {
        premises = Premises.demo(
                DemoSettings.of(8).withNetwork(network).withoutDiscovery().withWalk(Duration.ofMillis(1)),
                change,
                data,
                sounds,
                lookout);
        premises.house().watch();
        assertTrue(premises.house().history().flush(MOST), "the history can be searched");
        return premises;
    }

    private static Site changed(Site site) {
        var security = new Security(true, true, true, List.of("Delivery"));
        return site.withDoors(site.doors().stream()
                .map(d -> d.id().equals(STAFF_DOOR) ? d.with(security) : d)
                .toList());
    }

    private void logIn(String name, String pin) throws Exception {
        clicks().logIn(name, Secret.of(pin));
        await(
                name + " at the desk",
                s -> s.seat().filter(seat -> seat.name().equals(name)).isPresent());
    }

    /// A station that has just ended a call may not dial at once; whoever stands there presses again.
    private CallId ring(DoorId door) throws Exception {
        for (int presses = 1; ; presses++) {
            sim(door).ring();
            try {
                var state = lookout.await(
                        door + " in view",
                        s -> s.shownCall()
                                .filter(c -> c.door().equals(Optional.of(door)))
                                .isPresent(),
                        Duration.ofSeconds(8));
                until("armed", () -> System.nanoTime() - state().shownAt() > DeskState.ARMING.toNanos());
                return state.shown().orElseThrow();
            } catch (java.util.concurrent.TimeoutException e) {
                assertTrue(presses < 6, e.getMessage());
            }
        }
    }

    private static Proof proof(DeskState state, DoorId door) {
        return state.doors().get(door).opening().map(Opening::proof).orElse(Proof.NONE);
    }

    private gatehouse.desk.Clicks clicks() {
        return premises.house().clicks();
    }

    private DeskState state() {
        return premises.house().state();
    }

    private SimDoor sim(DoorId door) {
        return premises.demo().orElseThrow().door(door);
    }

    private DeskState await(String what, Predicate<DeskState> wanted) throws Exception {
        return lookout.await(what, s -> wanted.test(s), MOST);
    }

    private List<Event> events(Kind kind) {
        try {
            var history = premises.house().history();
            var found = new ArrayList<Event>();
            var search = Search.between(
                            Instant.now().minusSeconds(3600), Instant.now().plusSeconds(4 * 3600))
                    .kinds(List.of(kind))
                    .limit(50);
            for (var visit : history.visits(search).rows()) {
                history.timeline(visit.id()).stream()
                        .filter(e -> e.kind() == kind)
                        .forEach(found::add);
            }
            return found;
        } catch (gatehouse.history.HistoryFault e) {
            throw new AssertionError(e);
        }
    }

    private long count(Kind kind) {
        return events(kind).size();
    }

    /// What is durable is found a moment later.
    private Event only(Kind kind) throws InterruptedException {
        until(kind + " to be found", () -> count(kind) > 0);
        var found = events(kind);
        assertEquals(1, found.size(), found.toString());
        return found.getFirst();
    }

    private static void until(String what, BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + MOST.toNanos();
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "never came: " + what);
            new java.util.concurrent.CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
        }
    }
}
