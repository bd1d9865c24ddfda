package gatehouse.sip;

import static gatehouse.sip.PhoneTest.at;
import static gatehouse.sip.PhoneTest.settings;
import static gatehouse.sip.PhoneTest.voice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.sip.PhoneEvent.Confirmed;
import gatehouse.sip.PhoneEvent.Ended;
import gatehouse.sip.PhoneEvent.RingsThere;
import gatehouse.sip.PhoneSettings.Limits;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom we call answers with anything at all, the same each time: that call may suffer, every call ends when it is
/// ended, and the next one is talked in.
@Execution(ExecutionMode.CONCURRENT)
class MutatedAnswersTest {
    private static final int CALLS = 600;
    private static final int BETWEEN_GOOD_ONES = 100;

    private static final List<String> BODIES = List.of(
            RawCaller.VOICE,
            RawCaller.VOICE.replace("m=audio 40000 RTP/AVP 8 0 101", "m=audio 0 RTP/AVP 8"),
            RawCaller.VOICE + "m=video 40002 RTP/AVP 99\na=rtpmap:99 H264/90000\n",
            MakersOffers.TWO_N,
            MakersOffers.AXIS,
            MakersOffers.ASTERISK,
            MakersOffers.BROWSER,
            "v=0\n" + "m=audio 5 RTP/AVP 8\n".repeat(40),
            "v=0\na=" + "x".repeat(9000) + "\nm=audio 5 RTP/AVP 8\n");

    private static final String RELIABLE = "Require: 100rel\r\nRSeq: 1\r\n";
    private static final String CHALLENGE =
            "WWW-Authenticate: Digest realm=\"x\", nonce=\"n\", algorithm=MD5, qop=\"auth\"\r\n";

    private final Heard heard = new Heard();
    private Phone phone;
    private RawStation station;

    @BeforeEach
    void open() throws IOException {
        phone = Phone.open(settings(Limits.USUAL.reading(100_000)), heard);
        station = new RawStation();
    }

    @AfterEach
    void close() {
        station.close();
        phone.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {3261, 3262, 3264, 4028})
    void everyCallEndsAndTheNextGoodOneIsTalkedIn(long seed) throws Exception {
        var random = new Random(seed);
        var over = new HashSet<CallId>();
        for (int i = 0; i < CALLS; i++) {
            CallId call = phone.call(to("porter" + i), voice());
            String invite = station.until("INVITE sip:porter" + i + "@");
            int answers = 1 + random.nextInt(4);
            for (int a = 0; a < answers; a++) {
                station.say(Mutated.bytes(anyAnswer(invite, random), random));
            }
            phone.end(call);
            Ended ended = heard.next(Ended.class);
            assertEquals(call, ended.call(), "it ends, and once");
            assertTrue(over.add(call));
            assertFalse(phone.isAlive(call));
            if (i % BETWEEN_GOOD_ONES == BETWEEN_GOOD_ONES - 1) {
                good("good" + i);
            }
        }
        assertTrue(heard.already(Ended.class).isEmpty());
        try (var caller = RawCaller.udp(at(phone, Transport.UDP))) {
            caller.ring(caller.talk());
        }
    }

    private Callee to(String user) {
        Callee.Direct there = station.callee();
        return new Callee.Direct(there.host(), there.port(), there.transport(), user);
    }

    private String anyAnswer(String invite, Random random) {
        String body = random.nextBoolean() ? BODIES.get(random.nextInt(BODIES.size())) : "";
        return switch (random.nextInt(14)) {
            case 0 -> station.written(invite, "100 Trying", "", "");
            case 1 -> station.written(invite, "180 Ringing", "", "");
            case 2 -> station.written(invite, "183 Session Progress", "", body);
            case 3, 4 -> station.written(invite, "183 Session Progress", RELIABLE, body);
            case 5, 6, 7 -> station.written(invite, "200 OK", "", body);
            case 8 -> station.written(invite, "200 OK", "Require: timer\r\nSession-Expires: 4;refresher=uac\r\n", body);
            case 9 -> station.written(invite, "302 Moved Temporarily", "", "");
            case 10 -> station.written(invite, "401 Unauthorized", CHALLENGE, "");
            case 11 -> station.written(invite, "422 Session Interval Too Small", "Min-SE: 90\r\n", "");
            case 12 -> station.written(invite, (400 + random.nextInt(300)) + " No", "", body);
            default -> station.written(invite, random.nextInt(1000) + " What", "", body);
        };
    }

    private void good(String user) throws Exception {
        CallId call = phone.call(to(user), voice());
        String invite = station.until("INVITE sip:" + user + "@");
        station.answer(invite, "180 Ringing", "", "");
        until(RingsThere.class, call);
        station.answer(invite, "200 OK", "", RawCaller.VOICE);
        Confirmed confirmed = heard.next(Confirmed.class);
        while (!confirmed.call().equals(call)) {
            confirmed = heard.next(Confirmed.class);
        }
        phone.end(call);
        assertEquals(new Ended(call, End.HUNG_UP_HERE), heard.next(Ended.class));
    }

    private void until(Class<RingsThere> kind, CallId call) throws InterruptedException {
        RingsThere rings = heard.next(kind);
        while (!rings.call().equals(call)) {
            rings = heard.next(kind);
        }
    }

    /// Who says ever new things reliably is not acknowledged for ever.
    @Test
    void reliableWordsWithoutEndHaveAnEnd() throws Exception {
        CallId call = phone.call(to("porter"), voice());
        String invite = station.until("INVITE ");
        for (int i = 1; i <= 200; i++) {
            station.answer(invite, "183 Session Progress", "Require: 100rel\r\nRSeq: " + i + "\r\n", "");
        }
        station.answer(invite, "200 OK", "", RawCaller.VOICE);
        assertEquals(call, heard.next(Confirmed.class).call());
        var heardOf = new HashSet<String>();
        try {
            while (true) {
                heardOf.add(RawCaller.header(station.within("PRACK ", 1000), "RAck"));
            }
        } catch (SocketTimeoutException e) {
            assertTrue(heardOf.size() <= 65, heardOf.size() + " were acknowledged");
        }
    }
}
