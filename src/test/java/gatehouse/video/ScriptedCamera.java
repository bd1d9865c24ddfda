package gatehouse.video;

import gatehouse.rtp.RtpPacket;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/// An RTSP camera on loopback that does as its script says. Knows nothing of the client's code but RTP's layout.
final class ScriptedCamera implements AutoCloseable {
    /// One request as it came.
    record Request(String method, String url, String text) {
        String header(String name) {
            for (String line : text.split("\r\n", -1)) {
                if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                    return line.substring(name.length() + 1).strip();
                }
            }
            return "";
        }
    }

    /// What the camera says to a request; null means: the usual thing, and empty: nothing.
    interface Script {
        byte[] reply(Request request, int connection);
    }

    /// Which packets go out instead of the one, and when the film stops or the line is cut.
    interface Sending {
        /// Frames to write, or null to cut the connection.
        List<byte[]> send(RtpPacket packet, long index, int connection);
    }

    final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    final BlockingQueue<byte[]> reports = new LinkedBlockingQueue<>(); // RTCP of the viewers, by TCP and by UDP
    final BlockingQueue<byte[]> punches = new LinkedBlockingQueue<>(); // what came to the RTP port by UDP
    final AtomicInteger connections = new AtomicInteger();
    volatile Film film = Film.small();
    volatile Script script = (request, connection) -> null;
    volatile Sending sending = (packet, index, connection) -> List.of(framed(0, packet));
    volatile String sessionTimeout = "";
    volatile String publicMethods = "OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER";
    volatile String contentBase = "";
    volatile String describeHeaders = "";
    volatile String sessionLines = "a=control:*\r\n";
    volatile String videoLines = "";
    volatile boolean acceptsTcp = true;
    volatile boolean acceptsUdp = true;
    volatile String control = "track1";
    volatile String rtpmap = "H264/90000";
    volatile boolean setsInSdp = true;
    volatile long framesPerSecond = 50;

    private final ServerSocket server;
    private final String scheme;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<Integer, ScriptedPorts> ports = new ConcurrentHashMap<>();

    private ScriptedCamera(ServerSocket server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        Thread.ofVirtual().name("scripted-camera").start(this::accept);
    }

    static ScriptedCamera start() {
        try {
            return new ScriptedCamera(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), "rtsp");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ScriptedCamera encrypted(SSLContext keys) {
        try {
            var sockets = keys.getServerSocketFactory();
            return new ScriptedCamera(sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress()), "rtsps");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + "/live");
    }

    /// The viewer's first UDP port on that connection.
    int viewerPort(int connection) {
        return ports.get(connection).viewerPort();
    }

    void cutAll() {
        open.forEach(ScriptedCamera::closeQuietly);
    }

    static byte[] reply(String status, Request request, String headers) {
        return ("RTSP/1.0 " + status + "\r\nCSeq: " + request.header("CSeq") + "\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] framed(int channel, RtpPacket packet) {
        byte[] rtp = packet.write().array();
        var frame = new byte[rtp.length + 4];
        frame[0] = '$';
        frame[1] = (byte) channel;
        frame[2] = (byte) (rtp.length >> 8);
        frame[3] = (byte) rtp.length;
        System.arraycopy(rtp, 0, frame, 4, rtp.length);
        return frame;
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                open.add(socket);
                int number = connections.incrementAndGet();
                Thread.ofVirtual().name("scripted-" + number).start(() -> serve(socket, number));
            }
        } catch (IOException e) {
            cutAll();
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            var out = socket.getOutputStream();
            while (true) {
                var request = read(in);
                if (request == null) {
                    return;
                }
                requests.add(request);
                byte[] told = script.reply(request, number);
                byte[] reply = told == null ? usual(request, number) : told;
                synchronized (out) {
                    out.write(reply);
                    out.flush();
                }
                if (request.method().equals("PLAY") && told == null) {
                    Thread.ofVirtual().name("scripted-film-" + number).start(() -> play(socket, out, number));
                }
                if (request.method().equals("TEARDOWN")) {
                    return;
                }
            }
        } catch (IOException e) {
            // the client went, or a test cut the line
        } finally {
            open.remove(socket);
            Optional.ofNullable(ports.remove(number)).ifPresent(ScriptedPorts::close);
        }
    }

    byte[] usual(Request request, int connection) throws IOException {
        return request.method().equals("SETUP") ? setUp(request, connection) : usual(request);
    }

    private byte[] setUp(Request request, int connection) throws IOException {
        String wish = request.header("Transport");
        boolean tcp = wish.contains("interleaved=");
        if (tcp ? !acceptsTcp : !acceptsUdp) {
            return reply("461 Unsupported Transport", request, "");
        }
        if (tcp) {
            return usual(request);
        }
        var opened = new ScriptedPorts(wish, punches, reports);
        ports.put(connection, opened);
        return reply(
                "200 OK", request, "Session: 4711" + sessionTimeout + "\r\nTransport: " + opened.served() + "\r\n");
    }

    byte[] usual(Request request) {
        return switch (request.method()) {
            case "OPTIONS" -> reply("200 OK", request, "Public: " + publicMethods + "\r\n");
            case "DESCRIBE" -> {
                String base = (contentBase.isEmpty() ? "" : "Content-Base: " + contentBase + "\r\n") + describeHeaders;
                String sdp = sdp();
                yield (new String(
                                        reply(
                                                "200 OK",
                                                request,
                                                base + "Content-Type: application/sdp\r\nContent-Length: "
                                                        + sdp.length() + "\r\n"),
                                        StandardCharsets.UTF_8)
                                + sdp)
                        .getBytes(StandardCharsets.UTF_8);
            }
            case "SETUP" ->
                reply(
                        "200 OK",
                        request,
                        "Session: 4711" + sessionTimeout
                                + "\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1;ssrc=1234\r\n");
            default -> reply("200 OK", request, "Session: 4711\r\n");
        };
    }

    private String sdp() {
        var base64 = Base64.getEncoder();
        String sets = setsInSdp
                ? ";sprop-parameter-sets=" + base64.encodeToString(film.parameterSet(7)) + ","
                        + base64.encodeToString(film.parameterSet(8))
                : "";
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=Scripted\r\nt=0 0\r\n" + sessionLines
                + "m=audio 0 RTP/AVP 0\r\na=control:track0\r\n"
                + "m=video 0 RTP/AVP 96\r\na=rtpmap:96 " + rtpmap + "\r\na=fmtp:96 packetization-mode=1" + sets
                + "\r\n" + videoLines + (control.isEmpty() ? "" : "a=control:" + control + "\r\n");
    }

    private void play(Socket socket, OutputStream out, int number) {
        var packets = new Packets();
        long index = 0;
        try {
            long next = System.nanoTime();
            for (int picture = 0; !socket.isClosed(); picture++) {
                var units = film.pictures().get(picture % film.pictures().size());
                for (var packet : packets.picture(units)) {
                    var frames = sending.send(packet, index++, number);
                    if (frames == null) {
                        closeQuietly(socket);
                        return;
                    }
                    for (byte[] frame : frames) {
                        send(frame, out, number);
                    }
                }
                next += 1_000_000_000L / framesPerSecond;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        } catch (IOException e) {
            // the client went
        }
    }

    /// Into the connection, or by UDP where that was set up.
    private void send(byte[] frame, OutputStream out, int number) throws IOException {
        var udp = ports.get(number);
        if (udp != null) {
            udp.send(frame);
            return;
        }
        synchronized (out) {
            out.write(frame);
        }
    }

    private Request read(InputStream in) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return null;
            }
            if (b == '$' && text.isEmpty()) {
                int channel = in.read();
                int length = in.read() << 8 | in.read();
                byte[] frame = in.readNBytes(length);
                if (channel == 1) {
                    reports.add(frame);
                }
                continue;
            }
            text.append((char) b);
        }
        String[] words = text.toString().split(" ", 3);
        return new Request(words[0], words[1], text.toString());
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Frames of a whole list of packets.
    static List<byte[]> frames(List<RtpPacket> packets) {
        var frames = new ArrayList<byte[]>();
        packets.forEach(packet -> frames.add(framed(0, packet)));
        return frames;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cutAll();
    }
}
