package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.audio.Codec;
import gatehouse.audio.ToneDetector;
import gatehouse.audio.ToneSound;
import gatehouse.desk.Call;
import gatehouse.desk.CallId;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Lookout;
import gatehouse.desk.Opening;
import gatehouse.desk.Phase;
import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import gatehouse.history.Event;
import gatehouse.history.Kind;
import gatehouse.sim.DemoSettings;
import gatehouse.sim.SimDoor;
import gatehouse.sim.phone.PhoneState;
import gatehouse.site.CallPlan;
import gatehouse.site.Forward;
import gatehouse.site.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

/// What a guard does with several calls, on the demo site: everything goes over sockets, and who hears whom is judged
/// by tones. The porter is another telephone at the demo's exchange, who answers at once.
@Tag("live")
class CallsLiveTest {
    private static final Duration MOST = Duration.ofSeconds(40);
    private static final double GUARD_HZ = 1000;
    private static final double PORTER_HZ = 1500;
    private static final double CHIME_HZ = 1800;
    private static final DoorId MAIN_ENTRANCE = new DoorId("main-entrance"); // through the exchange
    private static final DoorId NORTH_GATE = new DoorId("north-gate"); // straight
    private static final DoorId LOBBY = new DoorId("lobby");
    private static final Lookout LOOKOUT = new Lookout();
    private static final ToneSound SOUND = new ToneSound(GUARD_HZ, Duration.ofSeconds(2));

    @TempDir
    private static Path data;

    private static Premises premises;

    @BeforeAll
    static void open() throws Exception {
        premises = Premises.demo(
                DemoSettings.of(6).withNetwork(82).withoutDiscovery().withWalk(Duration.ofMillis(1)),
                data,
                Sounds.withoutRinging(SOUND),
                LOOKOUT);
        premises.house().watch();
        clicks().logIn("Guard", Secret.of("1111"));
        await("the guard at the desk", s -> s.seat().isPresent());
        await("every door can ring", s -> s.doorsThatCanRing() == 6);
        until("the porter can be called", premises.demo().orElseThrow().porter()::registered);
    }

    @AfterAll
    static void close() {
        premises.close();
    }

    @AfterEach
    void leaveTheDeskEmpty() throws Exception {
        clicks().doNotDisturb(false, Optional.empty());
        for (var call : state().calls()) {
            clicks().decline(call.id());
            clicks().end(call.id());
            clicks().dismiss(call.id());
        }
        await("no calls", s -> s.calls().stream().noneMatch(Call::alive));
        thePorterIsFree();
        clicks().acknowledgeMissed();
    }

    /// Else he would tell the next one that he is busy.
    private static void thePorterIsFree() {
        var porter = premises.demo().orElseThrow().porter();
        porter.hangUp();
        until(
                "the porter is free",
                () -> porter.state() instanceof PhoneState.Idle || porter.state() instanceof PhoneState.Ended);
    }

    @Test
    void aDoorThatHasNotRungIsCalledSpokenWithAndOpened() throws Exception {
        for (var id : List.of(MAIN_ENTRANCE, NORTH_GATE)) {
            clicks().call(id);
            var call = talking(id);
            until("the door is heard", () -> ToneDetector.clearest(SOUND.heard(), sim(id).toneHz()) > 0.5);
            until("the guard is heard", () -> ToneDetector.latest(sim(id).heard(), GUARD_HZ) > 0.5);
            if (id.equals(MAIN_ENTRANCE)) {
                assertEquals(Opening.Stage.ACCEPTED, opened(call, "door").stage());
            }
            clicks().end(call);
            await("over", s -> s.call(call).isEmpty());
            assertTrue(only(call, Kind.CALLED).fact("to").isPresent());
            var ended = only(call, Kind.ENDED);
            assertEquals(Optional.of("out"), ended.fact("direction"));
            if (id.equals(MAIN_ENTRANCE)) {
                assertEquals(Optional.of("RFC 4733"), ended.fact("tones"));
            }
        }
    }

