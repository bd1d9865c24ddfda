package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.audio.NoSound;
import gatehouse.audio.SoundDevices;
import gatehouse.audio.SoundTrouble;
import gatehouse.audio.ToneDetector;
import gatehouse.audio.ToneSound;
import gatehouse.desk.Call;
import gatehouse.desk.CallId;
import gatehouse.desk.DeskState;
import gatehouse.desk.Lamp;
import gatehouse.desk.Lookout;
import gatehouse.desk.Opening;
import gatehouse.desk.Phase;
import gatehouse.desk.Picture;
import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import gatehouse.door.Trouble;
import gatehouse.history.Event;
import gatehouse.history.Fact;
import gatehouse.history.History;
import gatehouse.history.Kind;
import gatehouse.history.PictureRef;
import gatehouse.history.Search;
import gatehouse.sim.DemoSettings;
import gatehouse.sim.Fault;
import gatehouse.sim.Lock;
import gatehouse.sim.SimDoor;
import gatehouse.sip.Transport;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// The whole house on the demo site: everything between the console and the doors goes over sockets.
@Isolated
@Tag("live")
class HouseTest {
    private static final Duration MOST = Duration.ofSeconds(40);
    private static final double GUARD_HZ = 1000;
    private static final DoorId MAIN_ENTRANCE = new DoorId("main-entrance");
    private static final DoorId NORTH_GATE = new DoorId("north-gate");
    private static final DoorId LOADING_DOCK = new DoorId("loading-dock");
    private static final DoorId LOBBY = new DoorId("lobby");
    private static final DoorId STAFF_DOOR = new DoorId("staff-door");
    private static final DoorId PARKING = new DoorId("visitor-parking");

    @TempDir
    private static Path data;

    private static final Lookout LOOKOUT = new Lookout();
    private static final ToneSound SOUND = new ToneSound(GUARD_HZ, Duration.ofSeconds(2));
    private static Premises premises;

    @BeforeAll
    static void open() throws Exception {
        premises = Premises.demo(
                DemoSettings.of(6).withNetwork(78).withoutDiscovery().withWalk(Duration.ofMillis(1)),
                data,
                Sounds.withoutRinging(SOUND),
                LOOKOUT);
        premises.house().watch();
        clicks().logIn("Guard", Secret.of("1111"));
        await("the guard at the desk", s -> s.seat().isPresent());
        await("every door can ring", s -> s.doorsThatCanRing() == 6);
    }

    @AfterAll
    static void close() {
        premises.close();
    }

    @AfterEach
    void leaveTheDeskEmpty() throws Exception {
        for (var call : state().calls()) {
            clicks().decline(call.id());
            clicks().end(call.id());
            clicks().dismiss(call.id());
        }
        await("no calls", s -> s.calls().stream().noneMatch(Call::alive));
        premises.demo().orElseThrow().doors().forEach(d -> d.faults().clear());
        clicks().acknowledgeMissed();
    }

    @Test
    void bothSidesHearEachOtherInTheirOwnLaw() throws Exception {
        for (var id : List.of(MAIN_ENTRANCE, LOADING_DOCK)) {
            var call = talkWith(id);
            var door = sim(id);
            until("the door is heard", () -> clearest(SOUND.heard(), door.toneHz()) > 0.5);
            until("the guard is heard", () -> clearest(door.heard(), GUARD_HZ) > 0.5);
            clicks().end(call);
            await("over", s -> s.call(call).isEmpty());
        }
    }

    @Test
    void whoIsMutedIsNotHeard() throws Exception {
        var call = talkWith(NORTH_GATE);
        var door = sim(NORTH_GATE);
        until("the guard is heard", () -> clearest(door.heard(), GUARD_HZ) > 0.5);
        clicks().mute(call, true);
        until("silence at the door", () -> ToneDetector.latest(door.heard(), GUARD_HZ) < 0.01);
        clicks().mute(call, false);
        until("the guard is heard again", () -> ToneDetector.latest(door.heard(), GUARD_HZ) > 0.5);
    }

    @Test
    void codeByRfc4733OpensTheLock() throws Exception {
        talkWith(MAIN_ENTRANCE);
        var opening = open(MAIN_ENTRANCE, "door");
        assertEquals(Opening.Stage.ACCEPTED, opening.stage(), opening.words());
        assertEquals(
                Lock.By.TONES, sim(MAIN_ENTRANCE).lock().openings().getLast().by());
    }

