package gatehouse.desk;

import static gatehouse.desk.Trial.A;
import static gatehouse.desk.Trial.B;
import static gatehouse.desk.Trial.GATE;
import static gatehouse.desk.Trial.LOBBY;
import static gatehouse.desk.Trial.PORTER;
import static gatehouse.desk.Trial.SECOND;
import static gatehouse.desk.Trial.answer;
import static gatehouse.desk.Trial.answered;
import static gatehouse.desk.Trial.at;
import static gatehouse.desk.Trial.consult;
import static gatehouse.desk.Trial.dial;
import static gatehouse.desk.Trial.hold;
import static gatehouse.desk.Trial.moved;
import static gatehouse.desk.Trial.over;
import static gatehouse.desk.Trial.rang;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.CallAt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Calls of this desk, and calls it hands on.
class DialRulesTest {
    private Trial desk = Trial.seated();

    @Test
    void aDoorThatHasNotRungIsCalledWhereItCallsFrom() {
        desk.tell(dial(A, LOBBY, 0));
        var dialled = desk.of(Deed.Dial.class).getFirst();
        assertEquals(new CallAt.Extension("pbx", "301"), dialled.at());
        assertEquals(Optional.of(A), desk.state.shown());
        assertEquals(Optional.of(LOBBY), desk.call(A).door());
        desk.tell(new Happening.DialMoved(A, Phase.Progress.RINGING, at(1)));
        assertEquals(Phase.Progress.RINGING, ((Phase.Calling) desk.call(A).phase()).progress());
        desk.tell(new Happening.DialMoved(A, Phase.Progress.HEARD, at(2)), answered(A, 3));
        assertInstanceOf(Phase.Talking.class, desk.call(A).phase());
        assertEquals("Lobby called by Guard", desk.kept(Memory.What.CALLED).sentence());
        assertEquals("Lobby answered after 3 s", desk.kept(Memory.What.ANSWERED).sentence());
        assertEquals(
                List.of(LOBBY),
                desk.of(Deed.Film.class).stream().map(Deed.Film::door).toList());
        desk.tell(over(A, End.GUARD_HUNG_UP, 9));
        assertEquals("out", desk.kept(Memory.What.ENDED).facts().get("direction"));
    }

    @Test
    void whatWasCalledOpensAsWhatRangDoes() {
        desk.tell(dial(A, GATE, 0), open(1));
        assertTrue(desk.of(Deed.Open.class).isEmpty(), "whoever calls a door to open it needs that right");
        desk.tell(answered(A, 2), open(5));
        assertEquals(GATE, desk.of(Deed.Open.class).getFirst().door());
    }

    private static Happening open(long second) {
        return new Happening.OpenPressed(
                UUID.randomUUID(), Optional.of(A), GATE, "gate", second * SECOND, second * SECOND, at(second));
    }

    @Test
    void aDoorThatDoesNotAnswerIsNotMissedButNotReached() {
        desk.tell(dial(A, GATE, 0), over(A, End.MISSED, 30));
        assertEquals(0, desk.state.missed());
        assertEquals("NOT_REACHED", desk.kept(Memory.What.ENDED).facts().get("how"));
    }

    @Test
    void whoCallsADoorThatRingsAnswersIt() {
        desk.tell(rang(A, GATE, 0), dial(B, GATE, 2));
        assertInstanceOf(Phase.Answering.class, desk.call(A).phase());
        assertTrue(desk.of(Deed.Dial.class).isEmpty());
    }

    @Test
    void answeringGivesUpACallOfOursThatNobodyHasAnsweredYet() {
        desk.tell(dial(A, LOBBY, 0), rang(B, GATE, 2), answer(B, 3));
        assertTrue(desk.state.call(A).isEmpty());
        assertTrue(desk.deeds.contains(new Deed.HangUp(A)));
        assertEquals(Optional.of(B), desk.state.talking().map(Call::id));
        desk.tell(answered(A, 4));
        assertEquals(Optional.of(B), desk.state.talking().map(Call::id), "an answer that crossed counts no more");
    }

