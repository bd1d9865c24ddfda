package gatehouse.video;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The bytes of one RTSP connection: messages and interleaved frames, RFC 2326 §10.12, out of one capped buffer.
/// Reading is confined to one thread; writing and closing are safe for any.
final class RtspWire implements AutoCloseable {
    static final int MOST_HEAD = 16 << 10;
    static final int MOST_BODY = 64 << 10;

    private static final RtspItem SILENCE = new RtspItem.Silence();

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[MOST_HEAD + MOST_BODY + (64 << 10)];
    private int start;
    private int end;
    private int scanned;

    private RtspWire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    static RtspWire connect(Socket socket, String host, int port, Duration timeout) throws VideoFault {
        String address = host + ":" + port;
        try {
            socket.setTcpNoDelay(true);
            var where = new InetSocketAddress(host, port);
            if (where.isUnresolved()) {
                throw new VideoFault.NoAnswer("no address is known for " + host, null);
            }
            socket.connect(where, (int) timeout.toMillis());
            return new RtspWire(socket);
        } catch (IOException e) {
            throw new VideoFault.NoAnswer(address + ": " + e.getMessage(), e);
        }
    }

    void write(String message) throws IOException {
        synchronized (out) {
            out.write(message.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    /// The next thing that comes, or `Silence` when the deadline passes first; nothing read so far is lost by that.
    /// A frame's data are valid until the next call.
    RtspItem next(long deadlineNanos) throws IOException, VideoFault {
        while (true) {
            skipLineEnds();
            if (start < end) {
                var item = buffer[start] == '$' ? frame() : message();
                if (!(item instanceof RtspItem.Silence)) {
                    return item;
                }
            }
            if (!fill(deadlineNanos)) {
                return SILENCE;
            }
        }
    }

    private void skipLineEnds() {
        while (start < end && scanned == 0 && (buffer[start] == '\r' || buffer[start] == '\n')) {
            start++;
        }
    }

    private RtspItem frame() {
        if (end - start < 4) {
            return SILENCE;
        }
        int length = ((buffer[start + 2] & 0xff) << 8) | (buffer[start + 3] & 0xff);
        if (end - start < 4 + length) {
            return SILENCE;
        }
        var data = ByteBuffer.wrap(buffer, start + 4, length).slice();
        int channel = buffer[start + 1] & 0xff;
        start += 4 + length;
        return new RtspItem.Frame(channel, data);
    }

    private RtspItem message() throws VideoFault {
        if (buffer[start] < 'A' || buffer[start] > 'Z') {
            throw new VideoFault.Garbage("a byte of value " + (buffer[start] & 0xff) + " where a message begins");
        }
        int headEnd = headEnd();
        if (headEnd < 0) {
            return SILENCE;
        }
        String head = new String(buffer, start, headEnd - start, StandardCharsets.UTF_8);
        var message = RtspMessage.read(head, new byte[0]);
        var announced = message.header("Content-Length");
        int length = announced.isEmpty() ? 0 : RtspMessage.number(announced.get(), "a Content-Length");
        if (length > MOST_BODY) {
            throw new VideoFault.Garbage("a body of " + length + " bytes");
        }
        if (end - headEnd < length) {
            return SILENCE;
        }
        var body = new byte[length];
        System.arraycopy(buffer, headEnd, body, 0, length);
        start = headEnd + length;
        scanned = 0;
        return new RtspItem.Message(new RtspMessage(message.startLine(), message.headers(), body));
    }

    /// Where the body begins, or -1 when the empty line has not come yet.
    private int headEnd() throws VideoFault {
        for (int i = start + Math.max(0, scanned - 3); i < end; i++) {
            if (i - start > MOST_HEAD) {
                throw new VideoFault.Garbage("headers without end");
            }
            if (buffer[i] == '\n'
                    && i > start
                    && (buffer[i - 1] == '\n' || (buffer[i - 1] == '\r' && i - 2 > start && buffer[i - 2] == '\n'))) {
                return i + 1;
            }
        }
        scanned = end - start;
        return -1;
    }

    private boolean fill(long deadlineNanos) throws IOException, VideoFault {
        if (start == end) {
            start = 0;
            end = 0;
        } else if (start > 0 && end == buffer.length) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        long left = (deadlineNanos - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            return false;
        }
        socket.setSoTimeout((int) Math.min(left, 60_000));
        try {
            int count = in.read(buffer, end, buffer.length - end);
            if (count < 0) {
                throw new VideoFault.Lost("the camera ended the connection", null);
            }
            end += count;
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
