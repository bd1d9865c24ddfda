package gatehouse.sip;

import static gatehouse.sip.PhoneTest.voice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.door.Trouble;
import gatehouse.lifecycle.Backoff;
import gatehouse.peers.Baresip;
import gatehouse.peers.Kamailio;
import gatehouse.peers.Program;
import gatehouse.sip.PhoneEvent.Confirmed;
import gatehouse.sip.PhoneEvent.Ended;
import gatehouse.sip.PhoneEvent.LineChanged;
import gatehouse.sip.PhoneEvent.Rang;
import gatehouse.sip.PhoneSettings.Limits;
import gatehouse.sip.PhoneSettings.Line;
import gatehouse.sip.PhoneSettings.Listen;
import gatehouse.sip.PhoneSettings.Strangers;
import gatehouse.trust.Pin;
import gatehouse.trust.PinnedTls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines to an exchange that nobody here wrote: over TLS, through its death and its coming back, and over IPv6.
@Tag("peer")
@Execution(ExecutionMode.CONCURRENT)
class ExchangePeersTest {
    private final Heard heard = new Heard();

    @TempDir
    private Path folder;

    private Path sub(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private static Line line(List<Server> servers, Transport transport, Optional<Secured> tls) {
        return new Line(
                "desk",
                servers,
                Optional.empty(),
                transport,
                "test.local",
                "600",
                new Login("600", Secret.of("secret1")),
                Duration.ofMinutes(10),
                Duration.ofSeconds(1),
                tls);
    }

    private Phone open(Line line) throws IOException {
        var limits = new Limits(
                Duration.ofSeconds(60),
                16,
                Strangers.DROPPED,
                Duration.ofSeconds(5),
                new Backoff(Duration.ofMillis(300), Duration.ofSeconds(1)),
                Duration.ofMinutes(5),
                500);
        return Phone.open(
                new PhoneSettings(List.of(new Listen(Transport.UDP, "127.0.0.1", 0)), List.of(line), List.of(), limits),
                heard);
    }

    private LineState.Registered registered() throws InterruptedException {
        while (true) {
            if (heard.next(LineChanged.class).state() instanceof LineState.Registered registered) {
                return registered;
            }
        }
    }

    private LineState.Failed failed() throws InterruptedException {
        while (true) {
            if (heard.next(LineChanged.class).state() instanceof LineState.Failed failed) {
                return failed;
            }
        }
    }

    private Optional<Kamailio.Certified> write(PbxCertificate certificate) throws Exception {
        var files = new Kamailio.Certified(folder.resolve("pbx.key"), folder.resolve("pbx.crt"));
        certificate.write(files.key(), files.certificate());
        return Optional.of(files);
    }

    private Path silence() throws IOException {
        var format = new AudioFormat(8000, 16, 1, true, false);
        Path file = folder.resolve("silence.wav");
        var samples = new byte[8000 * 2 * 60];
        try (var in = new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length / 2)) {
            AudioSystem.write(in, AudioFileFormat.Type.WAVE, file.toFile());
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256"})
    void doorCallsThroughAnExchangeThatIsReachedOverTls(String algorithm) throws Exception {
        Program.need("kamailio", "baresip");
        var certificate = PbxCertificate.ofThisComputer();
        try (var pbx = Kamailio.start(sub("pbx"), algorithm, "127.0.0.1", Program.freePort(), write(certificate));
                var phone = open(line(
                        List.of(new Server("localhost", pbx.tlsPort())),
                        Transport.TLS,
                        Optional.of(certificate.checked())));
                var door = Baresip.start(sub("door"), "door1", "udp", ";regint=0", silence())) {
            registered();
            door.dial("sip:600@127.0.0.1:" + pbx.port());
            Rang rang = heard.next(Rang.class);
            assertEquals(new Source.Registered("desk", "door1"), rang.source());
            assertInstanceOf(Answer.Negotiated.class, phone.answer(rang.call(), voice()));
            heard.next(Confirmed.class);
            door.until("Call established");
            door.hangUp();
            assertEquals(new Ended(rang.call(), End.HUNG_UP_THERE), heard.next(Ended.class));
        }
    }

    @Test
    void wrongCertificateIsNamedAndTheRightOneServes() throws Exception {
        Program.need("kamailio");
        var certificate = new PbxCertificate.Office(folder).issue("dns:pbx.other.test", 0, 30);
        var wrong = new Pin(Base64.getEncoder().encodeToString(new byte[32]));
        try (var pbx = Kamailio.start(sub("pbx"), "MD5", "127.0.0.1", Program.freePort(), write(certificate))) {
            var there = List.of(new Server("127.0.0.1", pbx.tlsPort()));
            for (Secured believed : List.<Secured>of(
                    certificate.checked(),
                    PinnedTls.of(Optional.of(wrong))::over,
                    PinnedTls.of(Optional.empty())::over)) {
                try (var phone = open(line(there, Transport.TLS, Optional.of(believed)))) {
                    assertEquals(Trouble.Kind.CERTIFICATE, failed().trouble().kind());
                    assertEquals(1, phone.listening().size());
                }
            }
            Secured right = PinnedTls.of(Optional.of(certificate.pin()))::over;
            try (var phone = open(line(there, Transport.TLS, Optional.of(right)))) {
                registered();
                assertEquals(1, phone.listening().size());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UDP", "TCP"})
    void exchangeThatDiesIsReplacedByTheSpareOne(String transport) throws Exception {
        Program.need("kamailio");
        int port = Program.freePort();
        var first = new Server("127.0.0.1", port);
        Kamailio dying = Kamailio.start(sub("first"), "SHA-256", "127.0.0.1", port, Optional.empty());
        try (var spare = Kamailio.start(sub("spare"), "SHA-256");
                var phone = open(line(
                        List.of(first, new Server("127.0.0.1", spare.port())),
                        Transport.valueOf(transport),
                        Optional.empty()))) {
            assertEquals(first, registered().server());
            dying.close();
            assertEquals(spare.port(), registered().server().port());
            assertEquals(1, phone.listening().size());
        } finally {
            dying.close();
        }
    }

    @Test
    void restartedExchangeIsRegisteredAtAgain() throws Exception {
        Program.need("kamailio");
        int port = Program.freePort();
        Kamailio first = Kamailio.start(sub("first"), "MD5", "127.0.0.1", port, Optional.empty());
        try (var phone = open(line(List.of(new Server("127.0.0.1", port)), Transport.UDP, Optional.empty()))) {
            registered();
            first.close();
            failed();
            try (var again = Kamailio.start(sub("again"), "MD5", "127.0.0.1", port, Optional.empty())) {
                assertEquals(port, registered().server().port());
                assertEquals(port, again.port());
            }
            assertEquals(1, phone.listening().size());
        } finally {
            first.close();
        }
    }

    @Test
    void lineRegistersOverIpv6() throws Exception {
        Program.need("kamailio");
        try (var probe = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0))) {
            assumeTrue(probe.isBound());
        } catch (IOException e) {
            assumeTrue(false, "This computer has no IPv6");
        }
        try (var pbx = Kamailio.start(sub("pbx"), "SHA-256", "[::1]", Program.freePort(), Optional.empty());
                var phone = open(line(List.of(new Server("::1", pbx.port())), Transport.TCP, Optional.empty()))) {
            registered();
            assertEquals(1, phone.listening().size());
        }
    }
}
