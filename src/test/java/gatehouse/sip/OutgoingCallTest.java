package gatehouse.sip;

import static gatehouse.sip.PhoneTest.settings;
import static gatehouse.sip.PhoneTest.voice;
import static gatehouse.sip.RawCaller.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.sip.PhoneEvent.Changed;
import gatehouse.sip.PhoneEvent.Confirmed;
import gatehouse.sip.PhoneEvent.EarlyVoice;
import gatehouse.sip.PhoneEvent.Ended;
import gatehouse.sip.PhoneEvent.RingsThere;
import gatehouse.sip.PhoneSettings.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls that the phone makes, straight to a station, over real sockets.
@Execution(ExecutionMode.CONCURRENT)
class OutgoingCallTest {
    static final String VOICE = RawCaller.VOICE;

    private final Heard heard = new Heard();
    private Phone phone;
    private RawStation station;

    @BeforeEach
    void open() throws IOException {
        phone = Phone.open(settings(Limits.USUAL), heard);
        station = new RawStation();
    }

    @AfterEach
    void close() {
        station.close();
        phone.close();
    }

    @Test
    void stationRingsAnswersAndHangsUp() throws Exception {
        CallId call = phone.call(station.callee(), voice());
        String invite = station.until("INVITE sip:porter@" + station.here());
        assertTrue(invite.contains("m=audio 41000 RTP/AVP 8 0"), invite);
        assertTrue(header(invite, "Allow").contains("UPDATE") || invite.contains("Allow: UPDATE"), invite);
        station.answer(invite, "180 Ringing", "", "");
        assertEquals(call, heard.next(RingsThere.class).call());
        assertFalse(phone.isConfirmed(call));
        station.answer(invite, "200 OK", "", VOICE);
        String ack = station.until("ACK ");
        assertTrue(header(ack, "CSeq").startsWith("1 "), ack);
        var changed = heard.next(Changed.class);
        assertEquals(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 40000),
                changed.voice().remoteRtp());
        assertEquals(Codec.PCMA, changed.voice().codec());
        assertEquals(call, heard.next(Confirmed.class).call());
        assertTrue(phone.isConfirmed(call));

        // The ACK was lost.
        station.answer(invite, "200 OK", "", VOICE);
        station.until("ACK ");

