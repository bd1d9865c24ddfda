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
import static gatehouse.desk.Trial.hold;
import static gatehouse.desk.Trial.over;
import static gatehouse.desk.Trial.rang;
import static gatehouse.desk.Trial.resume;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.audio.CallQuality;
import gatehouse.audio.Codec;
import gatehouse.audio.Explanation;
import gatehouse.audio.Finding;
import gatehouse.door.RingBy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Twenty calls waiting, one conversation, the others on hold.
class QueueRulesTest {
    private final Trial desk = Trial.seated();

    @Test
    void twentyCallersStandInOrderOfPriorityAndThenOfWaiting() {
        for (int i = 0; i < 20; i++) {
            desk.tell(new Happening.Rang(
                    new CallId("x" + i),
                    i == 7 ? Optional.of(LOBBY) : i == 15 ? Optional.of(GATE) : Optional.empty(),
                    "192.0.2." + i,
                    at(i),
                    i * SECOND));
        }
        var order = desk.state.waiting().stream().map(c -> c.id().value()).toList();
        assertEquals(20, order.size());
        assertEquals(List.of("x15", "x7", "x0", "x1"), order.subList(0, 4));
        assertEquals("x19", order.getLast());
    }

    @Test
    void oneKeyAnswersTheMostUrgentOne() {
        desk.tell(rang(A, LOBBY, 0), rang(B, GATE, 1), new Happening.AnswerNextPressed(at(2), 2 * SECOND));
        assertInstanceOf(Phase.Answering.class, desk.call(B).phase());
        assertTrue(desk.call(A).ringing());
    }

    @Test
    void whoIsAnsweredSecondPutsTheFirstOnHold() {
        desk.tell(rang(A, GATE, 0), answer(A, 1), answered(A, 2), rang(B, LOBBY, 5));
        assertEquals(
                new Deed.RingTone(true, true, 5, new RingBy.BuiltIn(1)), desk.tone(), "softly, while one is talked in");
        desk.tell(answer(B, 6));
        assertTrue(desk.call(A).held());
        assertTrue(desk.deeds.contains(new Deed.Answer(B, Optional.of(A))), "A is silent before B is heard");
        desk.tell(answered(B, 7));
        assertEquals(Optional.of(B), desk.state.talking().map(Call::id));
        assertEquals(List.of(A), desk.state.held().stream().map(Call::id).toList());
    }

    @Test
    void whenTheTalkedCallEndsTheOneOnHoldIsOffered() {
        desk.tell(rang(A, GATE, 0), answer(A, 1), answered(A, 2), rang(B, LOBBY, 5), answer(B, 6), answered(B, 7));
        desk.tell(over(B, End.VISITOR_HUNG_UP, 20));
        assertEquals(Optional.of(A), desk.state.shown());
        assertTrue(desk.call(A).held(), "offered, not talked in by itself");
        desk.tell(resume(A, 25));
        var talking = assertInstanceOf(Phase.Talking.class, desk.call(A).phase());
        assertEquals(at(25).minusSeconds(4), talking.since(), "talked for 4 s so far");
        desk.tell(over(A, End.GUARD_HUNG_UP, 35));
        var facts = desk.memories(Memory.What.ENDED).getLast().facts();
        assertEquals("14000", facts.get("talkedMs"));
        assertEquals("19000", facts.get("heldMs"));
        assertEquals("2000", facts.get("rangMs"));
        assertEquals("21000", facts.get("waitedMs"), "at the door and on hold");
        assertEquals("Guard", facts.get("by"));
    }

    @Test
    void oneKeySwapsTwoCalls() {
        var swap = new Happening.SwapPressed(at(10), 10 * SECOND);
        desk.tell(rang(A, GATE, 0), answer(A, 1), answered(A, 2), rang(B, LOBBY, 5), answer(B, 6), answered(B, 7));
        desk.tell(swap);
        assertEquals(Optional.of(A), desk.state.talking().map(Call::id));
        assertTrue(desk.call(B).held());
        assertTrue(desk.deeds.contains(new Deed.Resume(A, Optional.of(B))));
        desk.tell(swap);
        assertEquals(Optional.of(B), desk.state.talking().map(Call::id));
    }