    @Test
    void codeByInfoOpensTheLock() throws Exception {
        talkWith(LOBBY);
        var opening = open(LOBBY, "door");
        assertEquals(Opening.Stage.ACCEPTED, opening.stage(), opening.words());
        assertEquals(Lock.By.TONES, sim(LOBBY).lock().openings().getLast().by());
    }

    @Test
    void aCodeIsNotSentBeforeTheCallIsAnswered() throws Exception {
        int before = sim(MAIN_ENTRANCE).lock().openings().size();
        ring(MAIN_ENTRANCE);
        var opening = open(MAIN_ENTRANCE, "door");
        assertEquals(Opening.Stage.REFUSED, opening.stage(), opening.words());
        assertEquals(before, sim(MAIN_ENTRANCE).lock().openings().size());
    }

    @Test
    void httpAndOnvifAreConfirmedByTheLockItself() throws Exception {
        for (var id : List.of(LOADING_DOCK, STAFF_DOOR, PARKING)) {
            int before = sim(id).lock().openings().size();
            var call = ring(id);
            var opening =
                    open(id, state().doors().get(id).door().outputs().getFirst().id());
            assertEquals(Opening.Stage.CONFIRMED, opening.stage(), id + ": " + opening.words());
            assertEquals(before + 1, sim(id).lock().openings().size(), "one click, one opening");
            clicks().decline(call);
            await("declined", s -> s.call(call).isEmpty());
        }
    }

    @Test
    void theUnlockIsOnRecordBeforeItIsSentAndTheResultBeforeItIsShown() throws Exception {
        var call = ring(LOADING_DOCK);
        open(LOADING_DOCK, "shutter");
        var events = eventsOf(call);
        var intent = only(events, Kind.UNLOCK_INTENT);
        var result = only(events, Kind.UNLOCK_RESULT);
        assertEquals(Optional.of("Guard"), intent.operator());
        assertEquals(Optional.of(LOADING_DOCK), intent.door());
        assertEquals("HTTP", intent.fact(Fact.METHOD).orElseThrow());
        assertEquals(intent.fact(Fact.COMMAND), result.fact(Fact.COMMAND));
        assertTrue(intent.monotonic() < result.monotonic());
        var opened = sim(LOADING_DOCK).lock().openings().getLast().at();
        assertFalse(intent.at().isAfter(opened), intent.at() + " is not before " + opened);
    }

    @Test
    void whatNobodyConfirmsIsNeverShownAsOpened() throws Exception {
        sim(PARKING).faults().add(new Fault.RelaySilent());
        ring(PARKING);
        var opening = open(PARKING, "barrier");
        assertEquals(Opening.Stage.NOT_CONFIRMED, opening.stage(), opening.words());
    }

    @Test
    void aRelayThatRefusesIsShownAsRefused() throws Exception {
        sim(STAFF_DOOR).faults().add(new Fault.RelayRefuses());
        ring(STAFF_DOOR);
        var opening = open(STAFF_DOOR, "door");
        assertEquals(Opening.Stage.REFUSED, opening.stage(), opening.words());
        assertEquals(Lock.State.LOCKED, sim(STAFF_DOOR).lock().state());
    }

    @Test
    void severalDoorsRingAtOnceAndEachIsTiedToItsOwnName() throws Exception {
        for (var id : List.of(MAIN_ENTRANCE, NORTH_GATE, PARKING)) {
            sim(id).ring();
        }
        for (var id : List.of(MAIN_ENTRANCE, NORTH_GATE, PARKING)) {
            await(id + " waits", s -> s.callOf(id).isPresent());
        }
        var state = await("three wait", s -> s.waiting().size() == 3);
        assertEquals(
                List.of(NORTH_GATE, MAIN_ENTRANCE, PARKING),
                state.waiting().stream().map(c -> c.door().orElseThrow()).toList(),
                "by priority");
        assertTrue(state.callOf(MAIN_ENTRANCE).orElseThrow().from().contains("extension 301"));
        assertTrue(state.callOf(NORTH_GATE).orElseThrow().from().contains("direct call"));
    }

    @Test
    void aVisitorWhoGivesUpIsMissed() throws Exception {
        var call = ring(LOBBY);
        sim(LOBBY).leave();
        await("missed", s -> s.missed() == 1);
        until("missed is on record", () -> of(eventsOf(call), Kind.MISSED) == 1);
        assertEquals(0, of(eventsOf(call), Kind.ANSWERED_ELSEWHERE));
    }

