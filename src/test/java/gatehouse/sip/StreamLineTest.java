package gatehouse.sip;

import static gatehouse.sip.LineTest.settings;
import static gatehouse.sip.PhoneTest.voice;
import static gatehouse.sip.RawCaller.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.door.Trouble;
import gatehouse.sip.PhoneEvent.Confirmed;
import gatehouse.sip.PhoneEvent.Ended;
import gatehouse.sip.PhoneEvent.Rang;
import gatehouse.sip.PhoneSettings.Line;
import gatehouse.trust.Pin;
import gatehouse.trust.PinnedTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines over TCP and TLS: one connection, kept alive, replaced when it ends, and trusted only when it should be.
@Isolated
class StreamLineTest {
    private final Heard heard = new Heard();

    private static PbxCertificate.Office office;
    private static PbxCertificate right;

    @BeforeAll
    static void certify(@TempDir Path folder) throws Exception {
        office = new PbxCertificate.Office(folder);
        right = office.issue("dns:localhost,ip:127.0.0.1", 0, 30);
    }

    private static Line line(String host, int port, Optional<Secured> tls, Duration keepAlive) {
        return new Line(
                "desk",
                List.of(new Server(host, port)),
                Optional.empty(),
                tls.isPresent() ? Transport.TLS : Transport.TCP,
                "gate.test",
                "600",
                new Login("600", Secret.of(TinyRegistrar.PASSWORD)),
                Duration.ofMinutes(10),
                keepAlive,
                tls);
    }

    private Phone open(Line line) throws IOException {
        return Phone.open(settings(Duration.ofSeconds(15), List.of(), line), heard);
    }

    private static Optional<Secured> pinned() {
        return pinned(right.pin());
    }

    private static Optional<Secured> pinned(Pin pin) {
        return Optional.of(PinnedTls.of(Optional.of(pin))::over);
    }

    @Test
    void cutConnectionIsReplacedAtOnce() throws Exception {
        try (var pbx = StreamRegistrar.tcp();
                var phone = open(line("127.0.0.1", pbx.port(), Optional.empty(), Duration.ZERO))) {
            heard.state(LineState.Registered.class);
            pbx.connection().close();
            heard.state(LineState.Registered.class);
            assertFalse(pbx.connection().isClosed());
            assertFalse(phone.listening().isEmpty());
        }
    }

