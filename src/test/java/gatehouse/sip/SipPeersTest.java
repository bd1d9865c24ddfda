package gatehouse.sip;

import static gatehouse.sip.PhoneTest.at;
import static gatehouse.sip.PhoneTest.settings;
import static gatehouse.sip.PhoneTest.voice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Login;
import gatehouse.door.Secret;
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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The phone and programs that nobody here wrote.
@Tag("peer")
@Isolated
class SipPeersTest {
    private final Heard heard = new Heard();

    @TempDir
    private Path folder;

    /// A minute of silence: what is said does not matter here.
    private Path silence() throws IOException {
        var format = new AudioFormat(8000, 16, 1, true, false);
        Path file = folder.resolve("silence.wav");
        var samples = new byte[8000 * 2 * 60];
        try (var in = new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length / 2)) {
            AudioSystem.write(in, AudioFileFormat.Type.WAVE, file.toFile());
        }
        return file;
    }

    private Path sub(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void baresipCallsStraightAndHearsTheTone(String transport) throws Exception {
        Program.need("baresip");
        try (var phone = Phone.open(settings(Limits.USUAL), heard);
                var door = Baresip.start(sub("door"), "door1", transport, ";regint=0", silence());
                var rtp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            InetSocketAddress there = at(phone, transport.equals("udp") ? Transport.UDP : Transport.TCP);
            door.dial("sip:desk@127.0.0.1:" + there.getPort() + ";transport=" + transport);
            Rang rang = heard.next(Rang.class);
            assertEquals(PhoneTest.LOOPBACK, rang.source());
            var own = new VoiceAddress((InetSocketAddress) rtp.getLocalSocketAddress(), List.of(Codec.PCMU));
            var agreed = assertInstanceOf(Answer.Negotiated.class, phone.answer(rang.call(), own));
            heard.next(Confirmed.class);
            door.until("Call established");

            assertEquals(
                    200,
                    phone.sendInfoTone(rang.call(), '5', Duration.ofMillis(150)).get(20, TimeUnit.SECONDS));
            door.until("received DTMF: '5'");
            door.press('7');
            assertEquals(7, eventHeard(rtp, agreed.telephoneEvent().orElseThrow()));

            phone.end(rang.call());
            door.until("terminated|closed|Connection reset");
            assertEquals(End.HUNG_UP_HERE, heard.next(Ended.class).why());
        }
    }

    /// The first event of RFC 4733 that comes with this payload type.
    private static int eventHeard(DatagramSocket rtp, int type) throws IOException {
        rtp.setSoTimeout(20_000);
        var packet = new DatagramPacket(new byte[2000], 2000);
        while (true) {
            packet.setLength(2000);
            rtp.receive(packet);
            if (packet.getLength() >= 16 && (packet.getData()[1] & 0x7f) == type) {
                return packet.getData()[12];
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256"})
    void baresipCallsThroughKamailioWhereTheConsoleIsRegistered(String algorithm) throws Exception {
        Program.need("baresip", "kamailio");
        try (var pbx = Kamailio.start(sub("pbx"), algorithm);
                var phone = Phone.open(registeredAt(pbx, Transport.UDP), heard);
                var door = Baresip.start(sub("door"), "door1", "udp", ";regint=0", silence())) {
            while (!(heard.next(LineChanged.class).state() instanceof LineState.Registered)) {
                // Registering, and perhaps a failure while the exchange wakes up.
            }
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
    void callerWhoGivesUpBehindKamailioIsMissed() throws Exception {
        Program.need("baresip", "kamailio");
        try (var pbx = Kamailio.start(sub("pbx"), "MD5");
                var phone = Phone.open(registeredAt(pbx, Transport.TCP), heard);
                var door = Baresip.start(sub("door"), "door1", "udp", ";regint=0", silence())) {
            while (!(heard.next(LineChanged.class).state() instanceof LineState.Registered)) {
                // As above.
            }
            door.dial("sip:600@127.0.0.1:" + pbx.port());
            Rang rang = heard.next(Rang.class);
            assertEquals(new Source.Registered("desk", "door1"), rang.source());
            door.until("180 Ringing|Call in-progress|ringing");
            door.hangUp();
            assertEquals(new Ended(rang.call(), End.CALLER_GAVE_UP), heard.next(Ended.class));
            assertTrue(phone.listening().size() == 2);
        }
    }

    private static PhoneSettings registeredAt(Kamailio pbx, Transport transport) {
        var line = Line.of(
                "desk",
                new Server("127.0.0.1", pbx.port()),
                transport,
                "test.local",
                "600",
                new Login("600", Secret.of("secret1")),
                Duration.ofMinutes(10));
        return PhoneSettings.of(
                List.of(new Listen(Transport.UDP, "127.0.0.1", 0), new Listen(Transport.TCP, "127.0.0.1", 0)),
                List.of(line),
                List.of());
    }
}
