package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The bytes of a connection, however they are cut, and whatever they are.
class RtspReaderTest {
    /// Gives one byte at a time.
    private static final class Trickle extends InputStream {
        private final InputStream in;

        Trickle(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return length == 0 ? 0 : in.read(into, offset, 1);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] frame(int channel, int length) {
        var frame = new byte[4 + length];
        frame[0] = '$';
        frame[1] = (byte) channel;
        frame[2] = (byte) (length >> 8);
        frame[3] = (byte) length;
        Arrays.fill(frame, 4, frame.length, (byte) 'x');
        return frame;
    }

    /// All that comes until the end, as words.
    private static List<String> read(InputStream in) throws IOException {
        var reader = new RtspReader(in, deadline -> {});
        var items = new ArrayList<String>();
        try {
            while (true) {
                switch (reader.next(0)) {
                    case RtspItem.Message heard ->
                        items.add(heard.message().startLine() + " +"
                                + heard.message().body().length);
                    case RtspItem.Frame frame ->
                        items.add(frame.channel() + ":" + frame.data().remaining());
                    case RtspItem.Silence ignored -> items.add("silence");
                }
            }
        } catch (VideoFault.Lost e) {
            return items;
        } catch (VideoFault.Garbage e) {
            items.add("garbage");
            return items;
        } catch (VideoFault e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void messagesAndFramesAreReadHoweverTheyAreCut() throws IOException {
        var all = new SequenceInputStream(java.util.Collections.enumeration(List.of(
                new ByteArrayInputStream(bytes("\r\nRTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 5\r\n\r\nab\r\nc")),
                new ByteArrayInputStream(frame(0, 65_535)),
                new ByteArrayInputStream(frame(3, 0)),
                new ByteArrayInputStream(bytes("OPTIONS * RTSP/1.0\nCSeq: 2\n\n")),
                new ByteArrayInputStream(bytes("RTSP/1.0 200 OK\r\nContent-Length: 65536\r\n\r\n")),
                new ByteArrayInputStream(new byte[65_536]),
                new ByteArrayInputStream(frame(0, 1)))));
        byte[] whole = all.readAllBytes();
        var expected = List.of(
                "RTSP/1.0 200 OK +5", "0:65535", "3:0", "OPTIONS * RTSP/1.0 +0", "RTSP/1.0 200 OK +65536", "0:1");
        assertEquals(expected, read(new ByteArrayInputStream(whole)));
        assertEquals(expected, read(new Trickle(new ByteArrayInputStream(whole))));
    }

    @Test
    void whatHasNoEndIsGarbageBeforeItIsLarge() {
        for (String endless : List.of(
                "R".repeat(200_000),
                "RTSP/1.0 200 OK\r\n" + "X: y\r\n".repeat(40_000),
                "RTSP/1.0 200 OK\r\nContent-Length: 1073741824\r\n\r\n",
                "RTSP/1.0 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n")) {
            var in = new ByteArrayInputStream(bytes(endless));
            var reader = new RtspReader(in, deadline -> {});
            assertThrows(VideoFault.Garbage.class, () -> reader.next(0));
            assertTrue(endless.length() - in.available() <= 128 << 10, "read no more than the cap");
        }
    }

    @Test
    void requestsOfOthersAreReadAsTheMessagesTheyAre() throws IOException {
        var folder = Path.of(System.getProperty("gatehouse.corpora", "../shared/corpora"))
                .resolve("rtsp");
        assumeTrue(Files.isDirectory(folder), "no corpora here");
        try (var files = Files.list(folder)) {
            for (var file : files.filter(f -> f.toString().endsWith(".raw")).toList()) {
                byte[] recorded = Files.readAllBytes(file);
                var items = read(new ByteArrayInputStream(recorded));
                assertTrue(items.getFirst().startsWith("DESCRIBE rtsp://"), file + ": " + items);
                assertTrue(items.stream().anyMatch(item -> item.startsWith("PLAY ")), file + ": " + items);
                assertEquals(items, read(new Trickle(new ByteArrayInputStream(recorded))), file.toString());
            }
        }
    }

    @Test
    void mutatedStreamsEndInAFaultOfOurs() throws IOException {
        var random = new Random(11);
        byte[] good = bytes("RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 5\r\n\r\nab\r\nc$\0\0\4abcd"
                + "RTSP/1.0 200 OK\r\nSession: 12;timeout=60\r\n\r\n$\1\0\2zz");
        for (int i = 0; i < 20_000; i++) {
            var bytes = good.clone();
            for (int n = random.nextInt(5); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertInstanceOf(List.class, read(new ByteArrayInputStream(bytes)));
        }
    }
}
