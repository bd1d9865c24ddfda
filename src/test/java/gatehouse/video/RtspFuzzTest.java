package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/// Any bytes at all on an RTSP connection: messages and frames within their caps, and then the end or a typed fault.
class RtspFuzzTest {
    private static final int LONGEST_FAULT = 300;

    @FuzzTest(maxDuration = "5m")
    void connection(byte[] bytes) throws IOException {
        read(bytes, Integer.MAX_VALUE);
        read(bytes, 7);
    }

    private static void read(byte[] bytes, int most) throws IOException {
        var pieces = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int from, int count) {
                return super.read(into, from, Math.min(count, most));
            }
        };
        var reader = new RtspReader(pieces, deadline -> {});
        try {
            while (true) {
                switch (reader.next(0)) {
                    case RtspItem.Frame frame -> assertTrue(frame.data().remaining() <= 65_535);
                    case RtspItem.Message heard -> look(heard.message());
                    case RtspItem.Silence ignored -> throw new AssertionError("bytes never are silence");
                }
            }
        } catch (VideoFault e) {
            assertTrue(e.getMessage().length() < LONGEST_FAULT);
        }
    }

    private static void look(RtspMessage message) throws VideoFault {
        assertTrue(message.headers().size() <= RtspMessage.MOST_HEADERS);
        assertTrue(message.body().length <= RtspReader.MOST_BODY);
        message.sequence();
        if (message.isReply()) {
            message.status();
            assertTrue(message.reason().length() <= RtspMessage.MOST_LINE);
        }
    }
}