    @Test
    void aCallOnHoldHearsNobodyUntilItIsTalkedInAgain() throws Exception {
        var call = talkWith(MAIN_ENTRANCE);
        until("the guard is heard", () -> ToneDetector.latest(sim(MAIN_ENTRANCE).heard(), GUARD_HZ) > 0.5);
        clicks().hold(call);
        await("on hold", s -> s.call(call).filter(Call::held).isPresent());
        until(
                "silence at the door",
                () -> ToneDetector.latest(sim(MAIN_ENTRANCE).heard(), GUARD_HZ) < 0.01);
        until(
                "silence at the desk",
                () -> ToneDetector.latest(SOUND.heard(), sim(MAIN_ENTRANCE).toneHz()) < 0.01);
        clicks().resume(call);
        until(
                "the guard is heard again",
                () -> ToneDetector.latest(sim(MAIN_ENTRANCE).heard(), GUARD_HZ) > 0.5);
        until(
                "the door is heard again",
                () -> ToneDetector.latest(SOUND.heard(), sim(MAIN_ENTRANCE).toneHz()) > 0.5);
    }

    @Test
    void whoeverIsAnsweredSecondTalksAloneAndTheFirstIsOfferedAgain() throws Exception {
        var first = talkWith(MAIN_ENTRANCE);
        until(
                "the first hears the guard",
                () -> ToneDetector.latest(sim(MAIN_ENTRANCE).heard(), GUARD_HZ) > 0.5);
        var second = rings(NORTH_GATE);
        clicks().answer(second);
        talking(NORTH_GATE);
        assertTrue(state().call(first).orElseThrow().held());
        until(
                "the second hears the guard",
                () -> ToneDetector.latest(sim(NORTH_GATE).heard(), GUARD_HZ) > 0.5);
        until(
                "the first hears nobody",
                () -> ToneDetector.latest(sim(MAIN_ENTRANCE).heard(), GUARD_HZ) < 0.01);
        until(
                "the guard hears the second alone",
                () -> ToneDetector.latest(SOUND.heard(), sim(NORTH_GATE).toneHz()) > 0.5);
        clicks().swap();
        await("swapped", s -> s.talking().map(Call::id).equals(Optional.of(first)));
        until(
                "the first hears the guard again",
                () -> ToneDetector.latest(sim(MAIN_ENTRANCE).heard(), GUARD_HZ) > 0.5);
        until(
                "the second hears nobody",
                () -> ToneDetector.latest(sim(NORTH_GATE).heard(), GUARD_HZ) < 0.01);
        until(
                "the guard hears the first",
                () -> ToneDetector.latest(SOUND.heard(), sim(MAIN_ENTRANCE).toneHz()) > 0.5);
        clicks().end(first);
        var offered = await("the other one is offered", s -> s.shown().equals(Optional.of(second)));
        assertTrue(offered.call(second).orElseThrow().held());
    }

    @Test
    void aCallIsHandedToThePorterWithoutAsking() throws Exception {
        var call = talkWith(MAIN_ENTRANCE);
        clicks().transfer(call, "porter");
        await("gone from here", s -> s.call(call).isEmpty());
        until(
                "the porter is heard at the door",
                () -> ToneDetector.latest(sim(MAIN_ENTRANCE).heard(), PORTER_HZ) > 0.5);
        var ended = only(call, Kind.ENDED);
        assertEquals(
                List.of(Optional.of("TRANSFERRED"), Optional.of("Porter")),
                List.of(ended.fact("how"), ended.fact("target")));
        sim(MAIN_ENTRANCE).leave();
    }

