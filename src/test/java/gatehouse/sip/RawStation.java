package gatehouse.sip;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A station that is called: it says hand-written strings over UDP and reads what comes.
final class RawStation implements Closeable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final DatagramSocket socket;
    private final String tag = "station" + System.identityHashCode(this);
    private InetSocketAddress phone;
    private int sequence = 100;

    RawStation() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    Callee.Direct callee() {
        return new Callee.Direct("127.0.0.1", socket.getLocalPort(), Transport.UDP, "porter");
    }

    String here() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /// The next message that begins like this.
    String until(String start) throws IOException {
        return within(start, PATIENCE_MILLIS);
    }

    /// Says an answer as another branch of a fork, again and again as RFC 3261 §13.3.1.4 wants, until it is
    /// acknowledged. Returns the ACK.
    String answerUntilAcknowledged(String branch, String invite, String sdp) throws IOException {
        for (int i = 0; i < 20; i++) {
            answerAs(branch, invite, "200 OK", "", sdp);
            try {
                return within("ACK ", 1000);
            } catch (SocketTimeoutException e) {
                // Once more.
            }
        }
        throw new SocketTimeoutException("The second answer was never acknowledged");
    }

    String within(String start, int millis) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        String last = "nothing";
        while (true) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException("Nothing began with " + start + "; the last was " + last);
            }
            socket.setSoTimeout((int) left);
            var packet = new DatagramPacket(new byte[65536], 65536);
            socket.receive(packet);
            phone = (InetSocketAddress) packet.getSocketAddress();
            last = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            if (last.startsWith(start)) {
                return last;
            }
        }
    }

    /// Answers a request: `status` as it stands in the first line, `more` whole header lines.
    void answer(String request, String status, String more, String sdp) throws IOException {
        answerAs(tag, request, status, more, sdp);
    }

    void answerAs(String toTag, String request, String status, String more, String sdp) throws IOException {
        answer(toTag, "sip:porter@" + here(), request, status, more, sdp);
    }

    /// Says that somebody may be found at this address.
    void redirect(String request, String address) throws IOException {
        answer(tag, address, request, "302 Moved Temporarily", "", "");
    }

    private void answer(String toTag, String contact, String request, String status, String more, String sdp)
            throws IOException {
        say(written(toTag, contact, request, status, more, sdp));
    }

    /// The answer as it would be said.
    String written(String request, String status, String more, String sdp) {
        return written(tag, "sip:porter@" + here(), request, status, more, sdp);
    }

    private static String written(
            String toTag, String contact, String request, String status, String more, String sdp) {
        String body = sdp.replace("\n", "\r\n");
        var text = new StringBuilder("SIP/2.0 " + status + "\r\n");
        request.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.matches("(?i)(Via|From|Call-ID|CSeq|Record-Route):.*"))
                .forEach(line -> text.append(line).append("\r\n"));
        String to = RawCaller.header(request, "To");
        text.append("To: ").append(to).append(to.contains(";tag=") ? "" : ";tag=" + toTag);
        text.append("\r\nContact: <").append(contact).append(">\r\n").append(more);
        if (!body.isEmpty()) {
            text.append("Content-Type: application/sdp\r\n");
        }
        return text + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /// Asks something within the call that this INVITE began.
    void ask(String invite, String method, String more, String contentType, String content) throws IOException {
        String body = content.replace("\n", "\r\n");
        String contact = RawCaller.header(invite, "Contact");
        sequence++;
        var text = new StringBuilder(
                method + " " + contact.substring(contact.indexOf('<') + 1, contact.indexOf('>')) + " SIP/2.0\r\n");
        for (String line : List.of(
                "Via: SIP/2.0/UDP " + here() + ";branch=z9hG4bK" + tag + sequence,
                "Max-Forwards: 70",
                "From: " + RawCaller.header(invite, "To").replaceAll(";tag=.*", "") + ";tag=" + tag,
                "To: " + RawCaller.header(invite, "From"),
                "Call-ID: " + RawCaller.header(invite, "Call-ID"),
                "CSeq: " + sequence + " " + method,
                "Contact: <sip:porter@" + here() + ">")) {
            text.append(line).append("\r\n");
        }
        text.append(more);
        if (!body.isEmpty()) {
            text.append("Content-Type: ").append(contentType).append("\r\n");
        }
        say(text + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    void ack(String invite) throws IOException {
        sequence--;
        ask(invite, "ACK", "", "", "");
    }

    private void say(String text) throws IOException {
        say(text.getBytes(StandardCharsets.UTF_8));
    }

    void say(byte[] data) throws IOException {
        socket.send(new DatagramPacket(data, data.length, phone));
    }

    @Override
    public void close() {
        socket.close();
    }
}
