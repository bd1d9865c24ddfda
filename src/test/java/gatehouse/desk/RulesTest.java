package gatehouse.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.CallsFrom;
import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.Login;
import gatehouse.door.Output;
import gatehouse.door.RingBy;
import gatehouse.door.Secret;
import gatehouse.door.Streams;
import gatehouse.door.Trouble;
import gatehouse.door.UnlockBy;
import gatehouse.site.Calls;
import gatehouse.site.Role;
import gatehouse.site.Site;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final long SECOND = 1_000_000_000L;
    private static final DoorId GATE = new DoorId("north-gate");
    private static final DoorId LOBBY = new DoorId("lobby");
    private static final CallId A = new CallId("a");
    private static final CallId B = new CallId("b");

    private DeskState state = DeskState.opened(site());
    private final List<Deed> deeds = new ArrayList<>();

    @Test
    void aRingComesIntoViewWithToneEntryAndPicture() {
        tell(rang(A, GATE, 0));
        assertEquals(Optional.of(A), state.shown());
        assertEquals("North gate", state.shownCall().orElseThrow().title());
        assertTrue(deeds.contains(new Deed.RingTone(true, false, 10, new RingBy.BuiltIn(2))));
        var kept = kept(Memory.What.RANG);
        assertEquals(Optional.of(Memory.Photo.RING), kept.photo());
        assertEquals(Optional.of(A), kept.call());
    }

    @Test
    void aSecondRingWaitsAndDoesNotTakeThePlaceOfTheFirst() {
        tell(rang(A, LOBBY, 0), rang(B, GATE, 1));
        assertEquals(Optional.of(A), state.shown());
        assertEquals(List.of(B, A), state.waiting().stream().map(Call::id).toList(), "the more urgent one is first");
    }

    @Test
    void nobodyAnswersWhoIsNotLoggedIn() {
        tell(rang(A, GATE, 0), answer(A));
        assertTrue(state.call(A).orElseThrow().ringing());
        assertTrue(deeds.stream().noneMatch(Deed.Answer.class::isInstance));
    }

    @Test
    void thereIsOneConversationAtATime() {
        tell(guard(), rang(A, GATE, 0), rang(B, LOBBY, 0), answer(A), answered(A, 6));
        assertTrue(
                deeds.contains(new Deed.RingTone(true, true, 5, new RingBy.BuiltIn(1))),
                "the second one rings softly on");
        tell(answer(B));
        assertTrue(state.call(A).orElseThrow().held());
        assertEquals(Optional.of(B), state.talking().map(Call::id));
        assertTrue(kept(Memory.What.ANSWERED).sentence().contains("after 6 s"));
    }

    @Test
    void aMissedCallStaysInViewUntilSomebodyPutsItAway() {
        tell(guard(), rang(A, GATE, 0), over(A, End.MISSED, 31));
        assertEquals(1, state.missed());
        assertEquals(Optional.of(A), state.shown());
        assertTrue(of(Deed.DismissLater.class).isEmpty());
        assertTrue(deeds.contains(new Deed.RingTone(false, false, 0, new RingBy.BuiltIn(1))));
        tell(new Happening.Dismissed(A, 40 * SECOND));
        assertEquals(Optional.empty(), state.shown());
        assertEquals(1, state.missed(), "seen in the pop-up is not yet acknowledged");
        tell(new Happening.MissedAcknowledged(NOON));
        assertEquals(0, state.missed());
    }

    @Test
    void aCallAnsweredElsewhereIsNotMissed() {
        tell(rang(A, GATE, 0), over(A, End.ANSWERED_ELSEWHERE, 4));
        assertEquals(0, state.missed());
        kept(Memory.What.ANSWERED_ELSEWHERE);
    }

    @Test
    void whenACallEndsTheNextOneComesIntoView() {
        tell(guard(), rang(A, LOBBY, 0), rang(B, GATE, 1), answer(A), answered(A, 2), over(A, End.GUARD_HUNG_UP, 9));
        assertEquals(Optional.of(B), state.shown());
        assertEquals(9 * SECOND, state.shownAt(), "the open button is armed anew");
    }

    @Test
    void anOpenPressBelongsToTheCallThatWasShownWhenItWentDown() {
        tell(guard(), rang(A, LOBBY, 0), rang(B, GATE, 1));
        tell(new Happening.ShowPressed(B, 5 * SECOND));
        tell(open(A, LOBBY, 4 * SECOND, 5 * SECOND));
        assertTrue(of(Deed.Open.class).isEmpty(), "A was pressed, but B is shown: nothing opens");
        tell(open(B, GATE, 6 * SECOND, 6 * SECOND));
        assertEquals(
                List.of(GATE), of(Deed.Open.class).stream().map(Deed.Open::door).toList());
        assertEquals("Guard", of(Deed.Open.class).getFirst().by());
    }

    @Test
    void aPressInTheMomentTheCallChangedOpensNothing() {
        tell(guard(), rang(A, GATE, 10));
        tell(open(A, GATE, 10 * SECOND + SECOND / 4, 11 * SECOND));
        assertTrue(of(Deed.Open.class).isEmpty());
        tell(open(A, GATE, 11 * SECOND + SECOND / 2, 12 * SECOND));
        assertEquals(1, of(Deed.Open.class).size());
    }

    @Test
    void aCallOpensOnlyTheDoorItCameFrom() {
        tell(guard(), rang(A, GATE, 0), open(A, LOBBY, 3 * SECOND, 3 * SECOND));
        assertTrue(of(Deed.Open.class).isEmpty());
    }

    @Test
    void anUnknownCallerOpensNothing() {
        tell(guard(), new Happening.Rang(A, Optional.empty(), "203.0.113.9", NOON, 0));
        tell(open(A, GATE, 3 * SECOND, 3 * SECOND));
        assertTrue(of(Deed.Open.class).isEmpty());
        assertEquals(Optional.empty(), kept(Memory.What.RANG).photo());
    }

    @Test
    void aSecondPressWhileOneIsUnderWayOpensOnce() {
        tell(guard(), rang(A, GATE, 0), open(A, GATE, 3 * SECOND, 3 * SECOND), open(A, GATE, 4 * SECOND, 4 * SECOND));
        assertEquals(1, of(Deed.Open.class).size());
    }

    @Test
    void openingWithoutACallIsForSupervisors() {
        var press = new Happening.OpenPressed(
                UUID.randomUUID(), Optional.empty(), GATE, "gate", 3 * SECOND, 3 * SECOND, NOON);
        tell(guard(), press);
        assertTrue(of(Deed.Open.class).isEmpty());
        assertTrue(state.recent().getFirst().sentence().contains("supervisors"));
        var later = new Happening.OpenPressed(
                UUID.randomUUID(), Optional.empty(), GATE, "gate", 5 * SECOND, 5 * SECOND, NOON);
        tell(new Happening.SeatTaken("Eva", Role.SUPERVISOR, NOON), later);
        assertEquals(1, of(Deed.Open.class).size());
    }

    @Test
    void whatIsNotConfirmedStaysToBeLookedAt() {
        tell(guard(), rang(A, GATE, 0), open(A, GATE, 3 * SECOND, 3 * SECOND));
        var command = of(Deed.Open.class).getFirst().command();
        tell(new Happening.OpeningMoved(command, Opening.Stage.NOT_CONFIRMED, true, "NOT CONFIRMED", NOON));
        var opening = state.call(A).orElseThrow().opening().orElseThrow();
        assertEquals(Opening.Stage.NOT_CONFIRMED, opening.stage());
        assertTrue(opening.over());
        assertTrue(state.recent().getFirst().wants());
        tell(new Happening.OpeningMoved(command, Opening.Stage.CONFIRMED, true, "late", NOON));
        assertEquals(
                Opening.Stage.NOT_CONFIRMED,
                state.call(A).orElseThrow().opening().orElseThrow().stage(),
                "what is over does not move again");
    }

    @Test
    void theVisitorHearsTheGuardOnlyWhenNothingIsInTheWay() {
        tell(guard(), rang(A, GATE, 0), answer(A), answered(A, 2));
        tell(new Happening.MutePressed(A, true), new Happening.MutePressed(A, false));
        tell(new Happening.PushToTalkPressed(A, true), new Happening.TalkHeld(A, true));
        assertEquals(
                List.of(false, true, false, true),
                of(Deed.Microphone.class).stream().map(Deed.Microphone::open).toList());
    }

    @Test
    void aTroubleIsRememberedOnceHoweverOftenItIsTried() {
        var trouble = new Trouble(Trouble.Kind.NO_ANSWER, "Does not answer.", "Check the cable.", "timeout");
        tell(new Happening.PictureLost(GATE, trouble, Optional.of(NOON.plusSeconds(1)), NOON));
        tell(new Happening.PictureLost(GATE, trouble, Optional.of(NOON.plusSeconds(3)), NOON.plusSeconds(2)));
        assertEquals(1, of(Deed.Remember.class).size());
        var picture = (Picture.Troubled) state.doors().get(GATE).picture();
        assertEquals(NOON, picture.since());
        tell(new Happening.PictureLive(GATE, NOON.plusSeconds(4)));
        kept(Memory.What.STREAM_UP);
    }

    @Test
    void aDoorCanRingWhenItsWayInIsUpAndItsPictureLives() {
        assertEquals(0, state.doorsThatCanRing());
        tell(new Happening.PictureLive(GATE, NOON), new Happening.PictureLive(LOBBY, NOON));
        tell(new Happening.LampSet("listen", new Lamp("Direct calls", Lamp.Health.GOOD, "ready", "")));
        assertEquals(1, state.doorsThatCanRing());
        tell(new Happening.LampSet("line:pbx", new Lamp("PBX", Lamp.Health.GOOD, "registered", "")));
        assertEquals(2, state.doorsThatCanRing());
    }

    @Test
    void aMemoryNeverHoldsTheCodeOfADoor() {
        tell(guard(), rang(A, GATE, 0), open(A, GATE, 3 * SECOND, 3 * SECOND));
        assertFalse(deeds.toString().contains("4711"));
    }

    @Test
    void aRingIsFilmedUntilFiveSecondsAfterTheCallHoweverItEnds() {
        for (End how : End.values()) {
            deeds.clear();
            state = DeskState.opened(site());
            tell(guard(), rang(A, GATE, 0), over(A, how, 31));
            assertEquals(List.of(new Deed.Film(GATE, "North gate", new Deed.Occasion.OfCall(A))), of(Deed.Film.class));
            assertEquals(List.of(new Deed.FilmEnds(GATE, Duration.ofSeconds(5))), of(Deed.FilmEnds.class), how.name());
        }
    }

    @Test
    void theClipOfADoorEndsWithItsLastCall() {
        tell(rang(A, GATE, 0), rang(B, GATE, 3), over(A, End.MISSED, 5));
        assertEquals(2, of(Deed.Film.class).size(), "the second ring extends the clip and belongs to it");
        assertTrue(of(Deed.FilmEnds.class).isEmpty(), "somebody still rings there");
        tell(over(B, End.MISSED, 9));
        assertEquals(1, of(Deed.FilmEnds.class).size());
    }

    @Test
    void severalDoorsAreFilmedAtOnce() {
        tell(rang(A, GATE, 0), rang(B, LOBBY, 1), over(A, End.MISSED, 9));
        assertEquals(
                List.of(GATE, LOBBY),
                of(Deed.Film.class).stream().map(Deed.Film::door).toList());
        assertEquals(List.of(new Deed.FilmEnds(GATE, Duration.ofSeconds(5))), of(Deed.FilmEnds.class));
    }

    @Test
    void anUnknownCallerHasNoDoorToFilm() {
        tell(new Happening.Rang(A, Optional.empty(), "203.0.113.9", NOON, 0), over(A, End.MISSED, 9));
        assertTrue(of(Deed.Film.class).isEmpty() && of(Deed.FilmEnds.class).isEmpty());
    }

    @Test
    void anOpeningWithoutACallHasAShortClipAndOneInACallHasThatOfTheCall() {
        var command = UUID.randomUUID();
        tell(new Happening.SeatTaken("Eva", Role.SUPERVISOR, NOON));
        tell(new Happening.OpenPressed(command, Optional.empty(), GATE, "gate", 3 * SECOND, 3 * SECOND, NOON));
        assertEquals(
                List.of(new Deed.Film(GATE, "North gate", new Deed.Occasion.OfOpening(command))), of(Deed.Film.class));
        assertEquals(1, of(Deed.FilmEnds.class).size());
        tell(rang(A, LOBBY, 4), open(A, LOBBY, 9 * SECOND, 9 * SECOND));
        assertEquals(2, of(Deed.Film.class).size());
    }

    private void tell(Happening... happenings) {
        for (var happening : happenings) {
            var step = Rules.after(state, happening);
            state = step.state();
            deeds.addAll(step.deeds());
        }
    }

    private <T> List<T> of(Class<T> kind) {
        return deeds.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private Memory kept(Memory.What what) {
        var kept = of(Deed.Remember.class).stream()
                .map(Deed.Remember::memory)
                .filter(m -> m.what() == what)
                .toList();
        assertEquals(1, kept.size(), what + " in " + deeds);
        return kept.getFirst();
    }

    private static Happening guard() {
        return new Happening.SeatTaken("Guard", Role.GUARD, NOON);
    }

    private static Happening rang(CallId call, DoorId door, long second) {
        return new Happening.Rang(call, Optional.of(door), "directly", NOON.plusSeconds(second), second * SECOND);
    }

    private static Happening answer(CallId call) {
        return new Happening.AnswerPressed(call, NOON, 0);
    }

    private static Happening answered(CallId call, long second) {
        return new Happening.Answered(call, NOON.plusSeconds(second));
    }

    private static Happening over(CallId call, End how, long second) {
        return new Happening.CallOver(call, how, "", NOON.plusSeconds(second), second * SECOND);
    }

    private static Happening open(CallId call, DoorId door, long pressedAt, long now) {
        var output = door.equals(GATE) ? "gate" : "door";
        return new Happening.OpenPressed(UUID.randomUUID(), Optional.of(call), door, output, pressedAt, now, NOON);
    }

    private static Site site() {
        var gate = door(GATE, "North gate", 10, new CallsFrom.Peer("192.0.2.32", 0), "gate");
        var lobby = door(LOBBY, "Lobby", 5, new CallsFrom.Extension("pbx", "301"), "door");
        var calls = new Calls(List.of(), List.of(), Duration.ofSeconds(60), 20, 16384, 16482);
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
