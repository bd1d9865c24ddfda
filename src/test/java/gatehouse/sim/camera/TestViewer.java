package gatehouse.sim.camera;

import gatehouse.door.Login;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A small RTSP viewer for tests: one thread, TCP interleaved, every read ends after 20 s at the latest.
final class TestViewer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final BufferedInputStream in;
    private final Login login;
    private final Deque<Frame> early = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder();
    private String session = "";
    private String challenge = "";
    private int cseq;

    TestViewer(int port, Login login) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        this.socket.setSoTimeout(PATIENCE_MILLIS);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.login = login;
    }

    record Reply(int status, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    record Frame(int channel, ByteBuffer bytes) {
        boolean marker() {
            return (bytes.get(1) & 0x80) != 0;
        }

        int sequence() {
            return bytes.getShort(2) & 0xffff;
        }

        /// The type of the NAL unit in the payload: 24 is a STAP-A, 28 an FU-A.
        int nalType() {
            return bytes.get(12) & 0x1f;
        }
    }

    /// Sends a request, once more with the digest when it is asked for, and reads the reply.
    Reply ask(String method, URI uri, String... headers) throws IOException {
        var reply = askOnce(method, uri, headers);
        if (reply.status() == 401 && !login.isEmpty()) {
            challenge = reply.headers().get("www-authenticate").getLast();
            reply = askOnce(method, uri, headers);
        }
        return reply;
    }

    Reply askOnce(String method, URI uri, String... headers) throws IOException {
        var text = new StringBuilder(method + " " + uri + " RTSP/1.0\r\nCSeq: " + ++cseq + "\r\n");
        if (!challenge.isEmpty()) {
            text.append("Authorization: ").append(authorization(method, uri)).append("\r\n");
        }
        if (!session.isEmpty()) {
            text.append("Session: ").append(session).append("\r\n");
        }
        for (var header : headers) {
            text.append(header).append("\r\n");
        }
        send(text.append("\r\n").toString());
        return reply();
    }

    /// DESCRIBE, SETUP over TCP and PLAY; each must succeed.
    TestViewer play(URI uri) throws IOException {
        expect(200, ask("DESCRIBE", uri));
        var setup = ask("SETUP", URI.create(uri + "/trackID=0"), "Transport: RTP/AVP/TCP;unicast;interleaved=0-1");
        expect(200, setup);
        session = setup.header("session").split(";", 2)[0];
        expect(200, ask("PLAY", uri, "Range: npt=0.000-"));
        return this;
    }

    void session(String id) {
        session = id;
    }

    void patience(Duration readTimeout) throws IOException {
        socket.setSoTimeout((int) readTimeout.toMillis());
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    Reply reply() throws IOException {
        while (true) {
            int first = read();
            if (first == '$') {
                early.add(frameAfterDollar());
            } else {
                line.setLength(0);
                line.append((char) first);
                return replyFrom(line());
            }
        }
    }

    /// The next packet on the RTP channel.
    Frame rtp() throws IOException {
        while (true) {
            var frame = early.isEmpty() ? frame() : early.poll();
            if (frame.channel() == 0) {
                return frame;
            }
        }
    }

    /// All packets up to the one with the marker bit.
    List<Frame> picture() throws IOException {
        var packets = new ArrayList<Frame>();
        do {
            packets.add(rtp());
        } while (!packets.getLast().marker());
        return packets;
    }

    /// Reads on until the camera closes.
    void awaitEnd() throws IOException {
        try {
            while (in.read() >= 0) {
                // whatever is still coming
            }
        } catch (SocketException ignored) {
            return; // reset is an end as well
        }
    }

    Frame frame() throws IOException {
        if (read() != '$') {
            throw new IOException("not an interleaved frame");
        }
        return frameAfterDollar();
    }

    private Frame frameAfterDollar() throws IOException {
        int channel = read();
        var bytes = in.readNBytes(read() << 8 | read());
        return new Frame(channel, ByteBuffer.wrap(bytes));
    }

    private Reply replyFrom(String status) throws IOException {
        var headers = new TreeMap<String, List<String>>();
        for (var text = line(); !text.isEmpty(); text = line()) {
            var parts = text.split(":", 2);
            headers.computeIfAbsent(parts[0].toLowerCase(Locale.ROOT), ignored -> new ArrayList<>())
                    .add(parts[1].strip());
        }
        int length = Integer.parseInt(
                headers.getOrDefault("content-length", List.of("0")).getFirst());
        return new Reply(
                Integer.parseInt(status.split(" ", 3)[1]),
                headers,
                new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        for (int b = read(); b != '\n'; b = read()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        var text = line.toString();
        line.setLength(0);
        return text;
    }

    private int read() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException("the camera closed");
        }
        return b;
    }

    private String authorization(String method, URI uri) {
        var realm = field("realm");
        var nonce = field("nonce");
        var algorithm = challenge.contains("SHA-256") ? "SHA-256" : "MD5";
        var secret = hash(
                algorithm, login.user() + ":" + realm + ":" + login.password().reveal());
        var response = hash(algorithm, secret + ":" + nonce + ":" + hash(algorithm, method + ":" + uri));
        return "Digest username=\"" + login.user() + "\", realm=\"" + realm + "\", nonce=\"" + nonce + "\", uri=\""
                + uri + "\", response=\"" + response + "\", algorithm=" + algorithm;
    }

    private String field(String name) {
        var found = Pattern.compile(name + "=\"([^\"]*)\"").matcher(challenge);
        return found.find() ? found.group(1) : "";
    }

    private static String hash(String algorithm, String text) {
        try {
            var digest = MessageDigest.getInstance(algorithm);
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void expect(int status, Reply reply) throws IOException {
        if (reply.status() != status) {
            throw new IOException("expected " + status + ", got " + reply);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