    @Test
    void theSameKeyHoldsAndResumesASingleCall() {
        var swap = new Happening.SwapPressed(at(10), 10 * SECOND);
        desk.tell(rang(A, GATE, 0), answer(A, 1), answered(A, 2), swap);
        assertTrue(desk.call(A).held());
        assertTrue(desk.deeds.contains(new Deed.Hold(A)));
        desk.tell(swap);
        assertTrue(desk.call(A).talking());
    }

    @Test
    void mutedAndPushToTalkAreTheSameAfterAHold() {
        desk.tell(rang(A, LOBBY, 0), answer(A, 1), answered(A, 2));
        assertTrue(((Phase.Talking) desk.call(A).phase()).pushToTalk(), "as the site says of this door");
        assertTrue(desk.deeds.contains(new Deed.Microphone(A, false)));
        desk.tell(new Happening.MutePressed(A, true), hold(A, 5), resume(A, 9));
        var talking = (Phase.Talking) desk.call(A).phase();
        assertTrue(talking.muted() && talking.pushToTalk());
    }

    @Test
    void ringsOfOneDoorAreOneItemWithACount() {
        desk.tell(rang(A, GATE, 0), rang(B, GATE, 4));
        assertEquals(List.of(A), desk.state.waiting().stream().map(Call::id).toList());
        assertEquals(2, desk.state.waiting().getFirst().course().rings());
        desk.tell(over(A, End.MISSED, 6));
        assertEquals(0, desk.state.missed(), "it still rings there");
        assertEquals(List.of(B), desk.state.waiting().stream().map(Call::id).toList());
        desk.tell(over(B, End.MISSED, 30));
        assertEquals(2, desk.state.book().missed().getFirst().times());
    }

    @Test
    void whoAnswersADoorThatRangTwiceHasServedBoth() {
        desk.tell(rang(A, GATE, 0), rang(B, GATE, 4), answer(A, 5), answered(A, 6));
        assertEquals(List.of(new Deed.Decline(B)), desk.of(Deed.Decline.class));
    }

    @Test
    void missedCallsOfOneDoorAreOneEntryUntilSomebodyHasSeenIt() {
        desk.tell(rang(A, GATE, 0), over(A, End.MISSED, 30), rang(B, GATE, 60), over(B, End.MISSED, 90));
        desk.tell(rang(C, LOBBY, 100), over(C, End.MISSED, 130));
        var missed = desk.state.book().missed();
        assertEquals(
                List.of("Lobby", "North gate"),
                missed.stream().map(MissedCall::title).toList());
        assertEquals(2, missed.getLast().times());
        assertEquals(
                List.of(at(0), at(90)),
                List.of(missed.getLast().first(), missed.getLast().at()));
        assertEquals(3, desk.state.missed());
        desk.tell(new Happening.MissedSeen(missed.getLast().call(), at(200)));
        assertEquals(1, desk.state.missed());
        var seen = desk.memories(Memory.What.NOTE).getLast();
        assertEquals(Optional.of("Guard"), seen.operator());
        assertEquals(Optional.of(GATE), seen.door());
        assertEquals("2", seen.facts().get("acknowledged"));
    }

    @Test
    void aCallIsDeclinedByAReasonOfTheSite() {
        desk.tell(rang(A, GATE, 0), new Happening.DeclinePressed(A, Optional.of("closed"), at(3)));
        assertEquals(List.of(new Deed.Decline(A, Trial.CLOSED)), desk.of(Deed.Decline.class));
        desk.tell(over(A, End.DECLINED, 3));
        assertEquals(
                "North gate: declined, We are closed",
                desk.kept(Memory.What.DECLINED).sentence());
        assertEquals("We are closed", desk.kept(Memory.What.DECLINED).facts().get("reason"));
    }

