package gatehouse.sim.camera.rtsp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Reads what a viewer sends: requests, and interleaved RTCP between them. Everything is capped: a request is at most 8
/// KB
/// of head with 64 headers and 8 KB of body, and must be complete 10 s after its first byte.
/// Confined to the connection's thread.
final class RtspReader {
    private static final int LARGEST_HEAD = 8 * 1024;
    private static final int LARGEST_BODY = 8 * 1024;
    private static final int MOST_HEADERS = 64;
    private static final int TO_COMPLETE_MILLIS = 10_000;
    private static final Pattern REQUEST_LINE = Pattern.compile("([A-Z_]{1,32}) (\\S{1,1024}) RTSP/(\\d\\.\\d)");

    private final Socket socket;
    private final BufferedInputStream in;
    private long completeBy;
    private int headBytes;

    RtspReader(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 4096);
    }

    /// What came.
    sealed interface Message {
        record Request(RtspRequest request) implements Message {}

        /// An interleaved frame of the viewer: only RTCP makes sense.
        record Frame(ByteBuffer bytes) implements Message {}

        /// Not RTSP; to be answered with this status and the end of the connection.
        record Malformed(int status, int cseq) implements Message {}
    }

    /// Waits for the first byte of something at most so long.
    ///
    /// @throws SocketTimeoutException when nothing came; nothing is lost, it may be called again
    /// @throws EOFException when the viewer closed
    Message next(int waitMillis) throws IOException {
        socket.setSoTimeout(Math.max(1, waitMillis));
        in.mark(1);
        int first = read();
        completeBy = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TO_COMPLETE_MILLIS);
        headBytes = 0;
        socket.setSoTimeout(TO_COMPLETE_MILLIS);
        try {
            if (first == '$') {
                return frame();
            }
            in.reset();
            return request();
        } catch (SocketTimeoutException ignored) {
            return new Message.Malformed(408, 0);
        }
    }

    private Message frame() throws IOException {
        read(); // the channel: it makes no difference
        int length = read() << 8 | read();
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return new Message.Frame(ByteBuffer.wrap(bytes));
    }

    private Message request() throws IOException {
        var line = line();
        if (line.isEmpty()) {
            line = line(); // §4.1 of RFC 2068: an empty line before a request is forgiven
        }
        var parts = REQUEST_LINE.matcher(line);
        if (!parts.matches()) {
            return new Message.Malformed(400, 0);
        }
        var headers = new HashMap<String, String>();
        for (line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || headers.size() >= MOST_HEADERS || headBytes > LARGEST_HEAD) {
                return new Message.Malformed(400, 0);
            }
            headers.put(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int cseq = number(headers, "cseq", -1);
        int body = number(headers, "content-length", 0);
        if (headBytes > LARGEST_HEAD || cseq < 0 || body < 0) {
            return new Message.Malformed(400, Math.max(0, cseq));
        }
        if (!parts.group(3).equals("1.0")) {
            return new Message.Malformed(505, cseq);
        }
        if (body > LARGEST_BODY) {
            return new Message.Malformed(413, cseq);
        }
        in.skipNBytes(body);
        return new Message.Request(new RtspRequest(parts.group(1), parts.group(2), cseq, Map.copyOf(headers)));
    }

    /// A line without its end; cut short, and noticed by the caller, when the head grows too large.
    private String line() throws IOException {
        var line = new ByteArrayOutputStream(80);
        while (headBytes++ <= LARGEST_HEAD) {
            if (System.nanoTime() - completeBy > 0) {
                throw new SocketTimeoutException("a request took too long");
            }
            int b = read();
            if (b == '\n') {
                break;
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private int read() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException();
        }
        return b;
    }

    private static int number(Map<String, String> headers, String name, int missing) {
        var text = headers.get(name);
        if (text == null) {
            return missing;
        }
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }
}
