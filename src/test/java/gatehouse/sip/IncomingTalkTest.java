package gatehouse.sip;

import static gatehouse.sip.PhoneTest.at;
import static gatehouse.sip.PhoneTest.settings;
import static gatehouse.sip.PhoneTest.voice;
import static gatehouse.sip.RawCaller.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.sip.PhoneEvent.Changed;
import gatehouse.sip.PhoneEvent.Confirmed;
import gatehouse.sip.PhoneEvent.Ended;
import gatehouse.sip.PhoneEvent.OfferWanted;
import gatehouse.sip.PhoneEvent.Rang;
import gatehouse.sip.PhoneEvent.ToneHeard;
import gatehouse.sip.PhoneEvent.TransferMoved;
import gatehouse.sip.PhoneSettings.Limits;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of calls that came in: late offers, a voice before the answer, changes, transfers.
@Execution(ExecutionMode.CONCURRENT)
class IncomingTalkTest {
    private final Heard heard = new Heard();
    private Phone phone;
    private RawCaller caller;

    @BeforeEach
    void open() throws IOException {
        phone = Phone.open(settings(Limits.USUAL), heard);
        caller = RawCaller.udp(at(phone, Transport.UDP));
    }

    @AfterEach
    void close() throws IOException {
        caller.close();
        phone.close();
    }

    private static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    /// The same INVITE with these lines in its head.
    private static String with(String message, String lines) {
        return message.replaceFirst("Content-Type:|Content-Length:", lines + "$0");
    }

    private static String withoutOffer(RawCaller.Talk talk) {
        return talk.invite().replaceAll("(?s)Content-Type:.*", "Content-Length: 0\r\n\r\n");
    }

    /// A call that is talked in.
    private String talking(RawCaller.Talk talk) throws Exception {
        caller.ring(talk);
        phone.answer(heard.next(Rang.class).call(), voice());
        String ok = caller.until("SIP/2.0 200");
        caller.say(talk.nextBranch().follow("ACK", 1, ok));
        return ok;
    }

    @Test
    void callerWithoutAnOfferHearsOurs() throws Exception {
        var talk = caller.talk();
        caller.say(withoutOffer(talk));
        caller.until("SIP/2.0 180");
        Rang rang = heard.next(Rang.class);
        assertTrue(rang.offer().media().isEmpty());
        assertInstanceOf(Answer.Awaited.class, phone.answer(rang.call(), voice()));
        String ok = caller.until("SIP/2.0 200");
        assertTrue(ok.contains("m=audio 41000 RTP/AVP 8 0"), ok);
        caller.say(talk.nextBranch().follow("ACK", 1, ok, "application/sdp", crlf(RawCaller.VOICE)));
        assertEquals(40000, heard.next(Changed.class).voice().remoteRtp().getPort());
        assertEquals(rang.call(), heard.next(Confirmed.class).call());
    }

    @Test
    void lateAnswerThatIsNoneEndsTheCall() throws Exception {
        var talk = caller.talk();
        caller.say(withoutOffer(talk));
        caller.until("SIP/2.0 180");
        CallId call = heard.next(Rang.class).call();
        phone.answer(call, voice());
        String ok = caller.until("SIP/2.0 200");
        caller.say(talk.nextBranch().follow("ACK", 1, ok));
        caller.ok(caller.until("BYE "));
        assertEquals(new Ended(call, End.FAILED), heard.next(Ended.class));
    }

    @Test
    void visitorIsHeardBeforeTheAnswer() throws Exception {
        var talk = caller.talk();
        caller.ring(talk);
        CallId call = heard.next(Rang.class).call();
        var early = assertInstanceOf(Answer.Negotiated.class, phone.early(call, voice()));
        assertEquals(40000, early.remoteRtp().getPort());
        String progress = caller.until("SIP/2.0 183");
        assertTrue(progress.contains("m=audio 41000"), progress);
        assertEquals(early, phone.answer(call, voice()));
        String ok = caller.until("SIP/2.0 200");
        assertEquals(body(progress), body(ok));
        caller.say(talk.nextBranch().follow("ACK", 1, ok));
        assertEquals(call, heard.next(Confirmed.class).call());
    }

    private static String body(String message) {
        return message.substring(message.indexOf("\r\n\r\n"));
    }