    @Test
    void aDoorRingsWithItsOwnTone() {
        desk.tell(rang(A, LOBBY, 0));
        assertEquals(new RingBy.BuiltIn(1), desk.tone().tone(), "that of its priority");
        desk.tell(rang(B, GATE, 1));
        assertEquals(new RingBy.BuiltIn(3), desk.tone().tone());
    }

    @Test
    void anAnnouncementIsPlayedToWhomIsTalkedWith() {
        desk.tell(rang(A, GATE, 0), new Happening.AnnouncePressed(A, "wait", at(1)));
        assertTrue(desk.of(Deed.Announce.class).isEmpty(), "nobody hears it yet");
        desk.tell(answer(A, 1), answered(A, 2), new Happening.AnnouncePressed(A, "wait", at(3)));
        assertEquals(List.of(new Deed.Announce(A, Trial.WAIT)), desk.of(Deed.Announce.class));
        assertEquals(Optional.of("wait"), desk.call(A).course().announcing());
        desk.tell(new Happening.AnnouncementOver(A));
        assertEquals(Optional.empty(), desk.call(A).course().announcing());
    }

    @Test
    void howACallSoundedIsKeptWithIt() {
        var quality = new CallQuality(
                Codec.PCMA,
                0.031,
                0.04,
                Duration.ofMillis(12),
                Optional.of(Duration.ofMillis(34)),
                Duration.ofMillis(40),
                71.25,
                3.651);
        desk.tell(rang(A, GATE, 0), answer(A, 1), answered(A, 2));
        desk.tell(
                new Happening.VoiceTold(A, new Sounding("PCMA", true, Optional.of(quality), Optional.empty()), at(4)));
        desk.tell(new Happening.TonesSent(A, "RFC 4733"), over(A, End.GUARD_HUNG_UP, 9));
        var facts = desk.kept(Memory.What.ENDED).facts();
        assertEquals(
                List.of("PCMA", "yes", "71.3", "3.65", "3.1", "12", "34", "40", "RFC 4733"),
                List.of("codec", "sealed", "r", "mos", "lostPercent", "jitterMs", "roundTripMs", "bufferMs", "tones")
                        .stream()
                        .map(facts::get)
                        .toList());
    }

    @Test
    void whatIsWrongWithAVoiceIsKeptOnceAndMendedByAClick() {
        var dead = new Explanation(
                Optional.of(new Finding.NothingArrives(new InetSocketAddress("127.0.0.1", 16384))),
                Optional.empty(),
                true);
        var told = new Happening.VoiceTold(A, new Sounding("PCMA", false, Optional.empty(), Optional.of(dead)), at(5));
        desk.tell(rang(A, GATE, 0), answer(A, 1), answered(A, 2), told, told);
        assertEquals("NothingArrives", desk.kept(Memory.What.NOTE).facts().get("finding"));
        desk.tell(remedy(Finding.Remedy.G711_ONLY));
        assertEquals(List.of(new Deed.PlainVoice(A)), desk.of(Deed.PlainVoice.class));
        desk.tell(remedy(Finding.Remedy.PUSH_TO_TALK));
        assertTrue(((Phase.Talking) desk.call(A).phase()).pushToTalk());
        desk.tell(remedy(Finding.Remedy.CALL_BACK));
        assertTrue(desk.state.call(A).isEmpty());
        assertTrue(desk.deeds.contains(new Deed.HangUp(A)));
        assertEquals(C, desk.of(Deed.Dial.class).getFirst().call());
        assertInstanceOf(Phase.Calling.class, desk.call(C).phase());
        assertFalse(desk.of(Deed.Dial.class).getFirst().aside().isEmpty());
    }

    private static Happening remedy(Finding.Remedy remedy) {
        return new Happening.RemedyPressed(A, remedy, C, at(8), 8 * SECOND);
    }
}
