package gatehouse.sip;

import static gatehouse.sip.RawCaller.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Login;
import gatehouse.door.Trouble;
import gatehouse.lifecycle.Backoff;
import gatehouse.sip.PhoneEvent.Rang;
import gatehouse.sip.PhoneEvent.Refused;
import gatehouse.sip.PhoneSettings.Limits;
import gatehouse.sip.PhoneSettings.Line;
import gatehouse.sip.PhoneSettings.Listen;
import gatehouse.sip.PhoneSettings.Strangers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The phone as an extension of a PBX.
@Isolated
class LineTest {
    private final Heard heard = new Heard();

    /// Once failed, tried again in ten minutes and not before.
    static PhoneSettings settings(List<Source.Peer> peers, Line... lines) {
        return settings(Duration.ofSeconds(2), peers, lines);
    }

    static PhoneSettings settings(Duration patience, List<Source.Peer> peers, Line... lines) {
        var limits = new Limits(
                Duration.ofSeconds(60),
                16,
                Strangers.DROPPED,
                patience,
                new Backoff(Duration.ofMinutes(10), Duration.ofMinutes(20)),
                Duration.ofMinutes(5),
                500);
        return new PhoneSettings(
                List.of(new Listen(Transport.UDP, "127.0.0.1", 0), new Listen(Transport.TCP, "127.0.0.1", 0)),
                List.of(lines),
                peers,
                limits);
    }

    private Phone open(Line line) throws IOException {
        return Phone.open(settings(List.of(), line), heard);
    }