    @Test
    void theLastOneIsCalledAgain() {
        desk.tell(rang(A, GATE, 0), answer(A, 1), answered(A, 2), over(A, End.VISITOR_HUNG_UP, 5));
        desk.tell(new Happening.CallAgainPressed(B, at(9), 9 * SECOND));
        assertEquals(
                new CallAt.Address("", "192.0.2.32", 5060),
                desk.of(Deed.Dial.class).getFirst().at());
    }

    @Test
    void callingBackAMissedDoorSaysThatItWasSeen() {
        desk.tell(rang(A, GATE, 0), over(A, End.MISSED, 30));
        desk.tell(new Happening.CallBackPressed(B, A, at(40), 40 * SECOND));
        assertEquals(0, desk.state.missed());
        assertInstanceOf(Phase.Calling.class, desk.call(B).phase());
        assertTrue(desk.kept(Memory.What.NOTE).sentence().contains("has seen the missed call of North gate"));
    }

    @Test
    void aCallIsHandedOverWithoutAsking() {
        desk.tell(rang(A, GATE, 0), answer(A, 1), answered(A, 2));
        desk.tell(new Happening.TransferPressed(A, "porter", at(5)));
        assertEquals(List.of(new Deed.HandOver(A, PORTER)), desk.of(Deed.HandOver.class));
        desk.tell(moved(A, Transfer.Stage.ACCEPTED, 6), moved(A, Transfer.Stage.RINGING, 7));
        assertEquals(
                Transfer.Stage.RINGING,
                desk.call(A).course().transfer().orElseThrow().stage());
        desk.tell(moved(A, Transfer.Stage.DONE, 8));
        assertTrue(desk.deeds.contains(new Deed.HangUp(A)));
        desk.tell(over(A, End.GUARD_HUNG_UP, 8));
        assertEquals(
                "North gate: handed to Porter by Guard",
                desk.kept(Memory.What.TRANSFERRED).sentence());
        var facts = desk.kept(Memory.What.ENDED).facts();
        assertEquals(List.of("TRANSFERRED", "Porter"), List.of(facts.get("how"), facts.get("target")));
    }

    @Test
    void aTransferThatFailsLeavesTheCallWhereItWas() {
        desk.tell(rang(A, GATE, 0), answer(A, 1), answered(A, 2));
        desk.tell(new Happening.TransferPressed(A, "porter", at(5)));
        desk.tell(new Happening.TransferMoved(A, Transfer.Stage.FAILED, "busy", at(6)));
        assertTrue(desk.call(A).talking());
        assertEquals(
                "North gate: could not be handed to Porter, busy",
                desk.state.recent().getFirst().sentence());
        desk.tell(new Happening.TransferPressed(A, "porter", at(9)));
        assertEquals(2, desk.of(Deed.HandOver.class).size(), "and may be tried again");
    }

    @Test
    void nobodyIsHandedToWhoIsNotListed() {
        desk.tell(rang(A, GATE, 0), answer(A, 1), answered(A, 2));
        desk.tell(new Happening.TransferPressed(A, "sip:anybody@elsewhere", at(5)));
        assertTrue(desk.of(Deed.HandOver.class).isEmpty());
    }

    @Test
    void aWordWithTheOtherOneFirst() {
        desk.tell(rang(A, GATE, 0), answer(A, 1), answered(A, 2), consult(B, 5));
        assertTrue(desk.call(A).held());
        assertEquals(
                new Deed.Dial(B, PORTER.at(), Optional.empty(), Optional.of(A)),
                desk.of(Deed.Dial.class).getFirst());
        desk.tell(answered(B, 8), new Happening.TransferToPressed(A, B, at(12)));
        assertEquals(List.of(new Deed.Connect(A, B)), desk.of(Deed.Connect.class));
        desk.tell(moved(A, Transfer.Stage.DONE, 14));
        assertEquals(List.of(new Deed.HangUp(A), new Deed.HangUp(B)), desk.of(Deed.HangUp.class));
        desk.tell(over(A, End.VISITOR_HUNG_UP, 14), over(B, End.GUARD_HUNG_UP, 14));
        assertEquals(
                List.of("TRANSFERRED", "TRANSFERRED"),
                desk.memories(Memory.What.ENDED).stream()
                        .map(m -> m.facts().get("how"))
                        .toList());
        assertTrue(desk.state.calls().isEmpty());
    }

