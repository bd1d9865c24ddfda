package gatehouse.sip;

import static gatehouse.sip.RawCaller.header;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.sip.PhoneSettings.Line;
import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A PBX in a hundred lines: challenges every REGISTER with what the test wants, reads the answer by its own
/// understanding of RFC 7616, and keeps what it heard.
final class TinyRegistrar implements Closeable {
    /// How this PBX behaves. `algorithms` are offered in this order; each is the SIP name.
    record Ways(List<String> algorithms, boolean qop, int leastExpires, int granted, boolean silent) {
        static Ways of(String... algorithms) {
            return new Ways(List.of(algorithms), true, 0, 3600, false);
        }
    }

    static final String PASSWORD = "open sesame";

    private final Ways ways;
    private final DatagramSocket socket;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Thread thread;

    private volatile boolean silent;
    private volatile boolean answersOptions = true;
    private volatile String seenAt = "";

    TinyRegistrar(Ways ways) throws IOException {
        this(ways, InetAddress.getLoopbackAddress());
    }

    TinyRegistrar(Ways ways, InetAddress at) throws IOException {
        this.ways = ways;
        this.silent = ways.silent();
        this.socket = new DatagramSocket(new InetSocketAddress(at, 0));
        thread = Thread.ofVirtual().start(this::serve);
    }

    /// From now on it answers, or does not.
    void fallSilent(boolean now) {
        silent = now;
    }

    void ignoreOptions() {
        answersOptions = false;
    }

    /// What it says of where a request came from, as `address:port`.
    void seeCallersAt(String where) {
        seenAt = where;
    }

    Server server() {
        return new Server(socket.getLocalAddress().getHostAddress(), socket.getLocalPort());
    }

    Line line(String password) {
        return Line.of(
                "desk",
                server(),
                Transport.UDP,
                "gate.test",
                "600",
                new Login("600", Secret.of(password)),
                Duration.ofMinutes(10));
    }

    BlockingQueue<String> heard() {
        return heard;
    }

    String next() throws InterruptedException {
        String request = heard.poll(20, TimeUnit.SECONDS);
        assertNotNull(request, "The phone never asked");
        return request;
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[65536], 65536);
        while (!socket.isClosed()) {
            try {
                packet.setLength(65536);
                socket.receive(packet);
                String request = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                heard.add(request);
                var from = (InetSocketAddress) packet.getSocketAddress();
                if (!silent && request.startsWith("REGISTER ")) {
                    say(seen(answer(ways, request)), from);
                } else if (!silent && answersOptions && request.startsWith("OPTIONS ")) {
                    say(seen(reply(request, "404 Not Found", "")), from);
                }
            } catch (IOException e) {
                // The socket was closed: the test is over.
            }
        }
    }

    /// Also for a test that wants to call through this PBX.
    void say(String text, InetSocketAddress to) throws IOException {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(data, data.length, to));
    }

    int port() {
        return socket.getLocalPort();
    }

    private String seen(String answer) {
        String where = seenAt;
        return where.isEmpty()
                ? answer
                : answer.replaceFirst(
                        ";rport[^;\r]*",
                        ";received=" + where.substring(0, where.lastIndexOf(':')) + ";rport="
                                + where.substring(where.lastIndexOf(':') + 1));
    }

    /// What an exchange of these ways answers to a REGISTER.
    static String answer(Ways ways, String request) {
        if (ways.algorithms().isEmpty()) {
            return accepted(ways, request);
        }
        String authorization = header(request, "Authorization");
        if (authorization.isEmpty()) {
            var challenges = new StringBuilder();
            for (String algorithm : ways.algorithms()) {
                challenges
                        .append("WWW-Authenticate: Digest realm=\"gate\", nonce=\"n-")
                        .append(algorithm)
                        .append("\", algorithm=")
                        .append(algorithm)
                        .append(ways.qop() ? ", qop=\"auth\"" : "")
                        .append(", opaque=\"dark\"\r\n");
            }
            return reply(request, "401 Unauthorized", challenges.toString());
        }
        if (!isRight(ways, authorization)) {
            return reply(
                    request,
                    "401 Unauthorized",
                    "WWW-Authenticate: Digest realm=\"gate\", nonce=\"again\", algorithm=MD5\r\n");
        }
        return accepted(ways, request);
    }

    private static String accepted(Ways ways, String request) {
        int asked = Integer.parseInt(header(request, "Expires"));
        if (asked > 0 && asked < ways.leastExpires()) {
            return reply(request, "423 Interval Too Brief", "Min-Expires: " + ways.leastExpires() + "\r\n");
        }
        String contact = header(request, "Contact");
        return reply(
                request,
                "200 OK",
                "Contact: <sip:600@192.0.2.9:5060>;expires=17\r\nContact: " + contact + ";expires="
                        + Math.min(asked, ways.granted()) + "\r\n");
    }

    private static boolean isRight(Ways ways, String authorization) {
        String algorithm = value(authorization, "algorithm");
        String a1 = hash(algorithm, "600:gate:" + PASSWORD);
        String a2 = hash(algorithm, "REGISTER:" + value(authorization, "uri"));
        String nonce = value(authorization, "nonce");
        String middle =
                ways.qop() ? ":" + value(authorization, "nc") + ":" + value(authorization, "cnonce") + ":auth:" : ":";
        return nonce.equals("n-" + algorithm)
                && value(authorization, "opaque").equals("dark")
                && hash(algorithm, a1 + ":" + nonce + middle + a2).equals(value(authorization, "response"));
    }

    private static String value(String authorization, String name) {
        Matcher matcher = Pattern.compile("[ ,]" + name + "=\"?([^\",]*)\"?").matcher(authorization);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String hash(String algorithm, String text) {
        String java = algorithm.equals("SHA-512-256") ? "SHA-512/256" : algorithm;
        try {
            byte[] sum = MessageDigest.getInstance(java).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String reply(String request, String status, String more) {
        var text = new StringBuilder("SIP/2.0 " + status + "\r\n");
        for (String name : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
            text.append(name).append(": ").append(header(request, name));
            text.append(name.equals("To") ? ";tag=pbx\r\n" : "\r\n");
        }
        return text.append(more).append("Content-Length: 0\r\n\r\n").toString();
    }

    @Override
    public void close() {
        socket.close();
        thread.interrupt();
    }
}