    private <T extends LineState> T state(Class<T> kind) throws InterruptedException {
        return heard.state(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256", "SHA-512-256"})
    void lineRegistersWithTheDigestThePbxWants(String algorithm) throws Exception {
        try (var pbx = new TinyRegistrar(TinyRegistrar.Ways.of(algorithm));
                var phone = open(pbx.line(TinyRegistrar.PASSWORD))) {
            var registered = state(LineState.Registered.class);
            long left = Duration.between(Instant.now(), registered.until()).toSeconds();
            assertTrue(left > 500 && left <= 600, "our own contact counts, not another's: " + left);
            assertFalse(phone.listening().isEmpty());
        }
    }

    @Test
    void lineRegistersWithoutQop() throws Exception {
        var ways = new TinyRegistrar.Ways(List.of("MD5"), false, 0, 3600, false);
        try (var pbx = new TinyRegistrar(ways);
                var phone = open(pbx.line(TinyRegistrar.PASSWORD))) {
            state(LineState.Registered.class);
            assertFalse(phone.listening().isEmpty());
        }
    }

    @Test
    void topmostKnownChallengeIsAnswered() throws Exception {
        try (var pbx = new TinyRegistrar(TinyRegistrar.Ways.of("SHA3-999", "SHA-256", "MD5"));
                var phone = open(pbx.line(TinyRegistrar.PASSWORD))) {
            state(LineState.Registered.class);
            pbx.next();
            String second = pbx.next();
            assertTrue(header(second, "Authorization").contains("algorithm=SHA-256"), second);
            assertFalse(phone.listening().isEmpty());
        }
    }

    @Test
    void wrongPasswordIsSaidAndNotHammered() throws Exception {
        try (var pbx = new TinyRegistrar(TinyRegistrar.Ways.of("SHA-256"));
                var phone = open(pbx.line("wrong"))) {
            var failed = state(LineState.Failed.class);
            assertEquals(Trouble.Kind.WRONG_PASSWORD, failed.trouble().kind());
            assertTrue(failed.trouble().sentence().contains("600"));
            assertTrue(failed.retryAt().isAfter(Instant.now().plusSeconds(200)));
            assertEquals(2, pbx.heard().size(), "one without and one with the password");
            assertFalse(phone.listening().isEmpty());
        }
    }

    @Test
    void silentPbxIsSaidToBeSilent() throws Exception {
        try (var pbx = new TinyRegistrar(new TinyRegistrar.Ways(List.of("MD5"), true, 0, 3600, true));
                var phone = open(pbx.line(TinyRegistrar.PASSWORD))) {
            var failed = state(LineState.Failed.class);
            assertEquals(Trouble.Kind.NO_ANSWER, failed.trouble().kind());
            assertFalse(phone.listening().isEmpty());
        }
    }

    @Test
    void unknownDigestIsSaid() throws Exception {
        try (var pbx = new TinyRegistrar(TinyRegistrar.Ways.of("SHA3-999"));
                var phone = open(pbx.line(TinyRegistrar.PASSWORD))) {
            assertEquals(
                    Trouble.Kind.NOT_SUPPORTED,
                    state(LineState.Failed.class).trouble().kind());
            assertFalse(phone.listening().isEmpty());
        }
    }

    @Test
    void tooBriefAnIntervalIsCorrected() throws Exception {
        try (var pbx = new TinyRegistrar(new TinyRegistrar.Ways(List.of("MD5"), true, 900, 3600, false));
                var phone = open(pbx.line(TinyRegistrar.PASSWORD))) {
            var registered = state(LineState.Registered.class);
            assertTrue(registered.until().isAfter(Instant.now().plusSeconds(800)));
            assertFalse(phone.listening().isEmpty());
        }
    }

    @Test
    void lineIsRenewedAtHalfTimeWithTheNonceItHas() throws Exception {
        try (var pbx = new TinyRegistrar(new TinyRegistrar.Ways(List.of("SHA-256"), true, 0, 10, false));
                var phone = open(pbx.line(TinyRegistrar.PASSWORD))) {
            state(LineState.Registered.class);
            String first = pbx.next();
            assertEquals("1 REGISTER", header(first, "CSeq"));
            assertEquals("2 REGISTER", header(pbx.next(), "CSeq"));
            String renewal = pbx.next();
            assertEquals("3 REGISTER", header(renewal, "CSeq"));
            assertEquals(header(first, "Call-ID"), header(renewal, "Call-ID"));
            assertTrue(header(renewal, "Authorization").contains("nc=00000002"), renewal);
            state(LineState.Registered.class);
            assertFalse(phone.listening().isEmpty());
        }
    }

    @Test
    void pbxThatRefusesTheConnectionIsSaid() throws Exception {
        int nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        var line = Line.of(
                "desk",
                new Server("127.0.0.1", nobody),
                Transport.TCP,
                "gate.test",
                "600",
                Login.NONE,
                Duration.ofMinutes(10));
        try (var phone = open(line)) {
            assertEquals(
                    Trouble.Kind.NO_ANSWER,
                    state(LineState.Failed.class).trouble().kind());
            assertFalse(phone.listening().isEmpty());
        }
    }

    @Test
    void lineWithoutAWayIsSaid() throws Exception {
        var line = Line.of(
                "desk",
                new Server("no-such-host.invalid", 5060),
                Transport.UDP,
                "gate.test",
                "600",
                Login.NONE,
                Duration.ofMinutes(10));
        try (var phone = open(line)) {
            assertEquals(
                    Trouble.Kind.NETWORK,
                    state(LineState.Failed.class).trouble().kind());
            assertFalse(phone.listening().isEmpty());
        }
    }

    @Test
    void hurriedLineTriesAWrongPasswordAgainAtOnce() throws Exception {
        try (var pbx = new TinyRegistrar(TinyRegistrar.Ways.of("MD5"));
                var phone = open(pbx.line("wrong"))) {
            state(LineState.Failed.class);
            pbx.heard().clear();
            phone.retryNow("desk");
            assertEquals("3 REGISTER", header(pbx.next(), "CSeq"));
        }
    }

    @Test
    void closingTakesTheBindingBack() throws Exception {
        Set<String> before = PhoneLimitsTest.sipThreads();
        try (var pbx = new TinyRegistrar(TinyRegistrar.Ways.of("MD5"))) {
            try (var phone = open(pbx.line(TinyRegistrar.PASSWORD))) {
                state(LineState.Registered.class);
                assertFalse(phone.listening().isEmpty());
                pbx.heard().clear();
            }
            assertEquals("0", header(pbx.next(), "Expires"));
            assertEquals(before, PhoneLimitsTest.sipThreads());
        }
    }

    @Test
    void callThroughThePbxIsKnownByItsSecretContact() throws Exception {
        try (var pbx = new TinyRegistrar(TinyRegistrar.Ways.of("MD5"));
                var phone = open(pbx.line(TinyRegistrar.PASSWORD))) {
            state(LineState.Registered.class);
            String contact = header(pbx.next(), "Contact");
            String target = contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
            InetSocketAddress at = PhoneTest.at(phone, Transport.UDP);

            pbx.say(invite(pbx, target, "known"), at);
            Rang rang = heard.next(Rang.class);
            assertEquals(new Source.Registered("desk", "101"), rang.source());

            pbx.say(invite(pbx, "sip:600@127.0.0.1:" + at.getPort(), "guessed"), at);
            Refused refused = heard.next(Refused.class);
            assertInstanceOf(Source.Unknown.class, refused.source());
            assertTrue(heard.already(Rang.class).isEmpty());
        }
    }

    @Test
    void contactIsAnotherOneEachTime() throws Exception {
        try (var pbx = new TinyRegistrar(TinyRegistrar.Ways.of("MD5"))) {
            String first = contactOfOnePhone(pbx);
            String second = contactOfOnePhone(pbx);
            assertNotEquals(first.substring(0, first.indexOf('@')), second.substring(0, second.indexOf('@')));
        }
    }

    private String contactOfOnePhone(TinyRegistrar pbx) throws Exception {
        String contact;
        try (var phone = open(pbx.line(TinyRegistrar.PASSWORD))) {
            state(LineState.Registered.class);
            assertFalse(phone.listening().isEmpty());
            contact = header(pbx.next(), "Contact");
        }
        pbx.heard().clear();
        return contact;
    }

    private static String invite(TinyRegistrar pbx, String target, String word) {
        String body = RawCaller.VOICE.replace("\n", "\r\n");
        return String.format(Locale.ROOT, """
                INVITE %s SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bK%s;rport
                Max-Forwards: 70
                From: "The queen" <sip:999@gate.test>;tag=%s
                To: <sip:600@gate.test>
                P-Asserted-Identity: <sip:101@gate.test>
                Call-ID: %s
                CSeq: 1 INVITE
                Contact: <sip:pbx@127.0.0.1:%d>
                Content-Type: application/sdp
                Content-Length: %d

                """, target, pbx.port(), word, word, word, pbx.port(), body.length())
                        .replace("\n", "\r\n")
                + body;
    }
}
