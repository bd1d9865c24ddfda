package gatehouse.video;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Messages and interleaved frames, RFC 2326 §10.12, out of one capped buffer that is small until something large
/// comes. Confined to one thread.
final class RtspReader {
    static final int MOST_HEAD = 16 << 10;
    static final int MOST_BODY = 64 << 10;

    private static final int MOST = MOST_HEAD + MOST_BODY + (64 << 10);
    private static final int FIRST = 32 << 10;
    private static final RtspItem SILENCE = new RtspItem.Silence();

    private final InputStream in;
    private final LongConsumer until;
    private byte[] buffer = new byte[FIRST];
    private int start;
    private int end;
    private int scanned;
    private int headLength;
    private Optional<RtspMessage> head = Optional.empty(); // read already, its body is still on the way

    /// `until` is told the deadline of the reads that follow; after it they fail with `SocketTimeoutException`.
    RtspReader(InputStream in, LongConsumer until) {
        this.in = in;
        this.until = until;
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
        if (head.isEmpty()) {
            int headEnd = headEnd();
            if (headEnd < 0) {
                return SILENCE;
            }
            head = Optional.of(
                    RtspMessage.read(new String(buffer, start, headEnd - start, StandardCharsets.UTF_8), new byte[0]));
            headLength = headEnd - start;
        }
        var message = head.get();
        var announced = message.header("Content-Length");
        int length = announced.isEmpty() ? 0 : RtspMessage.number(announced.get(), "a Content-Length");
        if (length > MOST_BODY) {
            throw new VideoFault.Garbage("a body of " + length + " bytes");
        }
        int bodyStart = start + headLength;
        if (end - bodyStart < length) {
            return SILENCE;
        }
        var body = Arrays.copyOfRange(buffer, bodyStart, bodyStart + length);
        start = bodyStart + length;
        scanned = 0;
        head = Optional.empty();
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
        } else if (end == buffer.length) {
            makeRoom();
        }
        until.accept(deadlineNanos);
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

    private void makeRoom() {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        } else {
            buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, MOST));
        }
    }
}