    @Test
    void aWordWithThePorterAndThenHeHasTheCall() throws Exception {
        var call = talkWith(MAIN_ENTRANCE);
        clicks().callTarget("porter");
        var porter = await(
                        "the porter answers",
                        s -> s.talking()
                                .filter(c -> c.title().equals("Porter") && c.phase() instanceof Phase.Talking)
                                .isPresent())
                .talking()
                .orElseThrow()
                .id();
        until("the porter is heard at the desk", () -> ToneDetector.latest(SOUND.heard(), PORTER_HZ) > 0.5);
        until(
                "and not at the door",
                () -> ToneDetector.latest(sim(MAIN_ENTRANCE).heard(), PORTER_HZ) < 0.01);
        clicks().transferTo(call, porter);
        await("gone from here", s -> s.call(call).isEmpty() && s.call(porter).isEmpty());
        until(
                "the porter is heard at the door",
                () -> ToneDetector.latest(sim(MAIN_ENTRANCE).heard(), PORTER_HZ) > 0.5);
        assertEquals(Optional.of("TRANSFERRED"), only(call, Kind.ENDED).fact("how"));
        assertEquals(Optional.of("Porter"), only(porter, Kind.CALLED).fact("callee"));
        sim(MAIN_ENTRANCE).leave();
    }

    @Test
    void aCallThatRingsIsSentOnThroughTheExchangeOrFetchedByACallOfOurOwn() throws Exception {
        for (var id : List.of(MAIN_ENTRANCE, NORTH_GATE)) {
            var call = rings(id);
            clicks().transfer(call, "porter");
            await("gone from here", s -> s.call(call).filter(Call::alive).isEmpty());
            until(id + " hears the porter", () -> ToneDetector.latest(sim(id).heard(), PORTER_HZ) > 0.5);
            assertEquals(Optional.of("Porter"), only(call, Kind.FORWARDED).fact("target"));
            assertEquals(List.of(), of(call, Kind.MISSED));
            sim(id).leave();
            thePorterIsFree();
            clicks().dismiss(call);
        }
    }

    @Test
    void anAnnouncementIsHeardByTheVisitor() throws Exception {
        var call = talkWith(MAIN_ENTRANCE);
        clicks().mute(call, true);
        clicks().announce(call, "wait");
        until(
                "the chime is heard at the door",
                () -> ToneDetector.latest(sim(MAIN_ENTRANCE).heard(), CHIME_HZ) > 0.5);
        await(
                "and comes to its end",
                s -> s.call(call).filter(c -> c.course().announcing().isEmpty()).isPresent());
    }

    @Test
    void aCallIsDeclinedByAReasonOfTheSite() throws Exception {
        var call = rings(LOBBY);
        clicks().decline(call, "closed");
        await("declined", s -> s.call(call).isEmpty());
        assertEquals(Optional.of("We are closed"), only(call, Kind.DECLINED).fact("reason"));
    }

    @Test
    void undisturbedNobodyIsRungAndThePressIsOnRecordWithItsPicture() throws Exception {
        clicks().doNotDisturb(true, Optional.empty());
        await("undisturbed", s -> s.book().undisturbed().isPresent());
        sim(LOBBY).ring();
        var call = await("in the queue", s -> s.callOf(LOBBY).isPresent())
                .callOf(LOBBY)
                .orElseThrow()
                .id();
        assertEquals(Optional.empty(), state().shown());
        until(
                "on record with a picture",
                () -> of(call, Kind.RANG).stream().anyMatch(e -> !e.pictures().isEmpty()));
        assertEquals(
                Optional.of("not rung: do not disturb, by Guard"),
                only(call, Kind.RANG).fact("handled"));
        sim(LOBBY).leave();
        await("missed", s -> s.missed() == 1);
        until("the clip is there", () -> !of(call, Kind.CLIP).isEmpty());
    }

    @Test
    void everyAnsweredCallIsKeptWithItsTimesAndItsQuality() throws Exception {
        var call = talkWith(NORTH_GATE);
        var sounding = await(
                        "its quality is told",
                        s -> s.call(call).flatMap(c -> c.course().sounding()).isPresent())
                .call(call)
                .flatMap(c -> c.course().sounding())
                .orElseThrow();
        assertEquals(Codec.PCMA.name(), sounding.codec());
        await(
                "the explainer knows",
                s -> s.call(call)
                        .flatMap(c -> c.course().sounding())
                        .flatMap(gatehouse.desk.Sounding::explanation)
                        .filter(gatehouse.audio.Explanation::settled)
                        .isPresent());
        clicks().end(call);
        await("over", s -> s.call(call).isEmpty());
        var ended = only(call, Kind.ENDED);
        for (var fact : List.of(
                "rangMs",
                "waitedMs",
                "talkedMs",
                "heldMs",
                "by",
                "codec",
                "sealed",
                "r",
                "mos",
                "lostPercent",
                "jitterMs",
                "bufferMs")) {
            assertTrue(ended.fact(fact).isPresent(), fact + " in " + ended);
        }
        assertTrue(Double.parseDouble(ended.fact("mos").orElseThrow()) > 1);
    }

