package gatehouse.sip;

import static gatehouse.sip.PhoneTest.LOOPBACK;
import static gatehouse.sip.PhoneTest.at;
import static gatehouse.sip.PhoneTest.settings;
import static gatehouse.sip.PhoneTest.voice;
import static gatehouse.sip.RawCaller.header;
import static gatehouse.sip.RawCaller.tag;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.sip.PhoneEvent.Confirmed;
import gatehouse.sip.PhoneEvent.Ended;
import gatehouse.sip.PhoneEvent.Rang;
import gatehouse.sip.PhoneEvent.RingsThere;
import gatehouse.sip.PhoneEvent.TakesOver;
import gatehouse.sip.PhoneSettings.Limits;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Somebody who was put together with whom we talk with comes in his place (RFC 3891).
@Execution(ExecutionMode.CONCURRENT)
class ReplacesTest {
    private final Heard heard = new Heard();
    private Phone phone;
    private RawCaller porter;
    private RawCaller door;

    @BeforeEach
    void open() throws IOException {
        phone = Phone.open(settings(Limits.USUAL), heard);
        porter = RawCaller.udp(at(phone, Transport.UDP));
        door = RawCaller.udp(at(phone, Transport.UDP));
    }

    @AfterEach
    void close() throws IOException {
        door.close();
        porter.close();
        phone.close();
    }

    private String talking(RawCaller.Talk talk) throws Exception {
        porter.ring(talk);
        phone.answer(heard.next(Rang.class).call(), voice());
        String ok = porter.until("SIP/2.0 200");
        porter.say(talk.nextBranch().follow("ACK", 1, ok));
        return ok;
    }

    /// The INVITE of somebody who knows that call by our answer to it.
    private static String inPlaceOf(RawCaller.Talk talk, RawCaller.Talk other, String ours, String more) {
        return naming(talk, other.word() + ";to-tag=" + tag(ours) + ";from-tag=from" + other.word() + more);
    }

    private static String naming(RawCaller.Talk talk, String call) {
        return talk.invite()
                .replaceFirst("Content-Type:", "Require: replaces\r\nReplaces: " + call + "\r\nContent-Type:");
    }

    @Test
    void doorComesInPlaceOfThePorterWithoutARing() throws Exception {
        var consult = porter.talk();
        String ok = talking(consult);
        CallId before = heard.next(Confirmed.class).call();
        var visit = door.talk();
        door.say(inPlaceOf(visit, consult, ok, ""));

        TakesOver comes = heard.next(TakesOver.class);
        assertEquals(before, comes.before());
        assertEquals(LOOPBACK, comes.source());
        assertTrue(phone.isConfirmed(before), "until the new one is answered");
        var agreed = assertInstanceOf(Answer.Negotiated.class, phone.answer(comes.call(), voice()));
        assertEquals(Codec.PCMA, agreed.codec());
        String first = door.hear();
        assertTrue(first.startsWith("SIP/2.0 200"), "answered at once: " + first);
        porter.ok(porter.until("BYE "));
        assertEquals(new Ended(before, End.REPLACED), heard.next(Ended.class));
        door.say(visit.nextBranch().follow("ACK", 1, first));
        assertEquals(comes.call(), heard.next(Confirmed.class).call());
        assertFalse(phone.isAlive(before));

        door.say(visit.nextBranch().nextBranch().follow("BYE", 2, first));
        assertEquals(new Ended(comes.call(), End.HUNG_UP_THERE), heard.next(Ended.class));
        assertTrue(heard.already(Rang.class).isEmpty());
    }

    @Test
    void whomWeCalledIsReplacedToo() throws Exception {
        try (var station = new RawStation()) {
            CallId before = phone.call(station.callee(), voice());
            String invite = station.until("INVITE ");
            assertTrue(invite.contains("Supported: replaces")
                    || header(invite, "Supported").contains("replaces"));
            station.answer(invite, "200 OK", "", RawCaller.VOICE);
            String ack = station.until("ACK ");
            heard.next(Confirmed.class);
            door.say(naming(
                    door.talk(),
                    header(invite, "Call-ID") + ";from-tag=" + tag(ack) + ";to-tag="
                            + header(invite, "From").replaceAll(".*tag=", "")));
            phone.answer(heard.next(TakesOver.class).call(), voice());
            door.until("SIP/2.0 200");
            station.until("BYE ");
            assertEquals(new Ended(before, End.REPLACED), heard.next(Ended.class));
        }
    }

    /// A colleague takes the call that rings at the porter's.
    @Test
    void callOfOursIsTakenBySomebodyElseWhileItRings() throws Exception {
        try (var station = new RawStation()) {
            CallId before = phone.call(station.callee(), voice());
            String invite = station.until("INVITE ");
            station.answer(invite, "180 Ringing", "", "");
            heard.next(RingsThere.class);
            var pickup = door.talk();
            door.say(naming(
                    pickup,
                    header(invite, "Call-ID") + ";from-tag=" + stationTag(station) + ";to-tag="
                            + header(invite, "From").replaceAll(".*tag=", "") + ";early-only"));
            CallId call = heard.next(TakesOver.class).call();
            phone.answer(call, voice());
            String ok = door.until("SIP/2.0 200");
            String cancel = station.until("CANCEL ");
            station.answer(cancel, "200 OK", "", "");
            station.answer(invite, "487 Request Terminated", "", "");
            assertEquals(new Ended(before, End.REPLACED), heard.next(Ended.class));
            door.say(pickup.nextBranch().follow("ACK", 1, ok));
            assertEquals(call, heard.next(Confirmed.class).call());
        }
    }