        station.ask(invite, "BYE", "", "", "");
        station.until("SIP/2.0 200");
        assertEquals(new Ended(call, End.HUNG_UP_THERE), heard.next(Ended.class));
    }

    @Test
    void guardHangsUp() throws Exception {
        String invite = talking();
        CallId call = heard.next(Confirmed.class).call();
        phone.end(call);
        String bye = station.until("BYE ");
        assertEquals(header(invite, "Call-ID"), header(bye, "Call-ID"));
        station.answer(bye, "200 OK", "", "");
        assertEquals(new Ended(call, End.HUNG_UP_HERE), heard.next(Ended.class));
    }

    private String talking() throws Exception {
        phone.call(station.callee(), voice());
        String invite = station.until("INVITE ");
        station.answer(invite, "200 OK", "", VOICE);
        station.until("ACK ");
        return invite;
    }

    @Test
    void givingUpWhileItRingsTakesTheCallBack() throws Exception {
        CallId call = phone.call(station.callee(), voice());
        String invite = station.until("INVITE ");
        station.answer(invite, "180 Ringing", "", "");
        heard.next(RingsThere.class);
        phone.end(call);
        String cancel = station.until("CANCEL ");
        assertEquals(
                header(invite, "Via").replaceAll(";rport.*", ""),
                header(cancel, "Via").replaceAll(";rport.*", ""));
        station.answer(cancel, "200 OK", "", "");
        station.answer(invite, "487 Request Terminated", "", "");
        station.until("ACK ");
        assertEquals(new Ended(call, End.HUNG_UP_HERE), heard.next(Ended.class));
    }

    @Test
    void givingUpBeforeAnythingWasHeardIsSaidWhenItMayBe() throws Exception {
        CallId call = phone.call(station.callee(), voice());
        String invite = station.until("INVITE ");
        phone.end(call);
        assertEquals(new Ended(call, End.HUNG_UP_HERE), heard.next(Ended.class));
        station.answer(invite, "100 Trying", "", "");
        station.until("CANCEL ");
    }

    @Test
    void answerThatCrossesTheCancelIsAcknowledgedAndEnded() throws Exception {
        CallId call = phone.call(station.callee(), voice());
        String invite = station.until("INVITE ");
        station.answer(invite, "180 Ringing", "", "");
        heard.next(RingsThere.class);
        phone.end(call);
        station.until("CANCEL ");
        station.answer(invite, "200 OK", "", VOICE);
        station.until("ACK ");
        station.until("BYE ");
        assertEquals(new Ended(call, End.HUNG_UP_HERE), heard.next(Ended.class));
        assertTrue(heard.already(Confirmed.class).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "486 Busy Here,BUSY_THERE",
        "600 Busy Everywhere,BUSY_THERE",
        "603 Decline,DECLINED_THERE",
        "404 Not Found,NOT_FOUND",
        "480 Temporarily Unavailable,NOT_REACHABLE",
        "503 Service Unavailable,NOT_REACHABLE",
        "488 Not Acceptable Here,NOT_ALLOWED",
        "401 Unauthorized,NOT_ALLOWED"
    })
    void failureIsNamed(String status, End why) throws Exception {
        CallId call = phone.call(station.callee(), voice());
        String invite = station.until("INVITE ");
        station.answer(invite, status, "", "");
        station.until("ACK ");
        assertEquals(new Ended(call, why), heard.next(Ended.class));
        assertFalse(phone.isAlive(call));
    }

    @Test
    void redirectionIsFollowedAtTheSameHostAndNoFurther() throws Exception {
        CallId call = phone.call(station.callee(), voice());
        String invite = station.until("INVITE ");
        station.redirect(invite, "sip:night@127.0.0.1");
        String again = station.until("INVITE sip:night@" + station.here());
        assertTrue(header(again, "CSeq").startsWith("2 "), again);
        station.redirect(again, "sip:night@192.0.2.99");
        assertEquals(new Ended(call, End.NOT_ALLOWED), heard.next(Ended.class));
    }

    @Test
    void silenceIsNotWaitedForLong() throws Exception {
        phone.close();
        var limits = new Limits(
                Duration.ofSeconds(60),
                16,
                PhoneSettings.Strangers.DROPPED,
                Duration.ofMillis(700),
                Limits.USUAL.retry(),
                Duration.ofMinutes(5),
                500);
        phone = Phone.open(settings(limits), heard);
        CallId call = phone.call(station.callee(), voice());
        station.until("INVITE ");
        assertEquals(new Ended(call, End.NOT_REACHABLE), heard.next(Ended.class));
    }

    @Test
    void nobodyComesToTheRing() throws Exception {
        phone.close();
        phone = Phone.open(settings(Limits.USUAL.with(Duration.ofMillis(800), 16)), heard);
        CallId call = phone.call(station.callee(), voice());
        String invite = station.until("INVITE ");
        station.answer(invite, "180 Ringing", "", "");
        assertEquals(new Ended(call, End.NO_ANSWER), heard.next(Ended.class));
        station.until("CANCEL ");
    }

    @Test
    void lineThatDoesNotExistReachesNobody() throws Exception {
        CallId call = phone.call(new Callee.Extension("no line", "101"), voice());
        assertEquals(new Ended(call, End.NOT_REACHABLE), heard.next(Ended.class));
        call = phone.call(new Callee.Direct("no.such.host.invalid", 5060, Transport.UDP, "x"), voice());
        assertEquals(new Ended(call, End.NOT_REACHABLE), heard.next(Ended.class));
    }

    @Test
    void earlyVoiceIsHeardAndAcknowledgedWhenThatIsWanted() throws Exception {
        CallId call = phone.call(station.callee(), voice());
        String invite = station.until("INVITE ");
        assertTrue(header(invite, "Supported").contains("100rel") || invite.contains("Supported: 100rel"), invite);
        station.answer(invite, "183 Session Progress", "Require: 100rel\r\nRSeq: 17\r\n", VOICE);
        String prack = station.until("PRACK ");
        assertEquals("17 1 INVITE", header(prack, "RAck"));
        station.answer(prack, "200 OK", "", "");
        var early = heard.next(EarlyVoice.class);
        assertEquals(call, early.call());
        assertEquals(40000, early.voice().remoteRtp().getPort());

        // The same again, for our PRACK was lost: it is not another one.
        station.answer(invite, "183 Session Progress", "Require: 100rel\r\nRSeq: 17\r\n", VOICE);

        // A new offer before the answer (RFC 3311).
        station.ask(invite, "UPDATE", "", "application/sdp", VOICE.replace("40000", "40020"));
        String ok = station.until("SIP/2.0 200");
        assertTrue(ok.contains("m=audio 41000"), ok);
        assertEquals(40020, heard.next(Changed.class).voice().remoteRtp().getPort());

        station.answer(invite, "200 OK", "", "");
        station.until("ACK ");
        assertEquals(call, heard.next(Confirmed.class).call());
    }

    @Test
    void secondOneWhoAnswersIsSentAway() throws Exception {
        String invite = talking();
        heard.next(Confirmed.class);
        String ack = station.answerUntilAcknowledged("another", invite, VOICE);
        assertTrue(header(ack, "To").endsWith("tag=another"), ack);
        String bye = station.until("BYE ");
        assertTrue(header(bye, "To").endsWith("tag=another"), bye);
        station.answer(bye, "200 OK", "", "");
        assertTrue(heard.already(Ended.class).isEmpty());
    }

    @Test
    void callIsHeldAndResumed() throws Exception {
        String invite = talking();
        CallId call = heard.next(Confirmed.class).call();
        var holding = phone.hold(call);
        String held = station.until("INVITE ");
        assertTrue(held.contains("a=sendonly"), held);
        assertEquals(header(invite, "Call-ID"), header(held, "Call-ID"));
        assertTrue(header(held, "To").contains(";tag="), held);
        station.answer(held, "200 OK", "", VOICE + "a=recvonly\n");
        station.until("ACK ");
        var agreed = assertInstanceOf(Answer.Negotiated.class, holding.get(20, TimeUnit.SECONDS));
        assertTrue(agreed.heldByUs());
        assertTrue(heard.next(Changed.class).voice().heldByUs());

        var resuming = phone.resume(call);
        String resumed = station.until("INVITE ");
        assertTrue(resumed.contains("a=sendrecv"), resumed);
        station.answer(resumed, "200 OK", "", VOICE);
        station.until("ACK ");
        assertEquals(
                Direction.SENDRECV,
                assertInstanceOf(Answer.Negotiated.class, resuming.get(20, TimeUnit.SECONDS))
                        .direction());
    }

    @Test
    void bothOfferAtOnceAndTheCallGoesOn() throws Exception {
        String invite = talking();
        CallId call = heard.next(Confirmed.class).call();
        var holding = phone.hold(call);
        String ours = station.until("INVITE ");
        station.ask(invite, "INVITE", "", "application/sdp", VOICE);
        station.until("SIP/2.0 491");
        station.ack(invite);
        station.answer(ours, "491 Request Pending", "", "");
        station.until("ACK ");
        String again = station.until("INVITE ");
        assertTrue(again.contains("a=sendonly"), again);
        station.answer(again, "200 OK", "", VOICE + "a=recvonly\n");
        station.until("ACK ");
        assertInstanceOf(Answer.Negotiated.class, holding.get(20, TimeUnit.SECONDS));
    }

    @Test
    void stationThatDoesNotHoldSaysSoAndTheTalkGoesOn() throws Exception {
        talking();
        CallId call = heard.next(Confirmed.class).call();
        var holding = phone.hold(call);
        station.answer(station.until("INVITE "), "488 Not Acceptable Here", "", "");
        var refusal = assertInstanceOf(Answer.Refusal.class, holding.get(20, TimeUnit.SECONDS));
        assertEquals(488, refusal.status());
        assertTrue(phone.isConfirmed(call));
    }

    @Test
    void stationThatForgotTheCallEndsIt() throws Exception {
        talking();
        CallId call = heard.next(Confirmed.class).call();
        var holding = phone.hold(call);
        station.answer(station.until("INVITE "), "481 Call Does Not Exist", "", "");
        assertInstanceOf(Answer.Refusal.class, holding.get(20, TimeUnit.SECONDS));
        assertEquals(new Ended(call, End.VANISHED), heard.next(Ended.class));
    }

    @Test
    void otherCodecsAreOfferedWhenTheFirstAreNotUnderstood() throws Exception {
        talking();
        CallId call = heard.next(Confirmed.class).call();
        var changing = phone.renegotiate(call, List.of(Codec.PCMU));
        String offer = station.until("INVITE ");
        assertTrue(offer.contains("m=audio 41000 RTP/AVP 0 "), offer);
        station.answer(offer, "200 OK", "", VOICE.replace("8 0 101", "0 101"));
        station.until("ACK ");
        var agreed = assertInstanceOf(Answer.Negotiated.class, changing.get(20, TimeUnit.SECONDS));
        assertEquals(Codec.PCMU, agreed.codec());
    }
}
