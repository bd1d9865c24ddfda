package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;

/// Any bytes at all on an RTSP connection: messages and frames within their caps, and then the end or a typed fault.
class RtspFuzzTest {
    /// A connection on which these bytes come and then the end.
    private static final class Told extends Socket {
        private final byte[] bytes;

        Told(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) {
            // already there
        }

        @Override
        public void setTcpNoDelay(boolean on) {
            // nothing is sent
        }

        @Override
        public void setSoTimeout(int timeout) {
            // it never blocks
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public OutputStream getOutputStream() {
            return new ByteArrayOutputStream();
        }
    }

    @FuzzTest(maxDuration = "5m")
    void connection(byte[] bytes) throws IOException {
        try (var wire = RtspWire.connect(new Told(bytes), "127.0.0.1", 554, Duration.ofSeconds(1))) {
            long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (true) {
                switch (wire.next(deadline)) {
                    case RtspItem.Frame frame -> assertTrue(frame.data().remaining() <= 65_535);
                    case RtspItem.Message heard -> look(heard.message());
                    case RtspItem.Silence ignored -> {}
                }
            }
        } catch (VideoFault e) {
            assertTrue(e.getMessage().length() < 300);
        }
    }

    private static void look(RtspMessage message) throws VideoFault {
        assertTrue(message.headers().size() <= RtspMessage.MOST_HEADERS);
        assertTrue(message.body().length <= RtspWire.MOST_BODY);
        message.sequence();
        if (message.isReply()) {
            message.status();
            assertTrue(message.reason().length() <= RtspMessage.MOST_LINE);
        }
    }
}