    @Test
    void ringIsSaidReliablyToWhoInsists() throws Exception {
        var talk = caller.talk();
        caller.say(with(talk.invite(), "Require: 100rel\r\n"));
        String ringing = caller.until("SIP/2.0 180");
        assertEquals("100rel", header(ringing, "Require"));
        CallId call = heard.next(Rang.class).call();
        phone.early(call, voice());
        phone.answer(call, voice());
        caller.say(prack(talk, ringing, 2));
        String progress = caller.until("SIP/2.0 183");
        assertTrue(progress.contains("m=audio 41000"), progress);
        caller.say(prack(talk.nextBranch(), progress, 3));
        String ok = untilAnswered(1);
        assertEquals(body(progress), body(ok));
        caller.say(talk.nextBranch().nextBranch().nextBranch().follow("ACK", 1, ok));
        assertEquals(call, heard.next(Confirmed.class).call());
    }

    /// The call rings with our offer for whoever has none and insists on hearing the ring (RFC 3262 §5).
    private String ringsWithOurOffer(RawCaller.Talk talk) throws Exception {
        caller.say(with(withoutOffer(talk), "Require: 100rel\r\n"));
        CallId call = heard.next(OfferWanted.class).call();
        assertInstanceOf(Answer.Awaited.class, phone.early(call, voice()));
        String ringing = caller.until("SIP/2.0 180");
        assertEquals("100rel", header(ringing, "Require"));
        assertTrue(ringing.contains("m=audio 41000 RTP/AVP 8 0"), ringing);
        return ringing;
    }

    private static String prackWith(RawCaller.Talk talk, String reliable, String sdp) {
        String prack = talk.nextBranch().follow("PRACK", 2, reliable, "application/sdp", crlf(sdp));
        return with(prack, "RAck: " + header(reliable, "RSeq") + " 1 INVITE\r\n");
    }

    @Test
    void ringBringsOurOfferToWhoInsistsOnItAndHasNone() throws Exception {
        var talk = caller.talk();
        String ringing = ringsWithOurOffer(talk);
        caller.say(prackWith(talk, ringing, RawCaller.VOICE));
        assertEquals("2 PRACK", header(caller.until("SIP/2.0 200"), "CSeq"));
        Changed agreed = heard.next(Changed.class);
        assertEquals(40000, agreed.voice().remoteRtp().getPort());
        assertEquals(agreed.voice(), phone.answer(agreed.call(), voice()));
        String ok = untilAnswered(1);
        assertEquals("\r\n\r\n", body(ok), "all was agreed on before");
        assertTrue(header(ok, "Contact").contains("sip:"), ok);
        caller.say(talk.nextBranch().nextBranch().follow("ACK", 1, ok));
        assertEquals(agreed.call(), heard.next(Confirmed.class).call());
    }

