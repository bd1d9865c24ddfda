package gatehouse.sip;

import static gatehouse.sip.RawCaller.header;
import static gatehouse.sip.RawCaller.tag;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.sip.PhoneEvent.Confirmed;
import gatehouse.sip.PhoneEvent.Ended;
import gatehouse.sip.PhoneEvent.Rang;
import gatehouse.sip.PhoneEvent.Refused;
import gatehouse.sip.PhoneEvent.ToneHeard;
import gatehouse.sip.PhoneSettings.Limits;
import gatehouse.sip.PhoneSettings.Listen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Calls of a listed station, straight to the phone, over real sockets.
class PhoneTest {
    static final Source.Peer LOOPBACK = new Source.Peer("127.0.0.1", 0);

    private final Heard heard = new Heard();
    private Phone phone;

    @BeforeEach
    void open() throws IOException {
        phone = Phone.open(settings(Limits.USUAL), heard);
    }

    @AfterEach
    void close() {
        phone.close();
    }

    static PhoneSettings settings(Limits limits) {
        return new PhoneSettings(
                List.of(new Listen(Transport.UDP, "127.0.0.1", 0), new Listen(Transport.TCP, "127.0.0.1", 0)),
                List.of(),
                List.of(LOOPBACK),
                limits);
    }

    static InetSocketAddress at(Phone phone, Transport transport) {
        return phone.listening().stream()
                .filter(l -> l.transport() == transport)
                .findFirst()
                .orElseThrow()
                .address();
    }

    private RawCaller caller(Transport transport) throws IOException {
        return transport == Transport.UDP ? RawCaller.udp(at(phone, transport)) : RawCaller.tcp(at(phone, transport));
    }

