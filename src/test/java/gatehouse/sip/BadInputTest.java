package gatehouse.sip;

import static gatehouse.sip.PhoneTest.at;
import static gatehouse.sip.PhoneTest.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import gatehouse.sip.PhoneEvent.Rang;
import gatehouse.sip.PhoneEvent.Refused;
import gatehouse.sip.PhoneSettings.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is not a proper call rings nobody, and the next proper call rings.
class BadInputTest {
    private static final Path CORPORA = Path.of(System.getProperty("gatehouse.corpora", "../shared/corpora"));

    /// INVITEs of RFC 4475 that the RFC wants refused.
    private static final Set<String> MUST_FAIL = Set.of(
            "badinv01", "clerr", "ncl", "ltgtruri", "lwsruri", "lwsstart", "quotbal", "escruri", "insuf", "multi01");

    private final Heard heard = new Heard();
    private Phone phone;

    @BeforeEach
    void open() throws IOException {
        phone = Phone.open(settings(Limits.USUAL.with(Duration.ofSeconds(60), 4000).reading(100_000)), heard);
    }

    @AfterEach
    void close() {
        phone.close();
    }

    /// Calls properly, and returns the names under which others rang before.
    private Set<String> rangBefore(RawCaller caller) throws Exception {
        var talk = caller.talk();
        var named = new RawCaller.Talk(caller, talk.word(), "desk", talk.word(), 0);
        caller.ring(named);
        var before = new TreeSet<String>();
        while (true) {
            Rang rang = heard.next(Rang.class);
            if (rang.displayName().equals(talk.word())) {
                caller.say(named.cancel(""));
                return before;
            }
            before.add(rang.displayName());
        }
    }

    private static List<Path> corpus(String name) throws IOException {
        Path folder = CORPORA.resolve(name);
        assumeTrue(Files.isDirectory(folder), "There is no corpus " + folder);
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void tortureMessagesOfRfc4475RingNobodyWhoMustNotRing() throws Exception {
        try (var caller = RawCaller.udp(at(phone, Transport.UDP))) {
            for (Path file : corpus("rfc4475")) {
                if (MUST_FAIL.contains(file.getFileName().toString().replace(".dat", ""))) {
                    sayBothWays(caller, file);
                    assertEquals(Set.of(), rangBefore(caller), file.toString());
                }
            }
        }
    }

    @Test
    void tortureMessagesOfRfc4475LeaveThePhoneWell() throws Exception {
        try (var caller = RawCaller.udp(at(phone, Transport.UDP))) {
            for (Path file : corpus("rfc4475")) {
                sayBothWays(caller, file);
                rangBefore(caller);
            }
        }
    }

    /// Many of them say that they came by TCP; they shall not fail for that alone.
    private static void sayBothWays(RawCaller caller, Path file) throws IOException {
        byte[] message = Files.readAllBytes(file);
        caller.say(message);
        String asUdp = new String(message, StandardCharsets.ISO_8859_1).replace("SIP/2.0/TCP", "SIP/2.0/UDP");
        caller.say(asUdp.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void messagesOfRfc5118LeaveThePhoneWell() throws Exception {
        try (var caller = RawCaller.udp(at(phone, Transport.UDP))) {
            for (Path file : corpus("rfc5118")) {
                caller.say(Files.readString(file).replace("\n", "\r\n"));
                rangBefore(caller);
            }
        }
    }

    @Test
    void protosCasesLeaveThePhoneWell() throws Exception {
        try (var caller = RawCaller.udp(at(phone, Transport.UDP))) {
            int sent = 0;
            for (Path file : corpus("protos-sip")) {
                for (byte[] message : protos(Files.readAllBytes(file), caller, sent)) {
                    if (message.length < 60_000) {
                        caller.say(message);
                        sent++;
                    }
                }
                if (sent % 50 == 0) {
                    rangBefore(caller);
                }
            }
            rangBefore(caller);
            assertTrue(sent > 100, "only " + sent);
        }
    }

    /// A file holds two messages, each after its length in decimal and a blank.
    private static List<byte[]> protos(byte[] file, RawCaller caller, int number) {
        var messages = new ArrayList<byte[]>();
        int at = 0;
        while (at < file.length) {
            int blank = at;
            while (file[blank] != ' ') {
                blank++;
            }
            int length = Integer.parseInt(new String(file, at, blank - at, StandardCharsets.US_ASCII));
            String text = new String(file, blank + 1, length, StandardCharsets.ISO_8859_1);
            int body = text.indexOf("\r\n\r\n");
            messages.add(text.replace("<To>", "desk@" + caller.there())
                    .replace("<From>", "protos@" + caller.here())
                    .replace("<From-Address>", "127.0.0.1")
                    .replace("<From-IP>", "127.0.0.1")
                    .replace("<Local-Port>", Integer.toString(caller.port()))
                    .replace("<Branch-ID>", "protos" + number)
                    .replace("<Call-ID>", "protos" + number)
                    .replace("<CSeq>", "1")
                    .replace("<Content-Length>", Integer.toString(body < 0 ? 0 : text.length() - body - 4))
                    .replace("<Teardown-Method>", "CANCEL")
                    .getBytes(StandardCharsets.ISO_8859_1));
            at = blank + 1 + length;
        }
        return messages;
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
                arguments("v=0", "v=9", 488),
                arguments("m=audio 40000", "m=audio forty", 488),
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
            caller.until("SIP/2.0 488");
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
