package gatehouse.desk;

import static gatehouse.desk.Trial.A;
import static gatehouse.desk.Trial.B;
import static gatehouse.desk.Trial.C;
import static gatehouse.desk.Trial.GATE;
import static gatehouse.desk.Trial.LOBBY;
import static gatehouse.desk.Trial.SECOND;
import static gatehouse.desk.Trial.answer;
import static gatehouse.desk.Trial.answered;
import static gatehouse.desk.Trial.at;
import static gatehouse.desk.Trial.consult;
import static gatehouse.desk.Trial.hold;
import static gatehouse.desk.Trial.over;
import static gatehouse.desk.Trial.rang;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.DoorId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whom the guard talks with is put together with somebody else, who goes on in his place.
class SuccessionRulesTest {
    private final Trial desk = Trial.seated();

    private static Happening tookOver(CallId before, CallId call, Optional<DoorId> door, long second) {
        return new Happening.TookOver(before, call, door, "directly", at(second), second * SECOND);
    }

    private void talksWithThePorter() {
        desk.tell(consult(A, 0), answered(A, 2));
    }

    @Test
    void theTalkGoesOnWithTheDoorAndNobodyIsRung() {
        talksWithThePorter();
        int tones = desk.of(Deed.RingTone.class).size();
        desk.tell(tookOver(A, B, Optional.of(GATE), 10));
        assertEquals(Optional.of(B), desk.state.talking().map(Call::id));
        assertEquals("North gate", desk.call(B).title());
        assertEquals(Optional.empty(), desk.state.call(A));
        assertEquals(Optional.of(B), desk.state.shown());
        assertEquals(10 * SECOND, desk.state.shownAt(), "the open button is armed anew");
        assertEquals(tones, desk.of(Deed.RingTone.class).size());
        var ended = desk.kept(Memory.What.ENDED);
        assertEquals(
                List.of("TRANSFERRED", "8000", "goes on with North gate"),
                List.of(
                        ended.facts().get("how"),
                        ended.facts().get("talkedMs"),
                        ended.facts().get("reason")));
        var goesOn = desk.memories(Memory.What.ANSWERED).getLast();
        assertEquals(Optional.of(GATE), goesOn.door());
        assertEquals("Porter", goesOn.facts().get("insteadOf"));
        assertEquals(A.value(), goesOn.facts().get("insteadOfCall"));
        desk.tell(answered(B, 10), over(A, End.TRANSFERRED, 11), over(B, End.VISITOR_HUNG_UP, 15));
        var last = desk.memories(Memory.What.ENDED).getLast();
        assertEquals(
                List.of("0", "5000"),
                List.of(last.facts().get("rangMs"), last.facts().get("talkedMs")));
        assertEquals(0, desk.state.missed());
    }

    @Test
    void whoWasNotHeardIsNotHeardNow() {
        talksWithThePorter();
        desk.tell(new Happening.MutePressed(A, true), tookOver(A, B, Optional.of(GATE), 10));
        assertTrue(((Phase.Talking) desk.call(B).phase()).muted());
        assertTrue(desk.deeds.contains(new Deed.Microphone(B, false)));
        desk.deeds.clear();
        desk.tell(answered(B, 10));
        assertEquals(List.of(new Deed.Microphone(B, false)), desk.deeds, "its voice may have been opened since");
    }

    @Test
    void aDoorOfPushToTalkStaysOne() {
        talksWithThePorter();
        desk.tell(tookOver(A, B, Optional.of(LOBBY), 10));
        assertFalse(((Phase.Talking) desk.call(B).phase()).heard());
    }

    @Test
    void whoWasOnHoldIsOnHoldStillAndIsTold() {
        talksWithThePorter();
        desk.tell(hold(A, 5), rang(C, GATE, 6), answer(C, 7), answered(C, 8));
        desk.tell(tookOver(A, B, Optional.of(LOBBY), 10));
        assertTrue(desk.call(B).held());
        assertEquals(Optional.of(C), desk.state.talking().map(Call::id));
        assertEquals(Optional.of(C), desk.state.shown());
        desk.deeds.clear();
        desk.tell(answered(B, 10));
        assertEquals(List.of(new Deed.Hold(B)), desk.deeds);
    }

    @Test
    void whoWasCalledIsTalkedWithWhenSomebodyElseTakesIt() {
        desk.tell(consult(A, 0), tookOver(A, B, Optional.empty(), 3));
        assertInstanceOf(Phase.Talking.class, desk.call(B).phase());
        assertEquals(Optional.empty(), desk.call(B).door());
    }

    @Test
    void inPlaceOfNobodyNobodyComes() {
        desk.tell(rang(A, GATE, 0), tookOver(A, B, Optional.of(LOBBY), 3));
        assertEquals(Optional.empty(), desk.state.call(B));
        assertTrue(desk.deeds.contains(new Deed.HangUp(B)));
        assertTrue(desk.call(A).ringing());
    }

    @Test
    void theOldDoorsOpeningStaysWithTheOldCall() {
        desk.tell(rang(A, GATE, 0), answer(A, 1), answered(A, 2));
        desk.tell(tookOver(A, B, Optional.of(LOBBY), 10));
        var press = new Happening.OpenPressed(
                java.util.UUID.randomUUID(), Optional.of(A), GATE, "gate", 9 * SECOND, 10 * SECOND + 1, at(10));
        desk.tell(press);
        assertEquals(Optional.empty(), desk.call(B).opening(), "a press on the door before opens nothing at this one");
    }
}
