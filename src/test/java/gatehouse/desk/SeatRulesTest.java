package gatehouse.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.CallsFrom;
import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.Login;
import gatehouse.door.Output;
import gatehouse.door.Secret;
import gatehouse.door.Streams;
import gatehouse.door.Trouble;
import gatehouse.door.UnlockBy;
import gatehouse.operator.Grant;
import gatehouse.operator.Right;
import gatehouse.operator.Rights;
import gatehouse.site.Calls;
import gatehouse.site.Role;
import gatehouse.site.Site;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SeatRulesTest {
    private static final Instant SIX = Instant.parse("2026-01-05T06:00:00Z");
    private static final long SECOND = 1_000_000_000L;
    private static final DoorId GATE = new DoorId("gate");
    private static final DoorId VAULT = new DoorId("vault");
    private static final CallId A = new CallId("a");
    private static final CallId B = new CallId("b");

    private DeskState state = DeskState.opened(site());
    private final List<Deed> deeds = new ArrayList<>();

    @Test
    void theFirstOneOfTheDayBeginsAShiftAndAChangeOfOperatorDoesNot() {
        tell(sits("Eva", Role.GUARD), sits("Sue", Role.SUPERVISOR));
        assertEquals(1, kept(Memory.What.SHIFT_STARTED).size());
        assertEquals("Sue", state.seat().orElseThrow().name());
        assertEquals(Optional.of("Eva"), state.shift().of());
    }

    @Test
    void anInstallerBeginsNoShift() {
        tell(sits("Ines", Role.INSTALLER));
        assertTrue(kept(Memory.What.SHIFT_STARTED).isEmpty());
    }

    @Test
    void operatorsChangeWhileACallGoesOn() {
        tell(sits("Eva", Role.GUARD), rang(A, GATE), new Happening.AnswerPressed(A, SIX, 0));
        tell(new Happening.Answered(A, SIX), sits("Max", Role.GUARD));
        assertTrue(state.talking().isPresent());
        tell(new Happening.EndPressed(A, SIX));
        assertTrue(deeds.contains(new Deed.HangUp(A)));
        assertEquals("Max", state.seat().orElseThrow().name());
    }

    @Test
    void underTheLockACallIsSeenAndAnsweredAndNothingOpens() {
        tell(sits("Eva", Role.GUARD), new Happening.SeatLocked(true, SIX), rang(A, GATE));
        assertEquals(Optional.of(A), state.seen().shown());
        tell(new Happening.AnswerPressed(A, SIX, 0), new Happening.Answered(A, SIX));
        assertTrue(state.talking().isPresent(), "answered under the lock");
        tell(open(A, GATE));
        assertTrue(deeds.stream().noneMatch(Deed.Open.class::isInstance), "opening wants the PIN first");
        tell(
                sits("Eva", Role.GUARD),
                new Happening.OpenPressed(
                        UUID.randomUUID(), Optional.of(A), GATE, "door", 30 * SECOND, 30 * SECOND, SIX));
        assertEquals(1, deeds.stream().filter(Deed.Open.class::isInstance).count());
    }

    @Test
    void theIdleLockLeavesWhoeverTalksAlone() {
        tell(sits("Eva", Role.GUARD), rang(A, GATE), new Happening.AnswerPressed(A, SIX, 0));
        tell(new Happening.Answered(A, SIX), new Happening.SeatLocked(true, SIX));
        assertFalse(state.seat().orElseThrow().locked());
        tell(new Happening.SeatLocked(false, SIX));
        assertTrue(state.seat().orElseThrow().locked(), "by hand it locks at once");
        tell(new Happening.SeatLocked(false, SIX));
        assertEquals(1, kept(Memory.What.LOCKED).size(), "once");
    }

    @Test
    void whatIsOpenIsHandedOverAndReadByTheNextOne() {
        tell(sits("Eva", Role.GUARD), rang(A, GATE));
        tell(new Happening.CallOver(A, End.MISSED, "", SIX, 40 * SECOND));
        tell(new Happening.PictureLost(
                VAULT, new Trouble(Trouble.Kind.STALLED, "No video.", "", ""), Optional.empty(), SIX));
        tell(new Happening.HandedOver("  Gate sticks  ", SIX));
        assertTrue(state.seat().isEmpty());
        var left = state.shift().left().orElseThrow();
        assertEquals("Gate sticks", left.note());
        assertTrue(left.open().toString().contains("missed call"), left::toString);
        assertTrue(left.open().contains("Vault: No video."), left::toString);
        var ended = kept(Memory.What.SHIFT_ENDED).getFirst();
        assertEquals(Optional.of("Eva"), ended.operator());
        assertTrue(ended.sentence().contains("Gate sticks"), ended.sentence());

        tell(sits("Max", Role.GUARD));
        assertTrue(state.shift().left().isPresent(), "until it has been read");
        tell(new Happening.HandOverTaken(SIX));
        assertEquals(new Shift(Optional.of("Max"), Optional.empty()), state.shift());
        var started = kept(Memory.What.SHIFT_STARTED).getLast();
        assertEquals("Eva", started.facts().get("from"));
    }

    @Test
    void nobodyHandsOverOrTakesOverUnderTheLock() {
        tell(sits("Eva", Role.GUARD), new Happening.SeatLocked(false, SIX), new Happening.HandedOver("bye", SIX));
        assertTrue(state.seat().isPresent() && state.shift().left().isEmpty());
        tell(sits("Eva", Role.GUARD), new Happening.HandedOver("bye", SIX));
        tell(sits("Max", Role.GUARD), new Happening.SeatLocked(false, SIX), new Happening.HandOverTaken(SIX));
        assertTrue(state.shift().left().isPresent());
        tell(sits("Ines", Role.INSTALLER), new Happening.HandOverTaken(SIX));
        assertTrue(state.shift().left().isPresent(), "a shift is for who answers calls");
    }

    @Test
    void doorsThatOneMayNotSeeAreNotThere() {
        var atGate = new Rights(List.of(
                Grant.everywhere(Set.of(Right.SEE_WALL)),
                new Grant(Optional.of(Set.of(GATE)), Set.of(Right.SEE, Right.ANSWER), Optional.empty())));
        tell(rang(A, VAULT), rang(B, GATE));
        tell(new Happening.CallOver(A, End.MISSED, "", SIX, 40 * SECOND), rang(new CallId("c"), VAULT));
        tell(new Happening.SeatTaken(new Seat("Eva", Role.GUARD, atGate, false, false), SIX));
        var seen = state.seen();
        assertEquals(Set.of(GATE), seen.doors().keySet());
        assertEquals(List.of(GATE), seen.site().doors().stream().map(Door::id).toList());
        assertEquals(List.of(B), seen.waiting().stream().map(Call::id).toList());
        assertEquals(0, seen.missed());
        assertTrue(seen.recent().stream().noneMatch(r -> r.sentence().contains("Vault")), seen.recent()::toString);
        assertEquals(2, state.doors().size(), "the desk itself still knows them");
        deeds.clear();
        tell(new Happening.AnswerPressed(B, SIX, 0));
        assertTrue(
                deeds.contains(new Deed.RingTone(false, false, 0, new gatehouse.door.RingBy.BuiltIn(1))),
                "the call that is left is at a door one does not see: " + deeds);
    }

    private static final CallId C = new CallId("c");

    /// Sees both doors and answers the gate alone.
    private static final Rights GATE_ONLY = new Rights(List.of(
            Grant.everywhere(Set.of(Right.SEE_WALL, Right.SEE)),
            new Grant(Optional.of(Set.of(GATE)), Set.of(Right.ANSWER), Optional.empty())));

    private static Happening sits(Rights rights) {
        return new Happening.SeatTaken(new Seat("Eva", Role.GUARD, rights, false, false), SIX, 7 * SECOND);
    }

    @Test
    void aCallIsTakenOnlyByWhoMayAnswerThisVeryDoor() {
        tell(sits(GATE_ONLY), rang(A, VAULT), rang(B, GATE));
        deeds.clear();
        tell(new Happening.AnswerPressed(A, SIX, 0), new Happening.DeclinePressed(A, SIX));
        assertTrue(state.call(A).orElseThrow().ringing());
        assertTrue(deeds.isEmpty(), deeds::toString);
        tell(new Happening.AnswerNextPressed(SIX, 0));
        assertTrue(
                state.call(B).orElseThrow().phase() instanceof Phase.Answering,
                "the next one is the next that one may answer, though the other waits longer");
    }

    @Test
    void whoMayNotAnswerADoorIsNotHeardThereEither() {
        tell(sits("Sue", Role.SUPERVISOR), rang(A, VAULT), new Happening.AnswerPressed(A, SIX, 0));
        tell(new Happening.Answered(A, SIX), new Happening.MutePressed(A, true), sits(GATE_ONLY));
        tell(new Happening.MutePressed(A, false));
        assertFalse(((Phase.Talking) state.call(A).orElseThrow().phase()).heard(), "somebody else sat down meanwhile");
        tell(new Happening.HoldPressed(A, SIX), new Happening.ResumePressed(A, SIX, 0));
        assertTrue(state.call(A).orElseThrow().held());
        deeds.clear();
        tell(new Happening.EndPressed(A, SIX));
        assertEquals(List.of(new Deed.HangUp(A)), deeds, "ending is for everybody");
    }

    @Test
    void aCallAtADoorOneDoesNotSeeNeverHidesTheNextOne() {
        var atGate = new Rights(List.of(
                Grant.everywhere(Set.of(Right.SEE_WALL)),
                new Grant(Optional.of(Set.of(GATE)), Set.of(Right.SEE, Right.ANSWER), Optional.empty())));
        tell(sits(atGate), rang(A, VAULT));
        assertEquals(Optional.empty(), state.shown());
        tell(rang(B, GATE), new Happening.ShowPressed(A, SECOND));
        assertEquals(Optional.of(B), state.seen().shownCall().map(Call::id));
        tell(sits("Sue", Role.SUPERVISOR), new Happening.ShowPressed(A, SECOND));
        assertEquals(Optional.of(A), state.shown());
        tell(sits(atGate));
        assertEquals(Optional.of(B), state.shown(), "who sits down sees a call of his own doors");
        assertEquals(7 * SECOND, state.shownAt(), "and its buttons are armed from then on");
        tell(new Happening.CallOver(B, End.MISSED, "", SIX, 9 * SECOND), rang(C, VAULT));
        assertEquals(Optional.empty(), state.seen().shownCall());
    }

    @Test
    void whoDoesNotSeeADoorTakesNoPictureOfIt() {
        var atGate = new Rights(
                List.of(new Grant(Optional.of(Set.of(GATE)), Set.of(Right.SEE, Right.ANSWER), Optional.empty())));
        tell(sits(atGate), new Happening.SnapshotPressed(VAULT, SIX));
        assertTrue(kept(Memory.What.PICTURE).isEmpty());
        tell(new Happening.SnapshotPressed(GATE, SIX));
        assertEquals(1, kept(Memory.What.PICTURE).size());
    }

    private static Happening sits(String name, Role role) {
        return new Happening.SeatTaken(name, role, SIX);
    }

    private static Happening rang(CallId call, DoorId door) {
        return new Happening.Rang(call, Optional.of(door), "directly", SIX, 0);
    }

    private static Happening open(CallId call, DoorId door) {
        return new Happening.OpenPressed(
                UUID.randomUUID(), Optional.of(call), door, "door", 9 * SECOND, 9 * SECOND, SIX);
    }

    private void tell(Happening... happenings) {
        for (var happening : happenings) {
            var step = Rules.after(state, happening);
            state = step.state();
            deeds.addAll(step.deeds());
        }
    }

    private List<Memory> kept(Memory.What what) {
        return deeds.stream()
                .filter(Deed.Remember.class::isInstance)
                .map(d -> ((Deed.Remember) d).memory())
                .filter(m -> m.what() == what)
                .toList();
    }

    private static Site site() {
        var calls = new Calls(List.of(), List.of(), Duration.ofSeconds(60), 20, 16384, 16482);
        return new Site("Test", calls, List.of(door(GATE, "Gate"), door(VAULT, "Vault")), List.of(), false);
    }

    private static Door door(DoorId id, String name) {
        var by = new UnlockBy.Dtmf(
                Secret.of("1"), UnlockBy.Tones.RFC4733, Duration.ofMillis(100), Duration.ofMillis(100));
        var uri = URI.create("rtsp://192.0.2.32/main");
        return new Door(
                id,
                name,
                new Streams(uri, uri, Login.NONE),
                Optional.of(new CallsFrom.Peer("192.0.2.32", 0)),
                List.of(new Output("door", name, by)),
                "",
                5,
                Optional.empty(),
                Login.NONE);
    }
}
