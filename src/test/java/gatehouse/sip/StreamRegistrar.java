package gatehouse.sip;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/// `TinyRegistrar`'s ways over TCP or TLS, with connections that a test may cut.
final class StreamRegistrar implements Closeable {
    private final ServerSocket listening;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<Socket> connected = new LinkedBlockingQueue<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile boolean pongs = true;

    private StreamRegistrar(ServerSocket listening) {
        this.listening = listening;
        Thread.ofVirtual().start(this::serve);
    }

    static StreamRegistrar tcp() throws IOException {
        return new StreamRegistrar(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
    }

    static StreamRegistrar tls(SSLContext context, String... versions) throws IOException {
        var socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        if (versions.length > 0) {
            socket.setEnabledProtocols(versions);
        }
        return new StreamRegistrar(socket);
    }

    int port() {
        return listening.getLocalPort();
    }

    void stopPonging() {
        pongs = false;
    }

    /// The next message or `ping`.
    String next() throws InterruptedException {
        String request = heard.poll(20, TimeUnit.SECONDS);
        assertNotNull(request, "The phone never spoke");
        return request;
    }

    String next(String start) throws InterruptedException {
        String request = next();
        while (!request.startsWith(start)) {
            request = next();
        }
        return request;
    }

    /// The connection that was opened next.
    Socket connection() throws InterruptedException {
        Socket socket = connected.poll(20, TimeUnit.SECONDS);
        assertNotNull(socket, "The phone never connected");
        return socket;
    }

    static void say(Socket connection, String text) throws IOException {
        synchronized (connection) {
            connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            connection.getOutputStream().flush();
        }
    }

    private void serve() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> converse(socket));
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            var text = new StringBuilder();
            boolean first = true;
            while (true) {
                int b = in.read();
                if (b < 0) {
                    return;
                }
                if (first) {
                    // Only now is a handshake over.
                    connected.add(socket);
                    first = false;
                }
                text.append((char) b);
                if (text.toString().equals("\r\n\r\n")) {
                    heard.add("ping");
                    if (pongs) {
                        say(socket, "\r\n");
                    }
                    text.setLength(0);
                } else if (text.length() > 4 && text.toString().endsWith("\r\n\r\n")) {
                    String message = text.toString();
                    String length = RawCaller.header(message, "Content-Length");
                    message += new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
                    text.setLength(0);
                    answer(socket, message);
                    heard.add(message);
                }
            }
        } catch (IOException e) {
            // The phone or the test has closed it.
        }
    }

    private static void answer(Socket socket, String message) throws IOException {
        if (message.startsWith("REGISTER ")) {
            say(socket, TinyRegistrar.answer(TinyRegistrar.Ways.of("SHA-256"), message));
        } else if (!message.startsWith("SIP/2.0")) {
            say(socket, TinyRegistrar.reply(message, "200 OK", ""));
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