    @Test
    void whatNobodyTakesGoesToThePorterByItself(@TempDir Path other) throws Exception {
        var lookout = new Lookout();
        try (var nobody = Premises.demo(
                DemoSettings.of(2).withNetwork(83).withoutDiscovery().withWalk(Duration.ofMillis(1)),
                CallsLiveTest::forwardingSoon,
                other,
                Sounds.withoutRinging(new ToneSound(GUARD_HZ, Duration.ofSeconds(2))),
                lookout)) {
            nobody.house().watch();
            lookout.await("every door can ring", s -> s.doorsThatCanRing() == 2, MOST);
            until("the porter can be called", nobody.demo().orElseThrow().porter()::registered);
            var door = nobody.demo().orElseThrow().door(MAIN_ENTRANCE);
            door.ring();
            lookout.await("it rings here first", s -> !s.waiting().isEmpty(), MOST);
            lookout.await("and goes", s -> s.calls().stream().noneMatch(Call::alive), MOST);
            until("the porter is heard", () -> ToneDetector.latest(door.heard(), PORTER_HZ) > 0.5);
            assertEquals(0, nobody.house().state().missed());
        }
    }

    private static Site forwardingSoon(Site site) {
        var plan = site.calls().plan();
        return site.with(site.calls()
                .with(new CallPlan(
                        plan.targets(),
                        List.of(new Forward(Duration.ofSeconds(1), "porter", Optional.empty())),
                        plan.schedules(),
                        plan.quietHours(),
                        plan.announcements(),
                        plan.reasons())));
    }

    private CallId rings(DoorId door) throws Exception {
        for (int presses = 1; ; presses++) {
            sim(door).ring();
            try {
                return LOOKOUT.await(
                                door + " rings",
                                s -> s.callOf(door).filter(Call::ringing).isPresent(),
                                Duration.ofSeconds(5))
                        .callOf(door)
                        .orElseThrow()
                        .id();
            } catch (TimeoutException e) {
                assertTrue(presses < 8, e.getMessage());
            }
        }
    }

    private CallId talkWith(DoorId door) throws Exception {
        clicks().answer(rings(door));
        return talking(door);
    }

    private static CallId talking(DoorId door) throws Exception {
        return await(
                        door + " is talked with",
                        s -> s.callOf(door)
                                .filter(c -> c.phase() instanceof Phase.Talking)
                                .isPresent())
                .callOf(door)
                .orElseThrow()
                .id();
    }

    private static Opening opened(CallId call, String output) throws Exception {
        until("armed", () -> System.nanoTime() - state().shownAt() > DeskState.ARMING.toNanos());
        clicks().open(Optional.of(call), MAIN_ENTRANCE, output, System.nanoTime());
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

    private static List<Event> of(CallId call, Kind kind) {
        try {
            var history = premises.house().history();
            assertTrue(history.flush(MOST));
            return history.timelineOfCall(call.value()).stream()
                    .filter(e -> e.kind() == kind)
                    .toList();
        } catch (gatehouse.history.HistoryFault | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Event only(CallId call, Kind kind) {
        until(kind + " is on record", () -> !of(call, kind).isEmpty());
        var found = of(call, kind);
        assertEquals(1, found.size(), found::toString);
        return found.getFirst();
    }

    private static SimDoor sim(DoorId door) {
        return premises.demo().orElseThrow().door(door);
    }

    private static DeskState state() {
        return premises.house().state();
    }

    private static Clicks clicks() {
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
