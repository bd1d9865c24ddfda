package gatehouse.onvif;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A server on loopback that reads HTTP requests, counts everything, and answers with whatever bytes the test wants,
/// or with none.
public final class RawServer implements AutoCloseable {
    /// A request as it stood on the wire; header names in lower case.
    public record Seen(String method, String target, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /// What to do about a request. Returning keeps the connection for the next one.
    public interface Script {
        void answer(Seen seen, Socket socket) throws IOException;
    }

    private final ServerSocket server;
    private final Script script;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Seen> requests = new CopyOnWriteArrayList<>();

    private RawServer(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
    }

    public static RawServer open(Script script) throws IOException {
        var server = new RawServer(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), script);
        Thread.ofVirtual().start(server::accept);
        return server;
    }

    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    public int connections() {
        return connections.get();
    }

    public List<Seen> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                var seen = read(in);
                requests.add(seen);
                script.answer(seen, socket);
            }
        } catch (IOException e) {
            sockets.remove(socket);
        }
    }

    private static Seen read(InputStream in) throws IOException {
        var start = line(in).split(" ", 3);
        var headers = new LinkedHashMap<String, String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Seen(start[0], start[1], headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the client is gone");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    public static void reply(Socket to, int status, String type, byte[] body, String... headers) throws IOException {
        var head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\nContent-Type: " + type
                + "\r\nContent-Length: " + body.length + "\r\n");
        for (var h : headers) {
            head.append(h).append("\r\n");
        }
        send(to.getOutputStream(), head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1), body);
    }

    public static void reply(Socket to, int status, String type, String body, String... headers) throws IOException {
        reply(to, status, type, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private static void send(OutputStream out, byte[] head, byte[] body) throws IOException {
        out.write(head);
        out.write(body);
        out.flush();
    }

    /// Waits for the client to give up, saying nothing.
    public static void sayNothing(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // Whatever else it sends is of no interest.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
