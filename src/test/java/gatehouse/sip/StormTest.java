package gatehouse.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.sip.PhoneEvent.Flooded;
import gatehouse.sip.PhoneEvent.Rang;
import gatehouse.sip.PhoneSettings.Limits;
import gatehouse.sip.PhoneSettings.Line;
import gatehouse.trust.PinnedTls;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Many at once who are slow, silent, too big, in pieces or half secured: the next proper call rings all the time, and
/// when they are gone nothing of them is left.
@Isolated
class StormTest {
    private static final Limits LIMITS =
            Limits.USUAL.with(Duration.ofSeconds(60), 4000).reading(100_000);
    private static final int PATIENCE = 20;

    private final Heard heard = new Heard();
    private final List<Socket> held = new ArrayList<>();

    @AfterEach
    void letGo() throws IOException {
        for (Socket socket : held) {
            socket.close();
        }
    }

    private Socket connect(Phone phone) throws IOException {
        var socket = new Socket();
        held.add(socket);
        socket.connect(PhoneTest.at(phone, Transport.TCP));
        return socket;
    }

    private Set<String> nextRings(Phone phone, Road road) throws Exception {
        try (var caller = road.caller(phone)) {
            return heard.rangBefore(caller);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @EnumSource(Road.class)
    void silentConnectionsHoldNobodyUp(Road road) throws Exception {
        try (var phone = Road.open(LIMITS, heard)) {
            for (int i = 0; i < 60; i++) {
                connect(phone);
                assertEquals(Set.of(), nextRings(phone, road));
            }
        }
    }

    /// Each sends one byte, then waits for a moment for the end of the connection.
    @Test
    void dripsAreCutBeforeTheirMessageIsWholeAndOthersRingMeanwhile() throws Exception {
        try (var phone = Road.open(LIMITS, heard)) {
            var drips = new ArrayList<Socket>();
            for (int i = 0; i < 8; i++) {
                Socket drip = connect(phone);
                drip.setSoTimeout(30);
                drips.add(drip);
            }
            byte[] slow = bytes("INVITE sip:desk@127.0.0.1 SIP/2.0\r\nSubject: " + "a".repeat(4000));
            int sent = 0;
            while (!drips.isEmpty() && sent < slow.length) {
                int at = sent++;
                drips.removeIf(drip -> isCut(drip, slow[at]));
                assertEquals(Set.of(), nextRings(phone, at % 2 == 0 ? Road.UDP4 : Road.TCP4));
            }
            assertTrue(drips.isEmpty(), drips.size() + " of them still drip after " + sent + " bytes");
        }
    }

    private static boolean isCut(Socket drip, byte next) {
        try {
            drip.getOutputStream().write(next);
            return drip.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /// The exchange takes the connection and never says a word: the handshake is given up again and again.
    @Test
    void halfOpenTlsHoldsNobodyUp() throws Exception {
        try (var deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var lines = new ArrayList<Line>();
            for (int i = 0; i < 4; i++) {
                lines.add(new Line(
                        "line" + i,
                        List.of(new Server("127.0.0.1", deaf.getLocalPort())),
                        Optional.empty(),
                        Transport.TLS,
                        "gate.test",
                        "60" + i,
                        new Login("60" + i, Secret.of("secret")),
                        Duration.ofMinutes(10),
                        Duration.ZERO,
                        Optional.of(PinnedTls.of(Optional.empty())::over)));
            }
            var settings = PhoneTest.settings(LIMITS);
            try (var phone = Phone.open(
                    new PhoneSettings(settings.listen(), lines, settings.peers(), settings.limits()), heard)) {
                for (int i = 0; i < lines.size(); i++) {
                    held.add(deaf.accept());
                    assertEquals(Set.of(), nextRings(phone, Road.UDP4));
                    assertEquals(Set.of(), nextRings(phone, Road.TCP4));
                }
                heard.state(LineState.Failed.class);
                assertEquals(Set.of(), nextRings(phone, Road.UDP4));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Road.class)
    void oversizedMessagesRingNobody(Road road) throws Exception {
        try (var phone = Road.open(LIMITS, heard)) {
            for (int size : new int[] {18_000, 33_000, 65_000, 1_000_000}) {
                if (road.transport == Transport.TCP || size < 65_507) {
                    for (String broken : List.of("head", "body", "both")) {
                        try (var caller = road.caller(phone)) {
                            caller.say(oversized(caller, broken, size));
                        } catch (IOException e) {
                            // Cut while it spoke.
                        }
                        assertEquals(Set.of(), nextRings(phone, road), broken + " of " + size);
                    }
                }
            }
        }
    }

    private static String oversized(RawCaller caller, String where, int size) {
        int most = size - 1500;
        String head = "X: " + "a".repeat(most / (where.equals("both") ? 2 : 1)) + "\r\nMax-Forwards";
        String body = RawCaller.VOICE + "a=" + "b".repeat(most / (where.equals("both") ? 2 : 1)) + "\n";
        return switch (where) {
            case "head" -> caller.talk().invite().replace("Max-Forwards", head);
            case "body" -> caller.talk().invite(body);
            default -> caller.talk().invite(body).replace("Max-Forwards", head);
        };
    }

    /// A datagram is a message of its own (RFC 3261 §18.3): its other half makes it no better.
    @ParameterizedTest
    @EnumSource(
            value = Road.class,
            names = {"UDP4", "UDP6"})
    void messageInTwoDatagramsIsNone(Road road) throws Exception {
        try (var phone = Road.open(LIMITS, heard)) {
            int length = RawCaller.VOICE.length() + 600;
            for (int cut = 1; cut < length; cut += 23) {
                try (var caller = road.caller(phone)) {
                    byte[] invite = bytes(caller.talk().invite());
                    int at = Math.min(cut, invite.length - 1);
                    caller.say(Arrays.copyOfRange(invite, 0, at));
                    caller.say(Arrays.copyOfRange(invite, at, invite.length));
                    assertEquals(Set.of(), heard.rangBefore(caller), "cut at " + at);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Road.class,
            names = {"TCP4", "TCP6"})
    void messageInTwoPiecesOfAStreamIsOne(Road road) throws Exception {
        try (var phone = Road.open(LIMITS, heard)) {
            for (int cut = 1; cut < 700; cut += 23) {
                try (var caller = road.caller(phone)) {
                    var talk = caller.talk();
                    byte[] invite = bytes(talk.invite());
                    int at = Math.min(cut, invite.length - 1);
                    caller.say(Arrays.copyOfRange(invite, 0, at));
                    caller.say(Arrays.copyOfRange(invite, at, invite.length));
                    caller.until("SIP/2.0 180");
                    heard.next(Rang.class);
                    caller.say(talk.cancel(""));
                }
            }
        }
    }

    /// Who sends too much is capped, and he alone.
    @Test
    void floodFromOneAddressLeavesTheOthersHeard() throws Exception {
        InetAddress second = InetAddress.ofLiteral("127.0.0.2");
        assumeTrue(hasLoopback(second), "This computer has one loopback address only");
        var settings = PhoneTest.settings(LIMITS.reading(50));
        var peers = List.of(PhoneTest.LOOPBACK, new Source.Peer("127.0.0.2", 0));
        try (var phone = Phone.open(
                        new PhoneSettings(settings.listen(), settings.lines(), peers, settings.limits()), heard);
                var flooder = RawCaller.udp(PhoneTest.at(phone, Transport.UDP), second);
                var door = Road.UDP4.caller(phone)) {
            for (int i = 0; i < 20; i++) {
                for (int j = 0; j < 50; j++) {
                    flooder.say("OPTIONS sip:desk@" + flooder.there() + " SIP/2.0\r\n\r\n");
                }
                door.ring(door.talk());
            }
            assertEquals(new Flooded("127.0.0.2", true), heard.next(Flooded.class));
        }
    }

    private static boolean hasLoopback(InetAddress address) {
        try (var probe = new DatagramSocket(new InetSocketAddress(address, 0))) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void nothingIsLeftOfAStormThatIsOver() throws Exception {
        try (var phone = Road.open(LIMITS, heard)) {
            nextRings(phone, Road.UDP4);
            nextRings(phone, Road.TCP4);
            Set<String> threads = PhoneLimitsTest.sipThreads();
            long sockets = sockets();
            for (int i = 0; i < 30; i++) {
                connect(phone).getOutputStream().write(bytes("INVITE sip:desk@127.0.0.1 SIP/2.0\r\nVia: "));
                try (var caller = Road.UDP4.caller(phone)) {
                    caller.say(oversized(caller, "head", 40_000));
                    caller.say("\0\1\2");
                }
                try (var caller = Road.TCP4.caller(phone)) {
                    caller.say(caller.talk().invite().replace("CSeq: 1", "CSeq: x"));
                }
                nextRings(phone, Road.TCP4);
            }
            letGo();
            held.clear();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
            Set<String> more = new HashSet<>(Set.of("?"));
            while (System.nanoTime() < deadline && !(more.isEmpty() && sockets() <= sockets)) {
                nextRings(phone, Road.UDP4);
                more = new HashSet<>(PhoneLimitsTest.sipThreads());
                more.removeAll(threads);
            }
            assertEquals(Set.of(), more);
            assertTrue(sockets() <= sockets, sockets() + " sockets are open, " + sockets + " were before");
        }
    }

    /// Zero where the system does not tell.
    private static long sockets() throws IOException {
        Path open = Path.of("/proc/self/fd");
        if (!Files.isDirectory(open)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(open)) {
            return files.filter(StormTest::isSocket).count();
        }
    }

    private static boolean isSocket(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void probesOfAScannerRingNobody() throws Exception {
        try (var phone = Road.open(LIMITS, heard);
                var caller = Road.UDP4.caller(phone)) {
            for (String method : List.of("OPTIONS", "REGISTER", "SUBSCRIBE", "PUBLISH", "MESSAGE")) {
                caller.say(caller.talk()
                        .invite("")
                        .replaceAll("INVITE", method)
                        .replace("Max-Forwards", "User-Agent: friendly-scanner\r\nMax-Forwards"));
                String answer = caller.until("SIP/2.0 ");
                assertTrue(answer.startsWith("SIP/2.0 " + (method.equals("OPTIONS") ? "200" : "405")), answer);
            }
            assertEquals(Set.of(), heard.rangBefore(caller));
        }
    }

    @Test
    void packetOfNothingIsNothing() throws Exception {
        try (var phone = Road.open(LIMITS, heard);
                var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            for (int i = 0; i < 50; i++) {
                socket.send(new DatagramPacket(new byte[0], 0, PhoneTest.at(phone, Transport.UDP)));
            }
            assertEquals(Set.of(), nextRings(phone, Road.UDP4));
        }
    }
}
