package gatehouse.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls that the telephone makes to itself, over a real socket and heard by nobody. The first call of a cold telephone
/// takes a tenth of a second of class loading, and the first two thousand are slower than those after them; the guard's
/// shall not be. So some are made before the telephone is open, and more beside its work.
final class Rehearsal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final int FIRST_ROUNDS = 12;
    private static final int MORE_ROUNDS = 2000;
    private static final int PATIENCE_MILLIS = 2000;

    private final Stack.Point point;
    private final GuestList guests;
    private final String word;
    private final DatagramSocket caller;
    private int rounds;

    private Rehearsal(Stack.Point point, GuestList guests, String word) throws IOException {
        this.point = point;
        this.guests = guests;
        this.word = word;
        this.caller = new DatagramSocket(new InetSocketAddress(point.address().getAddress(), 0));
        try {
            caller.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            caller.close();
            throw e;
        }
        guests.rehearse(Optional.of((InetSocketAddress) caller.getLocalSocketAddress()));
    }

    /// The rounds that must be over before anybody calls.
    static void play(Stack.Point point, GuestList guests, String word) {
        try (var rehearsal = new Rehearsal(point, guests, word)) {
            while (rehearsal.rounds < FIRST_ROUNDS) {
                rehearsal.call();
            }
        } catch (IOException e) {
            LOG.warn("The telephone did not hear its own rehearsal: {}", e.getMessage());
        }
    }

    /// One that goes on; empty where it cannot be heard.
    static Optional<Rehearsal> more(Stack.Point point, GuestList guests, String word) {
        try {
            return Optional.of(new Rehearsal(point, guests, word));
        } catch (IOException e) {
            LOG.debug("The telephone does not rehearse: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /// A round beside the telephone's work; false when it was the last.
    boolean again() {
        try {
            call();
            return rounds < MORE_ROUNDS;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        guests.rehearse(Optional.empty());
        caller.close();
    }

    private void call() throws IOException {
        String round = word + rounds++;
        String here = point.address().getAddress().getHostAddress() + ":" + caller.getLocalPort();
        String there = point.address().getAddress().getHostAddress() + ":"
                + point.address().getPort();
        send(caller, point, invite(here, there, round));
        String ringing = until(caller, "SIP/2.0 180");
        String toLine =
                ringing.lines().filter(l -> l.startsWith("To:")).findFirst().orElse("To: <sip:x@" + there + ">");
        send(caller, point, follow("CANCEL", here, there, round, "To: <sip:desk@" + there + ">"));
        until(caller, "SIP/2.0 487");
        send(caller, point, follow("ACK", here, there, round, toLine));
    }

    private static String invite(String here, String there, String word) {
        String sdp = """
                v=0
                o=- 1 1 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio 9 RTP/AVP 8 0 101
                a=rtpmap:8 PCMA/8000
                a=rtpmap:0 PCMU/8000
                a=rtpmap:101 telephone-event/8000
                a=fmtp:101 0-15
                a=ptime:20
                m=video 9 RTP/AVP 99
                a=rtpmap:99 H264/90000
                a=fmtp:99 packetization-mode=1;profile-level-id=42e01f
                a=recvonly
                """.replace("\n", "\r\n");
        return head("INVITE", here, there, word, "To: <sip:desk@" + there + ">")
                + String.format(Locale.ROOT, """
                Contact: <sip:rehearsal@%s;transport=udp>
                User-Agent: rehearsal
                Allow: INVITE, ACK, BYE, CANCEL, INFO, UPDATE
                Supported: replaces, timer
                P-Asserted-Identity: "Rehearsal" <sip:100@%s>
                Content-Type: application/sdp
                Content-Length: %d

                """, here, here, sdp.length()).replace("\n", "\r\n")
                + sdp;
    }

    private static String follow(String method, String here, String there, String word, String toLine) {
        return head(method, here, there, word, toLine) + "Reason: SIP;cause=200\r\nContent-Length: 0\r\n\r\n";
    }

    private static String head(String method, String here, String there, String word, String toLine) {
        return String.format(Locale.ROOT, """
                %s sip:desk@%s SIP/2.0
                Via: SIP/2.0/UDP %s;branch=z9hG4bK%s;rport
                Max-Forwards: 70
                From: "Rehearsal" <sip:100@%s>;tag=%s
                %s
                Call-ID: %s
                CSeq: 1 %s
                """, method, there, here, word, here, word, toLine, word, method)
                .replace("\n", "\r\n");
    }

    private static void send(DatagramSocket caller, Stack.Point point, String text) throws IOException {
        byte[] data = text.getBytes(StandardCharsets.US_ASCII);
        caller.send(new DatagramPacket(data, data.length, point.address()));
    }

    private static String until(DatagramSocket caller, String start) throws IOException {
        var packet = new DatagramPacket(new byte[4096], 4096);
        for (int i = 0; i < 20; i++) {
            packet.setLength(4096);
            caller.receive(packet);
            var text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
            if (text.startsWith(start)) {
                return text;
            }
        }
        throw new SocketTimeoutException("no " + start);
    }
}
