package gatehouse.sip;

import static gatehouse.sip.PhoneTest.at;
import static gatehouse.sip.PhoneTest.settings;
import static gatehouse.sip.PhoneTest.voice;
import static gatehouse.sip.RawCaller.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.sip.PhoneEvent.Confirmed;
import gatehouse.sip.PhoneEvent.Ended;
import gatehouse.sip.PhoneEvent.Rang;
import gatehouse.sip.PhoneSettings.Limits;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls that must be heard of now and then (RFC 4028).
@Execution(ExecutionMode.CONCURRENT)
class SessionTimerTest {
    private final Heard heard = new Heard();
    private Phone phone;
    private RawCaller caller;
    private CallId call;

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

    private static String timed(String message, String expires) {
        return message.replaceFirst(
                "Content-Type:|Content-Length:", "Supported: timer\r\nSession-Expires: " + expires + "\r\n$0");
    }

    /// A call that is talked in and is renewed like this.
    private String talking(RawCaller.Talk talk, String expires) throws Exception {
        caller.say(timed(talk.invite(), expires));
        caller.until("SIP/2.0 180");
        phone.answer(heard.next(Rang.class).call(), voice());
        String ok = caller.until("SIP/2.0 200");
        assertEquals(expires, header(ok, "Session-Expires"));
        assertEquals("timer", header(ok, "Require"));
        caller.say(talk.nextBranch().follow("ACK", 1, ok));
        call = heard.next(Confirmed.class).call();
        return ok;
    }

    private void agreeTo(String offer, String more) throws IOException {
        String body = RawCaller.VOICE.replace("\n", "\r\n");
        String head = RawCaller.reply(offer, "200 OK").replaceFirst("(?s)Content-Length:.*", "");
        caller.say(head + "Contact: <sip:door@" + caller.here() + ">\r\n" + more
                + "Content-Type: application/sdp\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        caller.until("ACK ");
    }

    @Test
    void deskIsHeardOfAgainAndAgainWhenItIsItsTurn() throws Exception {
        talking(caller.talk(), "4;refresher=uas");
        for (int i = 0; i < 2; i++) {
            String again = caller.until("INVITE ");
            assertTrue(again.contains("m=audio 41000"), again);
            assertEquals("4;refresher=uac", header(again, "Session-Expires"));
            agreeTo(again, "Session-Expires: 4;refresher=uac\r\n");
        }
        assertTrue(phone.isConfirmed(call));
    }

    @Test
    void whoWantsToHearLessOftenIsHeardOfLessOften() throws Exception {
        talking(caller.talk(), "4;refresher=uas");
        caller.say(RawCaller.reply(caller.until("INVITE "), "422 Session Interval Too Small")
                .replaceFirst("Content-Length:", "Min-SE: 120\r\n$0"));
        String again = caller.until("INVITE ");
        assertEquals("120;refresher=uac", header(again, "Session-Expires"));
        assertEquals("120", header(again, "Min-SE"));
        agreeTo(again, "Session-Expires: 120;refresher=uac\r\n");
        assertThrows(SocketTimeoutException.class, () -> caller.within("INVITE ", "", 3000), "and no more every 2 s");
        assertTrue(phone.isConfirmed(call));
    }

    /// A 422 that asks for nothing new is no reason to ask for ever, nor to end the talk.
    @ParameterizedTest
    @ValueSource(strings = {"", "Min-SE: 4\r\n", "Min-SE: long\r\n", "Min-SE: 99999999999\r\n"})
    void refusalThatNamesNoTimeIsTakenAsOne(String least) throws Exception {
        talking(caller.talk(), "20;refresher=uas");
        var holding = phone.hold(call);
        caller.say(RawCaller.reply(caller.until("INVITE "), "422 Session Interval Too Small")
                .replaceFirst("Content-Length:", least + "$0"));
        caller.until("ACK ");
        assertEquals(422, ((Answer.Refusal) holding.get(20, java.util.concurrent.TimeUnit.SECONDS)).status());
        assertTrue(phone.isConfirmed(call));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE", "INVITE"})
    void whoIsHeardOfInTimeGoesOn(String method) throws Exception {
        var talk = caller.talk();
        String ok = talking(talk, "6;refresher=uac");
        var again = talk.nextBranch().nextBranch();
        String body = method.equals("INVITE") ? RawCaller.VOICE.replace("\n", "\r\n") : "";
        caller.say(timed(again.follow(method, 2, ok, "application/sdp", body), "90;refresher=uac"));
        assertEquals("90;refresher=uac", header(caller.until("SIP/2.0 200"), "Session-Expires"));
        if (method.equals("INVITE")) {
            caller.say(again.nextBranch().follow("ACK", 2, ok));
        }
        assertThrows(SocketTimeoutException.class, () -> caller.within("BYE ", "", 4500));
        assertTrue(phone.isConfirmed(call));
    }

    @Test
    void whoIsNotHeardOfAnyMoreIsGoneAndThatIsSaid() throws Exception {
        talking(caller.talk(), "4;refresher=uac");
        caller.ok(caller.until("BYE "));
        assertEquals(new Ended(call, End.VANISHED), heard.next(Ended.class));
    }

    @Test
    void whoKnowsNothingOfTheCallAnyMoreIsGoneAndThatIsSaid() throws Exception {
        talking(caller.talk(), "4;refresher=uas");
        caller.say(RawCaller.reply(caller.until("INVITE "), "481 Call Does Not Exist"));
        assertEquals(new Ended(call, End.VANISHED), heard.next(Ended.class));
    }

    @Test
    void callOfOursIsRenewedAsTheOtherSideWants() throws Exception {
        try (var station = new RawStation()) {
            phone.call(station.callee(), voice());
            String invite = station.until("INVITE ");
            assertEquals("", header(invite, "Session-Expires"), "this desk asks for none");
            station.answer(invite, "200 OK", "Require: timer\r\nSession-Expires: 4;refresher=uac\r\n", RawCaller.VOICE);
            station.until("ACK ");
            String again = station.until("INVITE ");
            assertEquals("4;refresher=uac", header(again, "Session-Expires"));
            station.answer(again, "200 OK", "", RawCaller.VOICE);
            station.until("ACK ");
        }
    }

    @Test
    void stationThatIsToRenewACallOfOursAndDoesNotIsGone() throws Exception {
        try (var station = new RawStation()) {
            CallId ours = phone.call(station.callee(), voice());
            String invite = station.until("INVITE ");
            station.answer(invite, "200 OK", "Require: timer\r\nSession-Expires: 4;refresher=uas\r\n", RawCaller.VOICE);
            station.until("ACK ");
            station.until("BYE ");
            assertEquals(new Ended(ours, End.VANISHED), heard.next(Ended.class));
        }
    }
}
