package gatehouse.sim.phone;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// The other side of a simulated phone as a script in plain text, one step after the other: it knows nothing of the
/// phone's classes, so it sees what really is on the wire.
final class ScriptedDesk implements AutoCloseable {
    private static final String TAG = "desk1";

    private final DatagramSocket socket;
    private InetSocketAddress phone;
    private String invite = "";

    ScriptedDesk() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(20_000);
    }

    String uri() {
        return "sip:guard@127.0.0.1:" + socket.getLocalPort();
    }

    /// The next message, which must begin so.
    String expect(String beginning) throws IOException {
        var message = next();
        if (!message.startsWith(beginning)) {
            throw new AssertionError("expected " + beginning + ", came " + message);
        }
        if (beginning.startsWith("INVITE")) {
            invite = message;
        }
        return message;
    }

    String next() throws IOException {
        var datagram = new DatagramPacket(new byte[8192], 8192);
        socket.receive(datagram);
        phone = (InetSocketAddress) datagram.getSocketAddress();
        return new String(datagram.getData(), 0, datagram.getLength(), StandardCharsets.UTF_8);
    }

    void answer(String request, String statusLine, String more) throws IOException {
        var to = header(request, "To");
        send("SIP/2.0 " + statusLine + "\r\n"
                + "Via: " + header(request, "Via") + "\r\n"
                + "From: " + header(request, "From") + "\r\n"
                + "To: " + to + (to.contains("tag=") ? "" : ";tag=" + TAG) + "\r\n"
                + "Call-ID: " + header(request, "Call-ID") + "\r\n"
                + "CSeq: " + header(request, "CSeq") + "\r\n"
                + more);
    }

    /// 200 with a description of G.711 at this port.
    void accept(int rtpPort) throws IOException {
        var sdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + rtpPort
                + " RTP/AVP 8 96\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:96 telephone-event/8000\r\n";
        answer(
                invite,
                "200 OK",
                "Contact: <" + uri() + ">\r\nContent-Type: application/sdp\r\nContent-Length: " + sdp.length()
                        + "\r\n\r\n" + sdp);
    }

    void answer(String request, String statusLine) throws IOException {
        answer(request, statusLine, "Content-Length: 0\r\n\r\n");
    }

    /// A request of ours in the call that was accepted.
    void ask(String method, int number, String branch, String contentType, String body) throws IOException {
        send(method + " " + between(header(invite, "Contact")) + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:" + socket.getLocalPort() + ";branch=z9hG4bK" + branch + "\r\n"
                + "Max-Forwards: 70\r\n"
                + "f: <" + uri() + ">;tag=" + TAG + "\r\n"
                + "t: " + header(invite, "From") + "\r\n"
                + "i: " + header(invite, "Call-ID") + "\r\n"
                + "CSeq: " + number + " " + method + "\r\n"
                + (body.isEmpty() ? "" : "c: " + contentType + "\r\n")
                + "l: " + body.length() + "\r\n\r\n" + body);
    }

    int rtpPortOfOffer() {
        var port = Pattern.compile("m=audio ([0-9]+) ").matcher(invite);
        if (!port.find()) {
            throw new AssertionError("no audio offered: " + invite);
        }
        return Integer.parseInt(port.group(1));
    }

    static String header(String message, String name) {
        var line = Pattern.compile("(?m)^" + name + ": ([^\r\n]*)").matcher(message);
        if (!line.find()) {
            throw new AssertionError("no " + name + " in " + message);
        }
        return line.group(1);
    }

    private static String between(String contact) {
        return contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
    }

    private void send(String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, phone));
    }

    @Override
    public void close() {
        socket.close();
    }
}