    @Test
    void answerWaitsForThePrackOfTheRing() throws Exception {
        var talk = caller.talk();
        caller.say(with(withoutOffer(talk), "Require: 100rel\r\n"));
        CallId call = heard.next(OfferWanted.class).call();
        phone.early(call, voice());
        assertInstanceOf(Answer.Awaited.class, phone.answer(call, voice()));
        String ringing = caller.until("SIP/2.0 180");
        caller.say(prackWith(talk, ringing, RawCaller.VOICE));
        assertEquals(40000, heard.next(Changed.class).voice().remoteRtp().getPort());
        String ok = untilAnswered(1);
        caller.say(talk.nextBranch().nextBranch().follow("ACK", 1, ok));
        assertEquals(call, heard.next(Confirmed.class).call());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m=audio 0 RTP/AVP 8\n"})
    void whoAnswersTheOfferOfTheRingWithNothingIsNotTalkedWith(String line) throws Exception {
        var talk = caller.talk();
        String ringing = ringsWithOurOffer(talk);
        if (line.isEmpty()) {
            caller.say(prack(talk, ringing, 2));
        } else {
            caller.say(prackWith(talk, ringing, RawCaller.VOICE.replaceAll("(?s)m=audio.*", line)));
        }
        var refused = Set.of(header(caller.until("SIP/2.0 488"), "CSeq"), header(caller.until("SIP/2.0 488"), "CSeq"));
        assertEquals(Set.of("2 PRACK", "1 INVITE"), refused);
        assertEquals(End.FAILED, heard.next(Ended.class).why());
    }

    private String untilAnswered(int sequence) throws IOException {
        while (true) {
            String ok = caller.until("SIP/2.0 200");
            if (header(ok, "CSeq").equals(sequence + " INVITE")) {
                return ok;
            }
        }
    }

    private static String prack(RawCaller.Talk talk, String reliable, int sequence) {
        String prack = talk.nextBranch().follow("PRACK", sequence, reliable);
        return with(prack, "RAck: " + header(reliable, "RSeq") + " 1 INVITE\r\n");
    }

    @Test
    void unknownExtensionIsStillRefused() throws Exception {
        caller.say(with(caller.talk().invite(), "Require: 100rel, flying\r\n"));
        assertEquals("flying", header(caller.until("SIP/2.0 420"), "Unsupported"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=sendonly", "a=inactive", "0.0.0.0"})
    void doorHoldsTheCallAndComesBack(String how) throws Exception {
        var talk = caller.talk();
        String ok = talking(talk);
        heard.next(Confirmed.class);
        String held = how.startsWith("a=")
                ? RawCaller.VOICE + how + "\n"
                : RawCaller.VOICE.replace("c=IN IP4 127.0.0.1", "c=IN IP4 0.0.0.0");
        var again = talk.nextBranch().nextBranch();
        caller.say(again.follow("INVITE", 2, ok, "application/sdp", crlf(held)));
        String answer = untilAnswered(2);
        assertFalse(answer.contains("a=sendrecv"), answer);
        caller.say(again.nextBranch().follow("ACK", 2, answer));
        assertTrue(heard.next(Changed.class).voice().heldByThem());
        var back = again.nextBranch().nextBranch();
        caller.say(back.follow("INVITE", 3, ok, "application/sdp", crlf(RawCaller.VOICE)));
        caller.say(back.nextBranch().follow("ACK", 3, untilAnswered(3)));
        assertFalse(heard.next(Changed.class).voice().heldByThem());
    }

    @Test
    void reinviteWithoutAnOfferHearsOurs() throws Exception {
        var talk = caller.talk();
        String ok = talking(talk);
        heard.next(Confirmed.class);
        var again = talk.nextBranch().nextBranch();
        caller.say(again.follow("INVITE", 2, ok));
        String offer = untilAnswered(2);
        assertTrue(offer.contains("m=audio 41000 RTP/AVP 8"), offer);
        String moved = crlf(RawCaller.VOICE.replace("40000", "40030"));
        caller.say(again.nextBranch().follow("ACK", 2, offer, "application/sdp", moved));
        assertEquals(40030, heard.next(Changed.class).voice().remoteRtp().getPort());
    }

    @Test
    void updateIsAnsweredBeforeAndInTheTalk() throws Exception {
        var talk = caller.talk();
        String ringing = caller.ring(talk);
        CallId call = heard.next(Rang.class).call();
        String moved = crlf(RawCaller.VOICE.replace("40000", "40040"));
        caller.say(talk.nextBranch().follow("UPDATE", 2, ringing, "application/sdp", moved));
        // Our answer to the first offer is not out yet.
        caller.until("SIP/2.0 500");
        phone.early(call, voice());
        caller.until("SIP/2.0 183");
        caller.say(talk.nextBranch().nextBranch().follow("UPDATE", 3, ringing, "application/sdp", moved));
        assertTrue(caller.until("SIP/2.0 200").contains("m=audio 41000"));
        assertEquals(40040, heard.next(Changed.class).voice().remoteRtp().getPort());
    }

    @Test
    void tonesAreSaidAndHeardInBothWaysOfInfo() throws Exception {
        var talk = caller.talk();
        String ok = talking(talk);
        CallId call = heard.next(Confirmed.class).call();
        var sent = phone.sendInfoTone(call, '5', Duration.ofMillis(120), ToneBody.BARE);
        String info = caller.until("INFO ");
        assertEquals("application/dtmf", header(info, "Content-Type"));
        assertTrue(info.endsWith("\r\n\r\n5"), info);
        caller.ok(info);
        assertEquals(200, sent.get(20, TimeUnit.SECONDS));
        caller.say(talk.nextBranch().nextBranch().follow("INFO", 2, ok, "application/dtmf", "#"));
        caller.until("SIP/2.0 200");
        assertEquals(new ToneHeard(call, '#'), heard.next(ToneHeard.class));
    }

    @Test
    void ringingCallerIsSentOn() throws Exception {
        caller.ring(caller.talk());
        CallId call = heard.next(Rang.class).call();
        phone.redirect(call, new Callee.Direct("192.0.2.7", 5062, Transport.UDP, "porter"));
        String moved = caller.until("SIP/2.0 302");
        assertTrue(header(moved, "Contact").contains("sip:porter@192.0.2.7:5062"), moved);
        assertEquals(new Ended(call, End.FORWARDED), heard.next(Ended.class));
    }

    @Test
    void doorIsHandedToSomebodyElse() throws Exception {
        var talk = caller.talk();
        String ok = talking(talk);
        CallId call = heard.next(Confirmed.class).call();
        phone.transfer(call, new Callee.Direct("127.0.0.1", 5999, Transport.UDP, "porter"));
        String refer = caller.until("REFER ");
        assertEquals("<sip:porter@127.0.0.1:5999>", header(refer, "Refer-To"));
        caller.say(RawCaller.reply(refer, "202 Accepted"));
        assertEquals(
                new TransferState.Promised(), heard.next(TransferMoved.class).state());
        var notify = talk.nextBranch().nextBranch();
        caller.say(notified(notify.follow("NOTIFY", 2, ok, "message/sipfrag", "SIP/2.0 180 Ringing\r\n"), "active"));
        caller.until("SIP/2.0 200");
        assertEquals(
                new TransferState.Trying(180), heard.next(TransferMoved.class).state());
        var last = notify.nextBranch().follow("NOTIFY", 3, ok, "message/sipfrag", "SIP/2.0 200 OK\r\n");
        caller.say(notified(last, "terminated"));
        assertEquals(new TransferState.Done(), heard.next(TransferMoved.class).state());
        caller.ok(caller.until("BYE "));
        assertEquals(new Ended(call, End.TRANSFERRED), heard.next(Ended.class));
    }

    private static String notified(String notify, String state) {
        return with(notify, "Event: refer\r\nSubscription-State: " + state + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"405 Method Not Allowed", "501 Not Implemented", "603 Decline"})
    void doorThatCannotBeHandedOnSaysWhy(String status) throws Exception {
        talking(caller.talk());
        CallId call = heard.next(Confirmed.class).call();
        phone.transfer(call, new Callee.Direct("127.0.0.1", 5999, Transport.UDP, "porter"));
        caller.say(RawCaller.reply(caller.until("REFER "), status));
        var refused = assertInstanceOf(
                TransferState.Refused.class, heard.next(TransferMoved.class).state());
        assertEquals(status, refused.status() + " " + refused.reason());
        assertTrue(phone.isConfirmed(call));
    }

    @Test
    void transferThatFailsLeavesTheTalk() throws Exception {
        var talk = caller.talk();
        String ok = talking(talk);
        CallId call = heard.next(Confirmed.class).call();
        phone.transfer(call, new Callee.Direct("127.0.0.1", 5999, Transport.UDP, "porter"));
        caller.say(RawCaller.reply(caller.until("REFER "), "202 Accepted"));
        heard.next(TransferMoved.class);
        var busy =
                talk.nextBranch().nextBranch().follow("NOTIFY", 2, ok, "message/sipfrag", "SIP/2.0 486 Busy Here\r\n");
        caller.say(notified(busy, "terminated"));
        assertEquals(
                new TransferState.Failed(486, "Busy Here"),
                heard.next(TransferMoved.class).state());
        assertTrue(phone.isConfirmed(call));
    }

    @Test
    void twoCallsArePutTogether() throws Exception {
        talking(caller.talk());
        CallId door = heard.next(Confirmed.class).call();
        try (var porter = new RawStation()) {
            CallId consult = phone.call(porter.callee(), voice());
            String invite = porter.until("INVITE ");
            porter.answer(invite, "200 OK", "", RawCaller.VOICE);
            porter.until("ACK ");
            heard.next(Confirmed.class);
            phone.transfer(door, consult);
            String to = header(caller.until("REFER "), "Refer-To");
            assertTrue(to.startsWith("<sip:porter@" + porter.here() + "?Replaces="), to);
            assertTrue(to.contains(header(invite, "Call-ID") + "%3Bto-tag%3Dstation"), to);
            assertTrue(to.contains("%3Bfrom-tag%3D" + header(invite, "From").replaceAll(".*tag=", "")), to);
        }
    }

    @Test
    void nobodySendsThisDeskToSomebodyElse() throws Exception {
        var talk = caller.talk();
        String ok = talking(talk);
        CallId call = heard.next(Confirmed.class).call();
        var refer = talk.nextBranch().nextBranch().follow("REFER", 2, ok);
        caller.say(with(refer, "Refer-To: <sip:other@192.0.2.1>\r\n"));
        caller.until("SIP/2.0 603");
        assertTrue(phone.isConfirmed(call));
    }
}