    @Test
    void exchangeThatNoLongerPongsIsConnectedAnew() throws Exception {
        try (var pbx = StreamRegistrar.tcp();
                var phone = open(line("127.0.0.1", pbx.port(), Optional.empty(), Duration.ofMillis(400)))) {
            heard.state(LineState.Registered.class);
            pbx.connection();
            pbx.next("ping");
            pbx.next("ping");
            pbx.stopPonging();
            heard.state(LineState.Registered.class);
            pbx.connection();
            assertFalse(phone.listening().isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void lineRegistersOverTlsAndIsCalledOnItsOwnConnection(String version) throws Exception {
        try (var pbx = StreamRegistrar.tls(right.context(), version);
                var phone = open(line("127.0.0.1", pbx.port(), pinned(), Duration.ofMillis(400)))) {
            heard.state(LineState.Registered.class);
            Socket connection = pbx.connection();
            String contact = LineWaysTest.contacts(pbx.next("REGISTER")).getFirst();
            assertTrue(contact.contains(":" + connection.getPort() + ";transport=tls>"), contact);
            pbx.next("ping");

            String target = contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
            StreamRegistrar.say(connection, invite(pbx, target, "over-tls"));
            Rang rang = heard.next(Rang.class);
            assertEquals(new Source.Registered("desk", "101"), rang.source());
            pbx.next("SIP/2.0 180");
            assertInstanceOf(Answer.Negotiated.class, phone.answer(rang.call(), voice()));
            String ok = pbx.next("SIP/2.0 200");
            assertTrue(header(ok, "Contact").contains(contact.substring(1, contact.indexOf(';'))), ok);
            StreamRegistrar.say(connection, ack(pbx, target, "over-tls", RawCaller.tag(ok)));
            heard.next(Confirmed.class);
            phone.end(rang.call());
            pbx.next("BYE ");
            assertEquals(End.HUNG_UP_HERE, heard.next(Ended.class).why());
        }
    }

    @Test
    void contactStaysWhenATlsConnectionIsReplaced() throws Exception {
        try (var pbx = StreamRegistrar.tls(right.context());
                var phone = open(line("127.0.0.1", pbx.port(), pinned(), Duration.ZERO))) {
            heard.state(LineState.Registered.class);
            Socket first = pbx.connection();
            int port = first.getPort();
            first.close();
            heard.state(LineState.Registered.class);
            Socket second = pbx.connection();
            assertNotEquals(first, second);
            String contact = "";
            while (!contact.contains(":" + second.getPort() + ";")) {
                contact = LineWaysTest.contacts(pbx.next("REGISTER")).getFirst();
            }
            assertTrue(port == second.getPort() || contact.contains(":" + second.getPort()), contact);
            assertFalse(phone.listening().isEmpty());
        }
    }

    @Test
    void checkedCertificateMustNameTheHost() throws Exception {
        try (var pbx = StreamRegistrar.tls(right.context());
                var phone = open(line("localhost", pbx.port(), Optional.of(right.checked()), Duration.ZERO))) {
            heard.state(LineState.Registered.class);
            assertFalse(phone.listening().isEmpty());
        }
        var other = office.issue("dns:pbx.other.test", 0, 30);
        assertTrue(refusal(other, Optional.of(other.checked())).remedy().contains("another host"));
    }

    @Test
    void expiredCertificateIsNamed() throws Exception {
        var old = office.issue("dns:localhost,ip:127.0.0.1", 30, 10);
        assertTrue(refusal(old, Optional.of(old.checked())).remedy().contains("expired"));
    }

    @Test
    void certificateThatNobodySignedIsNamed() throws Exception {
        Trouble trouble = refusal(right, Optional.of(PinnedTls.of(Optional.empty())::over));
        assertTrue(trouble.sentence().contains("certificate"), trouble.sentence());
    }

    @Test
    void certificateThatIsNotThePinnedOneIsNamedWithThePinItHas() throws Exception {
        var other = new Pin(Base64.getEncoder().encodeToString(new byte[32]));
        Trouble trouble = refusal(right, pinned(other));
        assertTrue(trouble.remedy().contains(right.pin().toString()), trouble.remedy());
    }

    /// What is said of an exchange that shows this certificate. Nothing of ours may reach it.
    private Trouble refusal(PbxCertificate shown, Optional<Secured> believed) throws Exception {
        try (var pbx = StreamRegistrar.tls(shown.context());
                var phone = open(line("127.0.0.1", pbx.port(), believed, Duration.ZERO))) {
            Trouble trouble = heard.state(LineState.Failed.class).trouble();
            assertEquals(Trouble.Kind.CERTIFICATE, trouble.kind(), trouble.toString());
            assertFalse(phone.listening().isEmpty());
            return trouble;
        }
    }

    @Test
    void portThatSpeaksPlainSipIsNamed() throws Exception {
        try (var pbx = StreamRegistrar.tcp();
                var phone = open(line("127.0.0.1", pbx.port(), pinned(), Duration.ZERO))) {
            StreamRegistrar.say(pbx.connection(), "SIP/2.0 400 What\r\n\r\n");
            var trouble = heard.state(LineState.Failed.class).trouble();
            assertEquals(Trouble.Kind.NOT_SUPPORTED, trouble.kind(), trouble.toString());
            assertFalse(phone.listening().isEmpty());
        }
    }

    @Test
    void halfOpenHandshakeIsGivenUpAndHoldsNobodyUp() throws Exception {
        Set<String> before = PhoneLimitsTest.sipThreads();
        try (var mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                var phone = Phone.open(
                        settings(
                                List.of(PhoneTest.LOOPBACK),
                                line("127.0.0.1", mute.getLocalPort(), pinned(), Duration.ZERO)),
                        heard);
                var caller = RawCaller.udp(PhoneTest.at(phone, Transport.UDP))) {
            try (var taken = mute.accept()) {
                caller.ring(caller.talk());
                var trouble = heard.state(LineState.Failed.class).trouble();
                assertTrue(
                        Set.of(Trouble.Kind.NOT_SUPPORTED, Trouble.Kind.NO_ANSWER)
                                .contains(trouble.kind()),
                        trouble.toString());
                assertTrue(taken.isConnected());
            }
        }
        assertEquals(before, PhoneLimitsTest.sipThreads());
    }

    private static String invite(StreamRegistrar pbx, String target, String word) {
        String body = RawCaller.VOICE.replace("\n", "\r\n");
        return head("INVITE", pbx, target, word, "")
                + String.format(Locale.ROOT, """
                From: "North gate" <sip:999@gate.test>;tag=%s
                P-Asserted-Identity: <sip:101@gate.test>
                Contact: <sip:pbx@127.0.0.1:%d;transport=tls>
                Content-Type: application/sdp
                Content-Length: %d

                """, word, pbx.port(), body.length())
                        .replace("\n", "\r\n")
                + body;
    }

    private static String ack(StreamRegistrar pbx, String target, String word, String tag) {
        return head("ACK", pbx, target, word, ";tag=" + tag) + "From: <sip:999@gate.test>;tag=" + word
                + "\r\nContent-Length: 0\r\n\r\n";
    }

    private static String head(String method, StreamRegistrar pbx, String target, String word, String tag) {
        return String.format(Locale.ROOT, """
                %s %s SIP/2.0
                Via: SIP/2.0/TLS 127.0.0.1:%d;branch=z9hG4bK%s%s;rport
                Max-Forwards: 70
                To: <sip:600@gate.test>%s
                Call-ID: %s
                CSeq: 1 %s
                """, method, target, pbx.port(), word, method, tag, word, method)
                .replace("\n", "\r\n");
    }
}
