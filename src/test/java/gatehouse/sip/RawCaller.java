package gatehouse.sip;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A door station that knows no SIP library: it says hand-written strings over a socket and reads what comes back.
public final class RawCaller implements Closeable {
    public static final String VOICE = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 40000 RTP/AVP 8 0 101
            a=rtpmap:8 PCMA/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-15
            """;

    private static final AtomicInteger CALLS = new AtomicInteger();
    private static final int PATIENCE_MILLIS = 20_000;

    /// What one call of this station says; each is a value, so that a test may bend it.
    public record Talk(RawCaller caller, String word, String user, String displayName, int branch) {
        String invite() {
            return invite(VOICE);
        }

        public String invite(String sdp) {
            String body = sdp.replace("\n", "\r\n");
            return head("INVITE", 1, "")
                    + "Contact: <sip:door@" + caller.here() + ";transport=" + caller.transport() + ">\r\n"
                    + "Content-Type: application/sdp\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        }

        public String cancel(String reason) {
            return head("CANCEL", 1, "") + reason + "Content-Length: 0\r\n\r\n";
        }

        /// Within the dialog or, for an ACK to a failure, about it: with the To tag of what was answered.
        String follow(String method, int sequence, String answered, String contentType, String body) {
            return head(method, sequence, tag(answered))
                    + (body.isEmpty() ? "" : "Content-Type: " + contentType + "\r\n")
                    + "Contact: <sip:door@" + caller.here() + ";transport=" + caller.transport() + ">\r\n"
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        }

        String follow(String method, int sequence, String answered) {
            return follow(method, sequence, answered, "", "");
        }

        Talk nextBranch() {
            return new Talk(caller, word, user, displayName, branch + 1);
        }

        private String head(String method, int sequence, String toTag) {
            return method + " sip:" + user + "@" + caller.there() + " SIP/2.0\r\n"
                    + "Via: SIP/2.0/" + caller.transport().toUpperCase(Locale.ROOT) + " " + caller.here()
                    + ";branch=z9hG4bK" + word + branch + ";rport\r\n"
                    + "Max-Forwards: 70\r\n"
                    + "From: \"" + displayName + "\" <sip:door@" + caller.here() + ">;tag=from" + word + "\r\n"
                    + "To: <sip:" + user + "@" + caller.there() + ">" + (toTag.isEmpty() ? "" : ";tag=" + toTag)
                    + "\r\n"
                    + "Call-ID: " + word + "\r\n"
                    + "CSeq: " + sequence + " " + method + "\r\n";
        }
    }

    private final InetSocketAddress phone;
    private final DatagramSocket udp;
    private final Socket tcp;

    private RawCaller(InetSocketAddress phone, DatagramSocket udp, Socket tcp) {
        this.phone = phone;
        this.udp = udp;
        this.tcp = tcp;
    }

    public static RawCaller udp(InetSocketAddress phone) throws IOException {
        return udp(phone, own(phone));
    }

    /// From one of this computer's own addresses.
    static RawCaller udp(InetSocketAddress phone, InetAddress from) throws IOException {
        var socket = new DatagramSocket(new InetSocketAddress(from, 0));
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new RawCaller(phone, socket, null);
    }

    private static InetAddress own(InetSocketAddress phone) {
        return phone.getAddress() instanceof Inet6Address
                ? InetAddress.ofLiteral("::1")
                : InetAddress.getLoopbackAddress();
    }

    static RawCaller tcp(InetSocketAddress phone) throws IOException {
        var socket = new Socket(phone.getAddress(), phone.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new RawCaller(phone, null, socket);
    }

    public Talk talk() {
        return new Talk(this, "call" + CALLS.incrementAndGet() + "x" + port(), "desk", "North gate", 0);
    }

    int port() {
        return udp != null ? udp.getLocalPort() : tcp.getLocalPort();
    }

    String here() {
        InetAddress own = udp != null ? udp.getLocalAddress() : tcp.getLocalAddress();
        return written(own) + ":" + port();
    }

    String there() {
        return written(phone.getAddress()) + ":" + phone.getPort();
    }

    private static String written(InetAddress address) {
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    String transport() {
        return udp != null ? "udp" : "tcp";
    }

    public void say(String text) throws IOException {
        say(text.getBytes(StandardCharsets.UTF_8));
    }

    void say(byte[] data) throws IOException {
        if (udp != null) {
            udp.send(new DatagramPacket(data, data.length, phone));
        } else {
            tcp.getOutputStream().write(data);
            tcp.getOutputStream().flush();
        }
    }

    /// The next message, whatever it is.
    String hear() throws IOException {
        if (udp != null) {
            var packet = new DatagramPacket(new byte[65536], 65536);
            udp.receive(packet);
            return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        }
        return read(tcp.getInputStream());
    }

    /// Reads on until a message begins like this.
    public String until(String start) throws IOException {
        return within(start, "", PATIENCE_MILLIS);
    }

    String within(String start, String callId, int millis) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        String last = "nothing";
        while (true) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException("Nothing began with " + start + "; the last was " + last);
            }
            if (udp != null) {
                udp.setSoTimeout((int) left);
            }
            last = hear();
            if (last.startsWith(start) && header(last, "Call-ID").contains(callId)) {
                return last;
            }
        }
    }

    /// Calls and reads on to the 180; over UDP it repeats itself, as RFC 3261 §17.1.1.2 wants.
    public String ring(Talk talk) throws IOException {
        for (int i = 0; udp != null && i < 20; i++) {
            try {
                say(talk.invite());
                return within("SIP/2.0 180", talk.word(), 1000);
            } catch (SocketTimeoutException e) {
                // Once more.
            }
        }
        say(talk.invite());
        return within("SIP/2.0 180", talk.word(), PATIENCE_MILLIS);
    }

    /// Says that everything is fine with a request of the phone.
    void ok(String request) throws IOException {
        say(reply(request, "200 OK"));
    }

    /// `status` as it stands in the first line.
    static String reply(String request, String status) {
        var head = new StringBuilder("SIP/2.0 " + status + "\r\n");
        request.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.matches("(?i)(Via|From|To|Call-ID|CSeq):.*"))
                .forEach(line -> head.append(line).append("\r\n"));
        return head.append("Content-Length: 0\r\n\r\n").toString();
    }

    static String read(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("The connection was closed");
            }
            // A pong between two messages is none.
            if (head.size() > 0 || b != '\r' && b != '\n') {
                head.write(b);
            }
        }
        String text = head.toString(StandardCharsets.UTF_8);
        int length = Integer.parseInt(header(text, "Content-Length"));
        return text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    static String header(String message, String name) {
        return message.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    static String tag(String answered) {
        String to = header(answered, "To");
        int at = to.indexOf(";tag=");
        return at < 0 ? "" : to.substring(at + 5);
    }

    @Override
    public void close() throws IOException {
        if (udp != null) {
            udp.close();
        } else {
            tcp.close();
        }
    }
}