    static VoiceAddress voice() {
        return new VoiceAddress(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 41000), List.of(Codec.PCMA, Codec.PCMU));
    }

    /// RFC 3581: behind an address translation the door knows its own address only.
    @Test
    void answerGoesBackToWhereTheCallReallyCameFrom() throws Exception {
        try (var caller = caller(Transport.UDP)) {
            caller.say(caller.talk().invite().replace("SIP/2.0/UDP " + caller.here(), "SIP/2.0/UDP 192.0.2.9:5070"));
            String via = header(caller.until("SIP/2.0 180"), "Via");
            assertTrue(via.contains("rport=" + caller.port()) && via.contains("received=127.0.0.1"), via);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"UDP", "TCP"})
    void callRingsIsAnsweredAndEndsWhenDoorHangsUp(Transport transport) throws Exception {
        try (var caller = caller(transport)) {
            var talk = caller.talk();
            String ringing = caller.ring(talk);
            Rang rang = heard.next(Rang.class);
            assertEquals(LOOPBACK, rang.source());
            assertEquals("North gate", rang.displayName());
            assertTrue(System.nanoTime() - rang.arrivedNanos() < TimeUnit.SECONDS.toNanos(20));
            assertFalse(phone.isConfirmed(rang.call()));

            var agreed = assertInstanceOf(Answer.Negotiated.class, phone.answer(rang.call(), voice()));
            assertEquals(Codec.PCMA, agreed.codec());
            assertEquals(8, agreed.payloadType());
            assertEquals(OptionalInt.of(101), agreed.telephoneEvent());
            assertEquals(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 40000), agreed.remoteRtp());

            String ok = caller.until("SIP/2.0 200");
            assertEquals(tag(ringing), tag(ok));
            assertFalse(tag(ok).isEmpty());
            assertTrue(ok.contains("m=audio 41000 RTP/AVP 8 101\r\n"), ok);
            assertTrue(header(ok, "Contact").contains(caller.there()), ok);

            caller.say(talk.nextBranch().follow("ACK", 1, ok));
            assertEquals(rang.call(), heard.next(Confirmed.class).call());
            assertTrue(phone.isConfirmed(rang.call()));

            caller.say(talk.nextBranch().nextBranch().follow("BYE", 2, ok));
            caller.until("SIP/2.0 200");
            assertEquals(new Ended(rang.call(), End.HUNG_UP_THERE), heard.next(Ended.class));
            assertFalse(phone.isConfirmed(rang.call()));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"UDP", "TCP"})
    void callIsOverWhenTheCallerGivesUp(Transport transport) throws Exception {
        try (var caller = caller(transport)) {
            var talk = caller.talk();
            String ringing = caller.ring(talk);
            Rang rang = heard.next(Rang.class);
            caller.say(talk.cancel(""));
            String terminated = caller.until("SIP/2.0 487");
            assertEquals(tag(ringing), tag(terminated));
            caller.say(talk.follow("ACK", 1, terminated));
            assertEquals(new Ended(rang.call(), End.CALLER_GAVE_UP), heard.next(Ended.class));
        }
    }

    @Test
    void cancelBecauseAnotherDeskAnsweredSaysSo() throws Exception {
        try (var caller = caller(Transport.UDP)) {
            var talk = caller.talk();
            caller.ring(talk);
            caller.say(talk.cancel("Reason: SIP;cause=200;text=\"Call completed elsewhere\"\r\n"));
            caller.until("SIP/2.0 487");
            assertEquals(End.ANSWERED_ELSEWHERE, heard.next(Ended.class).why());
        }
    }

    @Test
    void guardHangsUp() throws Exception {
        try (var caller = caller(Transport.UDP)) {
            var talk = caller.talk();
            String ok = answered(caller, talk);
            CallId call = heard.next(Confirmed.class).call();
            phone.end(call);
            String bye = caller.until("BYE ");
            caller.ok(bye);
            assertTrue(bye.contains(tag(ok)), bye);
            assertEquals(new Ended(call, End.HUNG_UP_HERE), heard.next(Ended.class));
        }
    }

    private String answered(RawCaller caller, RawCaller.Talk talk) throws Exception {
        caller.ring(talk);
        phone.answer(heard.next(Rang.class).call(), voice());
        String ok = caller.until("SIP/2.0 200");
        caller.say(talk.nextBranch().follow("ACK", 1, ok));
        return ok;
    }

    @Test
    void hangingUpBeforeTheAckIsSaidAfterIt() throws Exception {
        try (var caller = caller(Transport.UDP)) {
            var talk = caller.talk();
            caller.ring(talk);
            CallId call = heard.next(Rang.class).call();
            phone.answer(call, voice());
            String ok = caller.until("SIP/2.0 200");
            phone.end(call);
            assertEquals(new Ended(call, End.HUNG_UP_HERE), heard.next(Ended.class));
            caller.say(talk.nextBranch().follow("ACK", 1, ok));
            caller.ok(caller.until("BYE "));
        }
    }

    @Test
    void guardDeclinesAndTheDoorHearsIt() throws Exception {
        try (var caller = caller(Transport.UDP)) {
            caller.ring(caller.talk());
            CallId first = heard.next(Rang.class).call();
            phone.decline(first, Phone.Decline.BUSY);
            caller.until("SIP/2.0 486");
            assertEquals(new Ended(first, End.DECLINED_HERE), heard.next(Ended.class));
            assertInstanceOf(Answer.Refusal.class, phone.answer(first, voice()));
        }
    }

    @Test
    void severalDoorsRingAtOnceAndEachIsItsOwnCall() throws Exception {
        try (var one = caller(Transport.UDP);
                var two = caller(Transport.UDP);
                var three = caller(Transport.TCP)) {
            one.ring(one.talk());
            two.ring(two.talk());
            three.ring(three.talk());
            CallId first = heard.next(Rang.class).call();
            CallId second = heard.next(Rang.class).call();
            heard.next(Rang.class);
            phone.decline(second, Phone.Decline.DECLINE);
            two.until("SIP/2.0 603");
            phone.answer(first, voice());
            one.until("SIP/2.0 200");
        }
    }

    @Test
    void doorWithoutACommonCodecIsToldSo() throws Exception {
        try (var caller = caller(Transport.UDP)) {
            var talk = caller.talk();
            caller.say(talk.invite(RawCaller.VOICE.replace("RTP/AVP 8 0 101", "RTP/AVP 9 101")));
            caller.until("SIP/2.0 180");
            CallId call = heard.next(Rang.class).call();
            var refusal = assertInstanceOf(Answer.Refusal.class, phone.answer(call, voice()));
            assertEquals(488, refusal.status());
            caller.until("SIP/2.0 488");
            assertEquals(new Ended(call, End.FAILED), heard.next(Ended.class));
        }
    }

    @Test
    void repeatedInviteRingsOnce() throws Exception {
        try (var caller = caller(Transport.UDP)) {
            var talk = caller.talk();
            caller.ring(talk);
            caller.say(talk.invite());
            caller.until("SIP/2.0 180");
            heard.next(Rang.class);
            assertTrue(heard.already(Rang.class).isEmpty());
        }
    }

    @Test
    void secondInviteWithTheSameCallIdRingsNobody() throws Exception {
        try (var caller = caller(Transport.UDP)) {
            var talk = caller.talk();
            caller.ring(talk);
            heard.next(Rang.class);
            caller.say(talk.nextBranch().invite());
            caller.until("SIP/2.0 482");
            caller.say(talk.nextBranch().invite().replace("CSeq: 1 ", "CSeq: 2 "));
            caller.until("SIP/2.0 482");
            assertEquals(LOOPBACK, heard.next(Refused.class).source());
            assertTrue(heard.already(Rang.class).isEmpty());
        }
    }

    @Test
    void toneOfTheDoorIsHeardAndOrdersNothing() throws Exception {
        try (var caller = caller(Transport.UDP)) {
            var talk = caller.talk();
            String ok = answered(caller, talk);
            CallId call = heard.next(Confirmed.class).call();
            caller.say(talk.nextBranch()
                    .nextBranch()
                    .follow("INFO", 2, ok, "application/dtmf-relay", "Signal=5\r\nDuration=160\r\n"));
            caller.until("SIP/2.0 200");
            assertEquals(new ToneHeard(call, '5'), heard.next(ToneHeard.class));
        }
    }

    @Test
    void toneIsSentOnlyInAConfirmedCall() throws Exception {
        try (var caller = caller(Transport.UDP)) {
            var talk = caller.talk();
            caller.ring(talk);
            CallId call = heard.next(Rang.class).call();
            var early = phone.sendInfoTone(call, '1', Duration.ofMillis(100));
            assertInstanceOf(
                    NotConfirmed.class,
                    assertThrows(ExecutionException.class, () -> early.get(20, TimeUnit.SECONDS))
                            .getCause());
            phone.answer(call, voice());
            String ok = caller.until("SIP/2.0 200");
            caller.say(talk.nextBranch().follow("ACK", 1, ok));
            heard.next(Confirmed.class);
            var sent = phone.sendInfoTone(call, '#', Duration.ofMillis(120));
            String info = caller.until("INFO ");
            assertEquals("application/dtmf-relay", header(info, "Content-Type"));
            assertTrue(info.contains("Signal=#\r\nDuration=120\r\n"), info);
            caller.ok(info);
            assertEquals(200, sent.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void reinviteIsAnsweredWithTheCurrentVoice() throws Exception {
        try (var caller = caller(Transport.UDP)) {
            var talk = caller.talk();
            String ok = answered(caller, talk);
            heard.next(Confirmed.class);
            var again = talk.nextBranch().nextBranch();
            String body = RawCaller.VOICE.replace("40000", "40010").replace("\n", "\r\n");
            caller.say(again.follow("INVITE", 2, ok, "application/sdp", body));
            String second = caller.until("SIP/2.0 200");
            assertTrue(second.contains("m=audio 41000 RTP/AVP 8 101"), second);
            caller.say(again.nextBranch().follow("ACK", 2, second));
            caller.say(again.nextBranch().nextBranch().follow("BYE", 3, ok));
            assertEquals(End.HUNG_UP_THERE, heard.next(Ended.class).why());
        }
    }

    @Test
    void optionsAreAnswered() throws Exception {
        try (var caller = caller(Transport.UDP)) {
            caller.say(caller.talk().follow("OPTIONS", 1, ""));
            assertTrue(header(caller.until("SIP/2.0 200"), "Allow").contains("INVITE"));
        }
    }
}