    @Test
    void pictureOfTheVisitorIsKeptAtTheRingAtTheAnswerAndAtTheOpening() throws Exception {
        var call = talkWith(STAFF_DOOR);
        open(STAFF_DOOR, "door");
        until("three pictures", () -> reasons(call).size() >= 3);
        assertEquals(
                List.of(PictureRef.Reason.RING, PictureRef.Reason.ANSWER, PictureRef.Reason.UNLOCK), reasons(call));
        for (var event : eventsOf(call)) {
            for (var ref : event.pictures()) {
                var jpeg = history().picture(ref);
                assertEquals((byte) 0xff, jpeg[0]);
                assertEquals((byte) 0xd8, jpeg[1]);
                assertTrue(ref.width() >= 640, "full size of the stream, not of the tile");
            }
        }
    }

    @Test
    void anUnknownCallerRingsNobodyAndIsOnRecord() throws Exception {
        var console = premises.house().listening().stream()
                .filter(l -> l.transport() == Transport.UDP)
                .findFirst()
                .orElseThrow()
                .address();
        long before = count(Kind.REFUSED_CALL);
        try (var stranger = new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.99.9"), 0))) {
            // It calls itself North gate; that must not help.
            var invite = ("INVITE sip:guard@" + console.getAddress().getHostAddress() + ":" + console.getPort()
                            + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.99.9:" + stranger.getLocalPort()
                            + ";branch=z9hG4bKstranger;rport\r\nMax-Forwards: 70\r\nFrom: \"North gate\" <sip:north-gate@127.0.78.2>;tag=a1\r\n"
                            + "To: <sip:guard@127.0.0.1>\r\nCall-ID: stranger-1\r\nCSeq: 1 INVITE\r\nContact: <sip:north-gate@127.0.99.9:"
                            + stranger.getLocalPort() + ">\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8);
            stranger.send(new DatagramPacket(invite, invite.length, console));
            until("on record", () -> count(Kind.REFUSED_CALL) == before + 1);
        }
        assertTrue(state().calls().isEmpty());
    }

    @Test
    void aStalledCameraIsNamedAndComesBackByItself() throws Exception {
        sim(LOADING_DOCK).faults().add(new Fault.Stalls());
        var state = await(
                "stalled",
                s -> s.doors().get(LOADING_DOCK).picture() instanceof Picture.Troubled t
                        && t.trouble().kind() == Trouble.Kind.STALLED);
        var trouble = ((Picture.Troubled) state.doors().get(LOADING_DOCK).picture()).trouble();
        assertFalse(trouble.sentence().isBlank());
        assertFalse(trouble.remedy().isBlank());
        sim(LOADING_DOCK).faults().clear();
        await("back", s -> s.doors().get(LOADING_DOCK).picture() instanceof Picture.Live);
    }

    @Test
    void withoutASoundDeviceACallIsStillAnsweredAndOpened(@TempDir Path other) throws Exception {
        var lookout = new Lookout();
        var silent = Sounds.of(new SoundDevices.Choice(new NoSound(), Optional.of(new SoundTrouble.NoDevice())));
        try (var deaf = Premises.demo(
                DemoSettings.of(1).withNetwork(79).withoutDiscovery().withWalk(Duration.ofMillis(1)),
                other,
                silent,
                lookout)) {
            deaf.house().watch();
            var lamp = lookout.await("the lamp", s -> s.lamps().containsKey("sound"), MOST)
                    .lamps()
                    .get("sound");
            assertEquals(Lamp.Health.DEGRADED, lamp.health());
            assertEquals(
                    "This computer has no sound device. Calls are shown and doors open, but nobody is heard.",
                    lamp.word());
            deaf.house().clicks().logIn("Guard", Secret.of("1111"));
            lookout.await(
                    "every door can ring",
                    s -> s.doorsThatCanRing() == 1 && s.seat().isPresent(),
                    MOST);
            var door = deaf.demo().orElseThrow().doors().getFirst();
            door.ring();
            var call = lookout.await("rings", s -> s.shown().isPresent(), MOST)
                    .shown()
                    .orElseThrow();
            deaf.house().clicks().answer(call);
            lookout.await(
                    "talks",
                    s -> s.call(call)
                            .filter(c -> c.phase() instanceof Phase.Talking)
                            .isPresent(),
                    MOST);
            var unlocked = door.lock().when(Lock.State.UNLOCKED);
            until("armed", () -> System.nanoTime() - deaf.house().state().shownAt() > DeskState.ARMING.toNanos());
            deaf.house().clicks().open(Optional.of(call), door.plan().id(), "door", System.nanoTime());
            unlocked.get(MOST.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void afterTheCloseNoThreadOfTheHouseIsLeftAndTheHistoryIsWhole(@TempDir Path other) throws Exception {
        var lookout = new Lookout();
        try (var brief = Premises.demo(
                DemoSettings.of(2).withNetwork(80).withoutDiscovery(),
                other,
                Sounds.withoutRinging(new NoSound()),
                lookout)) {
            brief.house().watch();
            lookout.await("every door can ring", s -> s.doorsThatCanRing() == 2, MOST);
            assertEquals(2, brief.house().state().doors().size());
            assertTrue(threads("desk") >= 2, "the shared house's desk and this one's");
        }
        until("no second desk", () -> threads("desk") == 1);
        until("no second records", () -> threads("records") == 1);
        until("no second projector", () -> threads("history-projector") == 1);
        assertTrue(History.verify(other).ok());
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals(name))
                .count();
    }

    /// A station that has just ended a call may not dial at once; whoever stands there presses again.
    private CallId ring(DoorId door) throws Exception {
        for (int presses = 1; ; presses++) {
            sim(door).ring();
            try {
                var state = LOOKOUT.await(
                        door + " in view",
                        s -> s.shownCall()
                                .filter(c -> c.ringing() && c.door().equals(Optional.of(door)))
                                .isPresent(),
                        Duration.ofSeconds(5));
                until("armed", () -> System.nanoTime() - state().shownAt() > DeskState.ARMING.toNanos());
                return state.shown().orElseThrow();
            } catch (TimeoutException e) {
                assertTrue(presses < 8, e.getMessage());
            }
        }
    }

    private CallId talkWith(DoorId door) throws Exception {
        var call = ring(door);
        clicks().answer(call);
        await(
                "talking",
                s -> s.call(call)
                        .filter(c -> c.phase() instanceof Phase.Talking)
                        .isPresent());
        return call;
    }

    private Opening open(DoorId door, String output) throws Exception {
        var call = state().shown().orElseThrow();
        clicks().open(Optional.of(call), door, output, System.nanoTime());
        return await(
                        "the opening is over",
                        s -> s.call(call)
                                .flatMap(Call::opening)
                                .filter(Opening::over)
                                .isPresent())
                .call(call)
                .flatMap(Call::opening)
                .orElseThrow();
    }

    /// How much of the clearest half second is this tone; gaps of a busy machine do not count.
    private static double clearest(short[] heard, double hz) {
        double best = 0;
        for (int at = 0; at + 4000 <= heard.length; at += 1000) {
            best = Math.max(best, ToneDetector.share(java.util.Arrays.copyOfRange(heard, at, at + 4000), hz));
        }
        return best;
    }

    private static List<PictureRef.Reason> reasons(CallId call) {
        return eventsOf(call).stream()
                .flatMap(e -> e.pictures().stream())
                .map(PictureRef::reason)
                .sorted()
                .toList();
    }

    private static List<Event> eventsOf(CallId call) {
        try {
            assertTrue(history().flush(MOST));
            return history().timelineOfCall(call.value());
        } catch (gatehouse.history.HistoryFault | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static long of(List<Event> events, Kind kind) {
        return events.stream().filter(e -> e.kind() == kind).count();
    }

    private static Event only(List<Event> events, Kind kind) {
        var found = events.stream().filter(e -> e.kind() == kind).toList();
        assertEquals(1, found.size(), kind + " in " + events);
        return found.getFirst();
    }

    private static long count(Kind kind) {
        try {
            assertTrue(history().flush(MOST));
            return history()
                    .search(Search.everything().kinds(List.of(kind)))
                    .rows()
                    .size();
        } catch (gatehouse.history.HistoryFault | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static History history() {
        return premises.house().history();
    }

    private static SimDoor sim(DoorId door) {
        return premises.demo().orElseThrow().door(door);
    }

    private static DeskState state() {
        return premises.house().state();
    }

    private static gatehouse.desk.Clicks clicks() {
        return premises.house().clicks();
    }

    private static DeskState await(String what, Predicate<DeskState> wanted) throws Exception {
        return LOOKOUT.await(what, wanted, MOST);
    }

    private static void until(String what, BooleanSupplier wanted) {
        long end = System.nanoTime() + MOST.toNanos();
        while (!wanted.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "Waited for: " + what);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