    @Test
    void whenTheOtherOneHangsUpTheVisitorIsStillThere() {
        desk.tell(rang(A, GATE, 0), answer(A, 1), answered(A, 2), consult(B, 5), answered(B, 8));
        desk.tell(new Happening.TransferToPressed(A, B, at(12)), over(B, End.VISITOR_HUNG_UP, 13));
        assertTrue(desk.call(A).held());
        assertEquals(Optional.of(A), desk.state.shown());
        assertEquals(
                Transfer.Stage.FAILED,
                desk.call(A).course().transfer().orElseThrow().stage());
    }

    @Test
    void whatNobodyTakesGoesToTheTargetAfterItsTime() {
        desk = Trial.seated(Trial.forwarding(Duration.ofSeconds(20), Optional.empty()));
        desk.tell(rang(A, LOBBY, 0));
        assertEquals(List.of(new Deed.ForwardLater(A, Duration.ofSeconds(20))), desk.of(Deed.ForwardLater.class));
        assertEquals(Optional.of(at(20)), desk.call(A).course().forwardAt());
        desk.tell(new Happening.ForwardDue(A, at(20), 20 * SECOND));
        assertEquals(List.of(new Deed.SendOn(A, PORTER, true)), desk.of(Deed.SendOn.class), "the PBX sends it on");
        desk.tell(over(A, End.FORWARDED, 20));
        assertEquals(
                "Lobby: nobody took it; sent on to Porter",
                desk.kept(Memory.What.FORWARDED).sentence());
        assertEquals(0, desk.state.missed());
    }

    @Test
    void aStationThatCallsStraightIsFetchedByACallOfOurOwn() {
        desk = Trial.seated(Trial.forwarding(Duration.ofSeconds(20), Optional.empty()));
        desk.tell(rang(A, GATE, 0), new Happening.ForwardDue(A, at(20), 20 * SECOND));
        assertEquals(List.of(new Deed.SendOn(A, PORTER, false)), desk.of(Deed.SendOn.class));
        desk.tell(moved(A, Transfer.Stage.RINGING, 21));
        assertTrue(desk.call(A).ringing(), "and can still be answered here");
        desk.tell(moved(A, Transfer.Stage.DONE, 25));
        assertTrue(desk.state.call(A).filter(Call::alive).isEmpty());
        desk.kept(Memory.What.FORWARDED);
    }

    @Test
    void whatWasTakenMeanwhileIsNotForwarded() {
        desk = Trial.seated(Trial.forwarding(Duration.ofSeconds(20), Optional.empty()));
        desk.tell(rang(A, GATE, 0), answer(A, 19), new Happening.ForwardDue(A, at(20), 20 * SECOND));
        assertTrue(desk.of(Deed.SendOn.class).isEmpty());
    }

    @Test
    void aForwardWithAScheduleCountsOnlyThen() {
        desk = Trial.seated(Trial.forwarding(Duration.ZERO, Optional.of("night")));
        desk.tell(rang(A, GATE, 0));
        assertTrue(desk.of(Deed.ForwardLater.class).isEmpty(), "it is noon");
        long night = Duration.ofHours(11).toSeconds();
        desk.tell(new Happening.ClockStruck(at(night), 0), rang(B, LOBBY, night));
        assertEquals(Optional.of("Porter"), desk.state.book().forwardedTo());
        assertEquals(List.of(new Deed.ForwardLater(B, Duration.ZERO)), desk.of(Deed.ForwardLater.class));
    }

    @Test
    void aCallThatRingsIsSentOnByHand() {
        desk.tell(rang(A, LOBBY, 0), new Happening.TransferPressed(A, "porter", at(2)));
        assertEquals(List.of(new Deed.SendOn(A, PORTER, true)), desk.of(Deed.SendOn.class));
    }

    @Test
    void holdIsForTalkedCallsOnly() {
        desk.tell(rang(A, GATE, 0), hold(A, 1));
        assertTrue(desk.call(A).ringing());
        assertTrue(desk.of(Deed.Hold.class).isEmpty());
    }
}