    private static String stationTag(RawStation station) {
        return "station" + System.identityHashCode(station);
    }

    @ParameterizedTest
    @CsvSource({
        "ID;to-tag=OURS;from-tag=THEIRS;early-only,486",
        "other;to-tag=OURS;from-tag=THEIRS,481",
        "ID;to-tag=guess;from-tag=THEIRS,481",
        "ID;to-tag=OURS;from-tag=guess,481",
        "ID;to-tag=THEIRS;from-tag=OURS,481",
        "ID;to-tag=OURS,400",
        "ID,400",
        ";;;=,400"
    })
    void whoKnowsTheCallByHalfIsSentAwayAndRingsNobody(String named, int status) throws Exception {
        var consult = porter.talk();
        String ok = talking(consult);
        CallId before = heard.next(Confirmed.class).call();
        String call =
                named.replace("ID", consult.word()).replace("OURS", tag(ok)).replace("THEIRS", "from" + consult.word());
        door.say(naming(door.talk(), call));
        door.until("SIP/2.0 " + status);
        assertTrue(phone.isConfirmed(before));
        assertTrue(heard.already(Rang.class).isEmpty());
        assertTrue(heard.already(TakesOver.class).isEmpty());
    }

    @Test
    void twoCallsAtOnceAreNotReplaced() throws Exception {
        var consult = porter.talk();
        String ok = talking(consult);
        String twice = inPlaceOf(door.talk(), consult, ok, "")
                .replaceFirst("Replaces: ", "Replaces: x;to-tag=1;from-tag=2\r\nReplaces: ");
        door.say(twice);
        door.until("SIP/2.0 400");
        heard.next(Confirmed.class);
        assertTrue(heard.already(Rang.class).isEmpty());
    }

    @Test
    void callThatIsOverIsNotReplaced() throws Exception {
        var consult = porter.talk();
        String ok = talking(consult);
        porter.say(consult.nextBranch().nextBranch().follow("BYE", 2, ok));
        heard.next(Ended.class);
        door.say(inPlaceOf(door.talk(), consult, ok, ""));
        door.until("SIP/2.0 603");
        assertTrue(heard.already(Rang.class).isEmpty());
    }

    /// The word of whoever rings here is his own.
    @Test
    void callThatRingsHereIsNotReplaced() throws Exception {
        var ringing = porter.talk();
        String said = porter.ring(ringing);
        CallId rings = heard.next(Rang.class).call();
        door.say(inPlaceOf(door.talk(), ringing, said, ""));
        door.until("SIP/2.0 481");
        assertTrue(phone.isAlive(rings));
    }

    @Test
    void withoutACommonVoiceTheTalkGoesOnAndTheNextOneMayCome() throws Exception {
        var consult = porter.talk();
        String ok = talking(consult);
        CallId before = heard.next(Confirmed.class).call();
        door.say(inPlaceOf(door.talk(), consult, ok, "").replace("RTP/AVP 8 0 101", "RTP/AVP 9 3 101"));
        CallId mute = heard.next(TakesOver.class).call();
        assertInstanceOf(Answer.Refusal.class, phone.answer(mute, voice()));
        door.until("SIP/2.0 488");
        assertEquals(new Ended(mute, End.FAILED), heard.next(Ended.class));
        assertTrue(phone.isConfirmed(before));

        door.say(inPlaceOf(door.talk(), consult, ok, ""));
        CallId next = heard.next(TakesOver.class).call();
        assertInstanceOf(Answer.Negotiated.class, phone.answer(next, voice()));
        assertEquals(new Ended(before, End.REPLACED), heard.next(Ended.class));
    }

    @Test
    void onlyOneMayTakeAPlace() throws Exception {
        var consult = porter.talk();
        String ok = talking(consult);
        door.say(inPlaceOf(door.talk(), consult, ok, ""));
        heard.next(TakesOver.class);
        door.say(inPlaceOf(door.talk(), consult, ok, ""));
        door.until("SIP/2.0 491");
        assertTrue(heard.already(TakesOver.class).isEmpty());
    }

    @Test
    void whoeverHangsUpMeanwhileLeavesNothingToReplace() throws Exception {
        var consult = porter.talk();
        String ok = talking(consult);
        CallId before = heard.next(Confirmed.class).call();
        door.say(inPlaceOf(door.talk(), consult, ok, ""));
        CallId late = heard.next(TakesOver.class).call();
        phone.end(before);
        heard.next(Ended.class);
        assertInstanceOf(Answer.Refusal.class, phone.answer(late, voice()));
        door.until("SIP/2.0 603");
        assertEquals(new Ended(late, End.FAILED), heard.next(Ended.class));
    }

    @Test
    void aFullQueueIsNoReasonToCutATalk() throws Exception {
        phone.close();
        phone = Phone.open(settings(Limits.USUAL.with(Duration.ofSeconds(60), 1)), heard);
        porter.close();
        door.close();
        porter = RawCaller.udp(at(phone, Transport.UDP));
        door = RawCaller.udp(at(phone, Transport.UDP));
        var consult = porter.talk();
        String ok = talking(consult);
        heard.next(Confirmed.class);
        door.ring(door.talk());
        heard.next(Rang.class);
        door.say(inPlaceOf(door.talk(), consult, ok, ""));
        assertInstanceOf(
                Answer.Negotiated.class,
                phone.answer(heard.next(TakesOver.class).call(), voice()));
    }

    @Test
    void deskSaysThatItUnderstandsThis() throws Exception {
        door.say(door.talk().follow("OPTIONS", 1, ""));
        assertTrue(door.until("SIP/2.0 200").contains("replaces"));
    }
}
