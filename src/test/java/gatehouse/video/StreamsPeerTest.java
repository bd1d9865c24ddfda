package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Fetch;
import gatehouse.door.Login;
import gatehouse.door.Streams;
import gatehouse.door.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// GStreamer's server with every codec over every transport, and what the view of it says when the server is killed,
/// stopped, goes on, and comes back as somebody else.
@Tag("peer")
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class StreamsPeerTest {
    private static final Duration FRESH = Duration.ofMillis(500);
    private static final Duration PATIENT = Duration.ofSeconds(10);

    /// What colour bars are made of.
    private enum Bar {
        YELLOW,
        CYAN,
        GREEN,
        MAGENTA,
        RED,
        BLUE;

        static Optional<Bar> of(int pixel) {
            int bits = (bright(pixel >> 16) ? 4 : 0) | (bright(pixel >> 8) ? 2 : 0) | (bright(pixel) ? 1 : 0);
            return switch (bits) {
                case 6 -> Optional.of(YELLOW);
                case 3 -> Optional.of(CYAN);
                case 2 -> Optional.of(GREEN);
                case 5 -> Optional.of(MAGENTA);
                case 4 -> Optional.of(RED);
                case 1 -> Optional.of(BLUE);
                default -> Optional.empty();
            };
        }

        private static boolean bright(int channel) {
            return (channel & 0xff) > 110;
        }
    }

    @BeforeEach
    void needsGStreamer() throws IOException, InterruptedException {
        GStreamer.needed();
    }

    @ParameterizedTest
    @CsvSource({
        "H264,TCP,H.264",
        "H264,UDP,H.264",
        "H265,TCP,H.265",
        "H265,UDP,H.265",
        "MJPEG,TCP,Motion JPEG",
        "MJPEG,UDP,Motion JPEG"
    })
    void everyCodecIsShownInItsColoursOverEachTransport(String codec, Fetch.Transport transport, String label)
            throws IOException, InterruptedException {
        needed(codec);
        try (var server = server(Map.of("CODEC", codec), 0, 640, 360);
                var watching = watching(server, transport);
                var view = watching.video.watch(320, 180, false)) {
            Watching.awaitPicture(view);
            assertEquals(new View.Size(320, 180), view.newest().orElseThrow());
            assertEquals(EnumSet.allOf(Bar.class), bars(view));
            var source = view.source().orElseThrow();
            assertEquals(label, source.codec());
            assertEquals(new View.Size(640, 360), source.size());
            Watching.awaitPicture(view, v -> v.source().orElseThrow().framesPerSecond() > 8);
            var info = watching.video.info();
            assertEquals(transport.name(), info.transport());
            assertEquals(0, info.packetsLost());
            assertEquals(0, info.reconnects());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fetch.Transport.class,
            names = {"TCP", "UDP"})
    void automaticTakesTheOnlyTransportThereIs(Fetch.Transport only) throws IOException, InterruptedException {
        try (var server = server(Map.of("TRANSPORT", only.name()), 0, 640, 360);
                var watching = watching(server, Fetch.Transport.AUTO);
                var view = watching.video.watch(320, 180, false)) {
            Watching.awaitPicture(view);
            assertEquals(only.name(), watching.video.info().transport());
        }
    }

    @Test
    void aTransportThatIsDemandedAndNotOfferedIsSaid() throws IOException, InterruptedException {
        try (var server = server(Map.of("TRANSPORT", "UDP"), 0, 640, 360);
                var watching = watching(server, Fetch.Transport.TCP)) {
            var trouble = watching.trouble();
            assertEquals(Trouble.Kind.NOT_SUPPORTED, trouble.kind());
            assertTrue(trouble.sentence().contains("TCP"), trouble.sentence());
        }
    }

    @ParameterizedTest
    @CsvSource({"TCP,H265,320,240", "TCP,MJPEG,1280,720", "UDP,MJPEG,320,240", "UDP,H264,1280,720"})
    void killedAndBackWithAnotherCodecAndSizeTheViewShowsTheNewOne(
            Fetch.Transport transport, String codec, int width, int height) throws IOException, InterruptedException {
        needed(codec);
        var server = server(Map.of(), 0, 640, 360);
        try (var watching = watching(server, transport);
                var view = watching.video.watch(640, 360, false)) {
            Watching.awaitPicture(view);
            server.kill();
            assertEquals(Trouble.Kind.NETWORK, watching.trouble().kind());
            var old = view.age().orElseThrow();
            try (var again = server(Map.of("CODEC", codec), server.port, width, height)) {
                watching.up();
                var wanted = new View.Size(width, height);
                Watching.awaitPicture(
                        view,
                        v -> fresh(v)
                                && v.source().map(s -> s.size().equals(wanted)).orElse(false));
                assertTrue(again.process.isAlive());
                assertTrue(view.age().orElseThrow().compareTo(old.plus(PATIENT)) < 0);
                assertEquals(EnumSet.allOf(Bar.class), bars(view));
                assertEquals(1, watching.video.info().reconnects());
            }
        } finally {
            server.kill();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fetch.Transport.class,
            names = {"TCP", "UDP"})
    void stoppedItHasStalledWhileThePictureAgesAndGoesOnWhenItGoesOn(Fetch.Transport transport)
            throws IOException, InterruptedException {
        var server = server(Map.of(), 0, 640, 360);
        try (var watching = watching(server, transport);
                var view = watching.video.watch(320, 180, false)) {
            watching.up();
            Watching.awaitPicture(view, StreamsPeerTest::fresh);
            server.stop();
            var trouble = watching.trouble();
            assertEquals(Trouble.Kind.STALLED, trouble.kind(), trouble.toString());
            assertTrue(view.newest().isPresent(), "the last picture stays");
            assertTrue(view.age().orElseThrow().compareTo(Duration.ofSeconds(2)) > 0);
            server.goOn();
            watching.up();
            Watching.awaitPicture(view, StreamsPeerTest::fresh);
        } finally {
            server.kill();
        }
    }

    private static void needed(String codec) throws IOException, InterruptedException {
        GStreamer.needed(
                switch (codec) {
                    case "H265" -> "x265enc";
                    case "MJPEG" -> "jpegenc";
                    default -> "x264enc";
                });
    }

    private static boolean fresh(View view) {
        return view.age().orElseThrow().compareTo(FRESH) < 0;
    }

    private static GStreamer server(Map<String, String> how, int port, int width, int height) throws IOException {
        return GStreamer.start(how, port, width, height, 15, 1500, 15);
    }

    private static Watching watching(GStreamer server, Fetch.Transport transport) {
        var usual = Fetch.STANDARD;
        var fetch = new Fetch(transport, usual.connections(), usual.warm(), usual.rotation(), usual.pin());
        return new Watching(new Streams(server.uri(), server.uri(), Login.NONE, fetch), VideoPeerTest.patient());
    }

    /// The colours in one row of the upper half, where the bars are.
    private static Set<Bar> bars(View view) throws InterruptedException {
        Watching.awaitPicture(view, v -> v.source().isPresent());
        var size = view.newest().orElseThrow();
        var pixels = Watching.copyNext(view, size);
        var bars = EnumSet.noneOf(Bar.class);
        for (int x = 0; x < size.width(); x++) {
            Bar.of(pixels.get(size.width() * (size.height() / 3) + x)).ifPresent(bars::add);
        }
        return bars;
    }
}
