package gatehouse.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.door.CallAt;
import gatehouse.door.CallsFrom;
import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.Intercom;
import gatehouse.door.Login;
import gatehouse.door.Output;
import gatehouse.door.RingBy;
import gatehouse.door.Secret;
import gatehouse.door.Streams;
import gatehouse.door.UnlockBy;
import gatehouse.site.Announcement;
import gatehouse.site.CallPlan;
import gatehouse.site.Calls;
import gatehouse.site.DeclineReason;
import gatehouse.site.Forward;
import gatehouse.site.Role;
import gatehouse.site.Schedule;
import gatehouse.site.Site;
import gatehouse.site.Target;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The rules on their own: what is told to them, the state they make of it, and what they want done.
final class Trial {
    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z"); // a Monday
    static final long SECOND = 1_000_000_000L;
    static final DoorId GATE = new DoorId("north-gate"); // calls directly, priority 10
    static final DoorId LOBBY = new DoorId("lobby"); // calls through the PBX, priority 5
    static final CallId A = new CallId("a");
    static final CallId B = new CallId("b");
    static final CallId C = new CallId("c");
    static final Target PORTER = new Target("porter", "Porter", new CallAt.Extension("pbx", "640"));
    static final DeclineReason CLOSED = new DeclineReason("closed", "We are closed", 480, "Closed");
    static final Announcement WAIT = new Announcement("wait", "Please wait", Path.of("wait.wav"), 1);
    static final Schedule NIGHT = new Schedule(
            "night", EnumSet.allOf(DayOfWeek.class), LocalTime.of(22, 0), LocalTime.of(6, 0), ZoneOffset.UTC, Set.of());
    static final CallPlan PLAN =
            new CallPlan(List.of(PORTER), List.of(), List.of(NIGHT), List.of(), List.of(WAIT), List.of(CLOSED));

    DeskState state;
    final List<Deed> deeds = new ArrayList<>();

    Trial(CallPlan plan) {
        state = DeskState.opened(site(plan));
    }

    static Trial seated() {
        return seated(PLAN);
    }

    static Trial seated(CallPlan plan) {
        var trial = new Trial(plan);
        trial.tell(new Happening.SeatTaken("Guard", Role.GUARD, NOON));
        return trial;
    }

    static CallPlan forwarding(Duration after, Optional<String> schedule) {
        return new CallPlan(
                PLAN.targets(),
                List.of(new Forward(after, "porter", schedule)),
                PLAN.schedules(),
                List.of(),
                PLAN.announcements(),
                PLAN.reasons());
    }

    static CallPlan quietAtNight() {
        return new CallPlan(
                PLAN.targets(), List.of(), PLAN.schedules(), List.of("night"), PLAN.announcements(), PLAN.reasons());
    }

    Trial tell(Happening... happenings) {
        for (var happening : happenings) {
            var step = Rules.after(state, happening);
            state = step.state();
            deeds.addAll(step.deeds());
        }
        return this;
    }

    Call call(CallId id) {
        return state.call(id).orElseThrow();
    }

    <T> List<T> of(Class<T> kind) {
        return deeds.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<Memory> memories(Memory.What what) {
        return of(Deed.Remember.class).stream()
                .map(Deed.Remember::memory)
                .filter(m -> m.what() == what)
                .toList();
    }

    Memory kept(Memory.What what) {
        var kept = memories(what);
        assertEquals(1, kept.size(), what + " in " + deeds);
        return kept.getFirst();
    }

    Deed.RingTone tone() {
        return of(Deed.RingTone.class).getLast();
    }

    /// Whether it rings now.
    boolean rings() {
        var tones = of(Deed.RingTone.class);
        return !tones.isEmpty() && tones.getLast().on();
    }

    static Happening rang(CallId call, DoorId door, long second) {
        return new Happening.Rang(call, Optional.of(door), "directly", at(second), second * SECOND);
    }

    static Happening answer(CallId call, long second) {
        return new Happening.AnswerPressed(call, at(second), second * SECOND);
    }

    static Happening answered(CallId call, long second) {
        return new Happening.Answered(call, at(second));
    }

    static Happening over(CallId call, End how, long second) {
        return new Happening.CallOver(call, how, "", at(second), second * SECOND);
    }

    static Happening hold(CallId call, long second) {
        return new Happening.HoldPressed(call, at(second));
    }

    static Happening resume(CallId call, long second) {
        return new Happening.ResumePressed(call, at(second), second * SECOND);
    }

    static Happening dial(CallId call, DoorId door, long second) {
        return new Happening.DialPressed(call, new Callee.OfDoor(door), at(second), second * SECOND);
    }

    static Happening consult(CallId call, long second) {
        return new Happening.DialPressed(call, new Callee.OfTarget("porter"), at(second), second * SECOND);
    }

    static Happening moved(CallId call, Transfer.Stage stage, long second) {
        return new Happening.TransferMoved(call, stage, "", at(second));
    }

    static Instant at(long second) {
        return NOON.plusSeconds(second);
    }

    static Site site(CallPlan plan) {
        var gate = door(GATE, "North gate", 10, new CallsFrom.Peer("192.0.2.32", 0), "gate")
                .with(new Intercom(
                        Optional.empty(),
                        Optional.of(new RingBy.BuiltIn(3)),
                        0,
                        0,
                        Intercom.Mode.FULL,
                        Intercom.Redirect.AUTO));
        var lobby = door(LOBBY, "Lobby", 5, new CallsFrom.Extension("pbx", "301"), "door")
                .with(new Intercom(
                        Optional.empty(), Optional.empty(), 0, 0, Intercom.Mode.PUSH, Intercom.Redirect.AUTO));
        var calls = new Calls(List.of(), List.of(), Duration.ofSeconds(60), 20, 16384, 16482, plan);
        return new Site("Test", calls, List.of(gate, lobby), List.of(), false);
    }

    private static Door door(DoorId id, String name, int priority, CallsFrom from, String output) {
        var by = new UnlockBy.Dtmf(
                Secret.of("4711#"), UnlockBy.Tones.RFC4733, Duration.ofMillis(100), Duration.ofMillis(100));
        var uri = URI.create("rtsp://192.0.2.32/main");
        return new Door(
                id,
                name,
                new Streams(uri, uri, Login.NONE),
                Optional.of(from),
                List.of(new Output(output, name, by)),
                "",
                priority,
                Optional.empty(),
                Login.NONE);
    }
}
