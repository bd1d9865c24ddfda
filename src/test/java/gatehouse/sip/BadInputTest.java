package gatehouse.sip;

import static gatehouse.sip.PhoneTest.at;
import static gatehouse.sip.PhoneTest.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import gatehouse.sip.PhoneEvent.Refused;
import gatehouse.sip.PhoneSettings.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is not a proper call rings nobody, and the next proper call rings.
@Execution(ExecutionMode.CONCURRENT)
class BadInputTest {
    private final Heard heard = new Heard();
    private Phone phone;

    @BeforeEach
    void open() throws IOException {
        phone = Phone.open(
                settings(Limits.USUAL.with(Duration.ofSeconds(60), 4000).reading(100_000)), heard);
    }

    @AfterEach
    void close() {
        phone.close();
    }

    private Set<String> rangBefore(RawCaller caller) throws Exception {
        return heard.rangBefore(caller);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments("desk@([0-9.:]+) SIP/2.0", "desk@$1 SIP/3.0", 505),
                arguments("CSeq: 1 INVITE", "CSeq: 1 OPTIONS", 400),
                arguments("Content-Length: ", "Content-Length: 9", 400),
                arguments("Content-Length: ", "Content-Length: -", 400),
                arguments("Max-Forwards: 70", "X-Was: Max-Forwards", 400),
                arguments("Max-Forwards: 70", "Require: flying", 420),
                arguments("Content-Type: application/sdp", "Content-Type: text/plain", 415),
                arguments("Contact: ", "X-Was: ", 400),
                arguments("Via: SIP/2.0/UDP", "Via: SIP/2.0/TCP", 400),
                arguments("Call-ID: ", "Call-ID: another\r\nCall-ID: ", 400),
                arguments("v=0", "v=9", 400),
                arguments("m=audio 40000", "m=audio forty", 400),
                arguments("desk@([0-9.:]+) SIP", "desk@2001:db8::10 SIP", 400),
                arguments("To: <sip:", "To: < sip:", 400),
                arguments("From: .*<", "From: Gate, North <", 400),
                arguments("Max-Forwards: 70", "Max-Forwards: 70\r\nAccept: text/plain", 406),
                arguments("INVITE sip:desk@[0-9.:]+ ", "INVITE tel:+49301234 ", 416));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void brokenInviteIsRefusedAndRingsNobody(String what, String with, int status) throws Exception {
        try (var caller = RawCaller.udp(at(phone, Transport.UDP))) {
            String broken = caller.talk().invite().replaceFirst(what, with);
            assertFalse(broken.equals(caller.talk().invite()), "nothing was broken");
            caller.say(broken);
            String answer = caller.until("SIP/2.0 " + status);
            assertFalse(answer.lines().findFirst().orElseThrow().contains("[C@"), answer);
            assertEquals(Set.of(), rangBefore(caller));
        }
    }

    @Test
    void malformedOfferIsTold() throws Exception {
        try (var caller = RawCaller.udp(at(phone, Transport.UDP))) {
            caller.say(caller.talk().invite("garbage\n"));
            caller.until("SIP/2.0 400");
            Refused refused = heard.next(Refused.class);
            assertEquals(PhoneTest.LOOPBACK, refused.source());
            assertTrue(refused.why().contains("malformed"), refused.why());
        }
    }

    @Test
    void bodyBehindThePromisedLengthIsCutOff() throws Exception {
        try (var caller = RawCaller.udp(at(phone, Transport.UDP))) {
            caller.say(caller.talk().invite() + "m=audio 1 RTP/AVP 99999999999\r\n");
            caller.until("SIP/2.0 180");
        }
    }

    @Test
    void deeplyNestedHeadersDoNotKillTheReader() throws Exception {
        try (var caller = RawCaller.udp(at(phone, Transport.UDP))) {
            for (int i = 0; i < 8; i++) {
                String invite = caller.talk().invite();
                caller.say(invite.replace("Max-Forwards", "User-Agent: " + "(".repeat(12_000) + "\r\nMax-Forwards"));
                caller.say(invite.replace(
                        "Max-Forwards", "Route: <sip:a@b>" + ",<sip:a@b>".repeat(1400) + "\r\nMax-Forwards"));
            }
            rangBefore(caller);
        }
    }

    @Test
    void garbageOverTcpLeavesThePhoneWell() throws Exception {
        var random = new Random(4475);
        for (int i = 0; i < 20; i++) {
            try (var caller = RawCaller.tcp(at(phone, Transport.TCP))) {
                var garbage = new ByteArrayOutputStream();
                var bytes = new byte[2000];
                random.nextBytes(bytes);
                if (i % 2 == 0) {
                    garbage.writeBytes("INVITE sip:x SIP/2.0\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                garbage.writeBytes(bytes);
                garbage.writeBytes("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                caller.say(garbage.toByteArray());
            }
        }
        try (var caller = RawCaller.tcp(at(phone, Transport.TCP))) {
            rangBefore(caller);
        }
    }
}
