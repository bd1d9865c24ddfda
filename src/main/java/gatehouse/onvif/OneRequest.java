package gatehouse.onvif;

import gatehouse.trust.NotTrusted;
import gatehouse.trust.Pin;
import gatehouse.trust.PinnedTls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;

/// One HTTP/1.1 request over a connection of its own, never sent again by itself. The JDK's client may repeat a GET
/// whose kept connection died unanswered, which for a door means two openings; here a request is one write on a new
/// socket, and every end of it is told apart: [OnvifFault.Unreachable] when nothing of it left, anything else when it
/// did. Redirects are answers like any other. Over TLS the device proves itself as its [PinnedTls] says: by the pinned
/// key, or by a certificate that this computer trusts for its host.
public final class OneRequest implements Carrier {
    /// How long to wait for the body once the status is known: the status is what matters.
    private static final Duration FOR_THE_BODY = Duration.ofSeconds(1);

    private final LongConsumer onFirstByte;
    private final PinnedTls tls;

    /// `onFirstByte` hears `System.nanoTime()` from just before the request is written.
    public OneRequest(LongConsumer onFirstByte) {
        this(onFirstByte, Computer.TLS);
    }

    public OneRequest(LongConsumer onFirstByte, PinnedTls tls) {
        this.onFirstByte = onFirstByte;
        this.tls = tls;
    }

    /// The trust of this computer, for devices without a pin; made when the first of them is met.
    private static final class Computer {
        static final PinnedTls TLS = PinnedTls.of(Optional.empty());
    }

    @Override
    public HttpAnswer carry(HttpAsk ask) throws OnvifException {
        var bytes = bytes(ask);
        try (var socket = connected(ask)) {
            return exchanged(ask, bytes, socket);
        } catch (IOException e) {
            // Only closing can throw here, after the answer is in hand or a fault is on its way.
            throw new OnvifException(new OnvifFault.Cut(ask.operation(), ask.to(), Web.said(e)), e);
        }
    }

    private HttpAnswer exchanged(HttpAsk ask, byte[] bytes, Socket socket) throws OnvifException {
        var patience = ask.deadline().left();
        try {
            var out = socket.getOutputStream();
            onFirstByte.accept(System.nanoTime());
            out.write(bytes);
            out.flush();
            return new AnswerReader(socket, ask.deadline(), ask.most()).read(FOR_THE_BODY);
        } catch (SocketTimeoutException e) {
            throw new OnvifException(new OnvifFault.Timeout(ask.operation(), ask.to(), patience), e);
        } catch (AnswerReader.NoHttp e) {
            throw new OnvifException(new OnvifFault.Malformed(ask.operation(), ask.to(), e.getMessage()), e);
        } catch (IOException e) {
            throw new OnvifException(new OnvifFault.Cut(ask.operation(), ask.to(), Web.said(e)), e);
        }
    }

    private Socket connected(HttpAsk ask) throws OnvifException {
        var to = ask.to();
        boolean secure = "https".equalsIgnoreCase(to.getScheme());
        if (to.getHost() == null || (!secure && !"http".equalsIgnoreCase(to.getScheme()))) {
            throw new OnvifException(new OnvifFault.Unreachable(ask.operation(), to, "not an http address"));
        }
        int port = to.getPort() >= 0 ? to.getPort() : secure ? 443 : 80;
        var host = to.getHost().replaceAll("^\\[|]$", "");
        var plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.connect(
                    new InetSocketAddress(host, port),
                    ask.deadline().atMost(Duration.ofSeconds(3)).socketMillis());
            plain.setSoTimeout(ask.deadline().socketMillis());
            return secure ? encrypted(plain, host) : plain;
        } catch (IOException | IllegalArgumentException e) {
            closeQuietly(plain, e);
            var refused = NotTrusted.in(e);
            if (refused.isPresent()) {
                throw new OnvifException(untrusted(ask, refused.get()), e);
            }
            throw new OnvifException(new OnvifFault.Unreachable(ask.operation(), to, Web.said(e)), e);
        }
    }

    private Socket encrypted(Socket plain, String host) throws IOException {
        var socket = tls.over(plain, host);
        socket.startHandshake();
        return socket;
    }

    static OnvifFault untrusted(HttpAsk ask, NotTrusted refused) {
        return new OnvifFault.Untrusted(
                ask.operation(),
                ask.to(),
                refused.seen().sha256(),
                refused.wanted().map(Pin::sha256).orElse(""));
    }

    private static void closeQuietly(Socket socket, Exception why) {
        try {
            socket.close();
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private static byte[] bytes(HttpAsk ask) throws OnvifException {
        var head = new StringBuilder();
        head.append(ask.method()).append(' ').append(HttpAsk.target(ask.to())).append(" HTTP/1.1\r\n");
        line(ask, head, "Host", authority(ask.to()));
        line(ask, head, "User-Agent", "Gatehouse");
        line(ask, head, "Connection", "close");
        for (var header : ask.headers().entrySet()) {
            line(ask, head, header.getKey(), header.getValue());
        }
        var body = ask.body().getBytes(StandardCharsets.UTF_8);
        if (body.length > 0 || !ask.method().equals("GET")) {
            line(ask, head, "Content-Length", Integer.toString(body.length));
        }
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        whole.writeBytes(body);
        return whole.toByteArray();
    }

    private static void line(HttpAsk ask, StringBuilder head, String name, String value) throws OnvifException {
        if (value.chars().anyMatch(c -> c < 0x20 || c == 0x7F)) {
            throw new OnvifException(new OnvifFault.Unreachable(
                    ask.operation(), ask.to(), "the header " + name + " would hold a control character"));
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static String authority(URI to) {
        return to.getPort() < 0 ? to.getHost() : to.getHost() + ":" + to.getPort();
    }
}
