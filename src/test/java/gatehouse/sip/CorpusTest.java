package gatehouse.sip;

import static gatehouse.sip.PhoneTest.at;
import static gatehouse.sip.PhoneTest.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.sip.PhoneSettings.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The messages that others have thought up to break telephones with, over UDP and over TCP: after each of them the
/// next proper call rings, and who must not ring does not.
class CorpusTest {
    private static final Path CORPORA = Path.of(System.getProperty("gatehouse.corpora", "../shared/corpora"));

    /// INVITEs of RFC 4475 that the RFC wants refused.
    private static final Set<String> MUST_FAIL = Set.of(
            "badinv01", "clerr", "ncl", "ltgtruri", "lwsruri", "lwsstart", "quotbal", "escruri", "insuf", "multi01");

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

    private RawCaller caller(Transport transport) throws IOException {
        return transport == Transport.UDP ? RawCaller.udp(at(phone, transport)) : RawCaller.tcp(at(phone, transport));
    }

    private static List<Path> corpus(String name) throws IOException {
        Path folder = CORPORA.resolve(name);
        assumeTrue(Files.isDirectory(folder), "There is no corpus " + folder);
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /// Over a connection of its own, for whoever breaks the framing of a stream loses the stream.
    private void say(Transport transport, byte[] message) throws IOException {
        try (var caller = caller(transport)) {
            caller.say(message);
        } catch (IOException e) {
            // Cut while it spoke.
        }
    }

    /// Many of them say that they came by another transport; they shall not fail for that alone.
    private void sayBothWays(Transport transport, byte[] message) throws IOException {
        say(transport, message);
        String as = new String(message, StandardCharsets.ISO_8859_1)
                .replaceAll("SIP/2.0/(TCP|UDP)", "SIP/2.0/" + transport.name());
        say(transport, as.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"UDP", "TCP"})
    void tortureMessagesOfRfc4475RingNobodyWhoMustNotRing(Transport transport) throws Exception {
        for (Path file : corpus("rfc4475")) {
            if (MUST_FAIL.contains(file.getFileName().toString().replace(".dat", ""))) {
                sayBothWays(transport, Files.readAllBytes(file));
                try (var caller = caller(transport)) {
                    assertEquals(Set.of(), heard.rangBefore(caller), file.toString());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"UDP", "TCP"})
    void tortureMessagesOfRfc4475LeaveThePhoneWell(Transport transport) throws Exception {
        for (Path file : corpus("rfc4475")) {
            sayBothWays(transport, Files.readAllBytes(file));
            try (var caller = caller(transport)) {
                heard.rangBefore(caller);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"UDP", "TCP"})
    void messagesOfRfc5118LeaveThePhoneWell(Transport transport) throws Exception {
        for (Path file : corpus("rfc5118")) {
            sayBothWays(
                    transport,
                    Files.readString(file).replaceAll("\\r?\\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            try (var caller = caller(transport)) {
                heard.rangBefore(caller);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"UDP", "TCP"})
    void protosCasesLeaveThePhoneWell(Transport transport) throws Exception {
        int sent = 0;
        for (Path file : corpus("protos-sip")) {
            try (var caller = caller(transport)) {
                for (byte[] message : protos(Files.readAllBytes(file), caller, sent)) {
                    if (message.length < 60_000) {
                        sent++;
                        caller.say(message);
                    }
                }
            } catch (IOException e) {
                // Cut while it spoke.
            }
            if (sent % 50 == 0) {
                try (var caller = caller(transport)) {
                    heard.rangBefore(caller);
                }
            }
        }
        try (var caller = caller(transport)) {
            heard.rangBefore(caller);
        }
        assertTrue(sent > 100, "only " + sent);
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
                    .replace("SIP/2.0/UDP", "SIP/2.0/" + caller.transport().toUpperCase(java.util.Locale.ROOT))
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

    /// The same mutations each time: a proper INVITE with bytes changed, doubled, left out and cut.
    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"UDP", "TCP"})
    void mutationsOfAProperCallLeaveThePhoneWell(Transport transport) throws Exception {
        var random = new Random(3261);
        for (int round = 0; round < 30; round++) {
            for (int i = 0; i < 20; i++) {
                try (var caller = caller(transport)) {
                    byte[] invite = caller.talk().invite().getBytes(StandardCharsets.ISO_8859_1);
                    caller.say(mutated(invite, random));
                } catch (IOException e) {
                    // Cut while it spoke.
                }
            }
            try (var caller = caller(transport)) {
                heard.rangBefore(caller);
            }
        }
    }

    private static byte[] mutated(byte[] message, Random random) {
        byte[] out = message.clone();
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(out.length);
            int length = Math.min(out.length - at, 1 + random.nextInt(20));
            switch (random.nextInt(4)) {
                case 0 -> out[at] = (byte) random.nextInt(256);
                case 1 -> out = join(out, at + length, at);
                case 2 -> out = join(out, at, Math.min(out.length, at + length));
                default -> out[at] = (byte) "\r\n :;,<>\"@%\\".charAt(random.nextInt(12));
            }
        }
        return out.length == 0 ? message : out;
    }

    /// The bytes up to one place, then those from another one.
    private static byte[] join(byte[] data, int to, int from) {
        var out = new byte[to + data.length - from];
        System.arraycopy(data, 0, out, 0, to);
        System.arraycopy(data, from, out, to, data.length - from);
        return out;
    }
}
