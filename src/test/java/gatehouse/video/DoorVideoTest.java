package gatehouse.video;

import static gatehouse.video.Watching.awaitPicture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Fetch;
import gatehouse.door.Login;
import gatehouse.door.Streams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Views of one door: decoded only while open, from the warm memory, on the stream they want.
@Isolated
class DoorVideoTest {
    private final ScriptedCamera subCamera = ScriptedCamera.start();
    private final ScriptedCamera mainCamera = ScriptedCamera.start();

    DoorVideoTest() {
        mainCamera.film = Film.of(640, 360, 10, 30);
    }

    @AfterEach
    void end() {
        subCamera.close();
        mainCamera.close();
    }

    private Watching both() {
        return new Watching(mainCamera.uri(), subCamera.uri(), Login.NONE, Watching.QUICK);
    }

    @Test
    void viewShowsThePictureInItsBoxWithItsColours() throws InterruptedException {
        try (var watching = new Watching(subCamera)) {
            watching.up();
            try (var view = watching.video.watch(160, 200, false)) {
                awaitPicture(view);
                assertEquals(new View.Size(160, 90), view.newest().orElseThrow());
                var bgra = Watching.copy(view);
                assertColour(bgra, 160, 40, 45, 'r');
                assertColour(bgra, 160, 120, 45, 'b');
                assertTrue(view.age().orElseThrow().compareTo(Duration.ofSeconds(20)) < 0);
                var source = view.source().orElseThrow();
                assertEquals("H.264", source.codec());
                assertEquals(new View.Size(320, 180), source.size());
                assertTrue(source.framesPerSecond() > 1 && source.bitsPerSecond() > 1000, source.toString());
            }
        }
    }

    /// Within what the wandering bar and the codec leave: one channel high, another low.
    private static void assertColour(ByteBuffer bgra, int width, int x, int y, char colour) {
        int at = 4 * (y * width + x);
        int blue = bgra.get(at) & 0xff;
        int red = bgra.get(at + 2) & 0xff;
        assertTrue(colour == 'r' ? red > blue + 80 : blue > red + 80, "red " + red + ", blue " + blue);
        assertEquals(0xff, bgra.get(at + 3) & 0xff, "opaque");
    }

    @Test
    void pictureIsCopiedOnceAndOnlyAtItsOwnSize() throws InterruptedException {
        subCamera.sending = (packet, index, connection) ->
                index < 2 ? java.util.List.of(ScriptedCamera.framed(0, packet)) : java.util.List.of();
        try (var watching = new Watching(subCamera)) {
            watching.up();
            try (var view = watching.video.watch(320, 180, false)) {
                awaitPicture(view);
                var bgra = ByteBuffer.allocate(4 * 320 * 180);
                assertFalse(view.copyNewest(bgra, new View.Size(319, 180)));
                assertTrue(view.copyNewest(bgra, new View.Size(320, 180)));
                assertFalse(view.copyNewest(bgra, new View.Size(320, 180)));
            }
        }
    }

    @Test
    void newViewGetsTheWarmPictureThoughNothingComesAnyMore() throws InterruptedException {
        subCamera.sending = (packet, index, connection) -> connection == 1 && index < 40
                ? java.util.List.of(ScriptedCamera.framed(0, packet))
                : java.util.List.of();
        try (var watching = new Watching(subCamera)) {
            watching.up();
            watching.trouble();
            try (var view = watching.video.watch(320, 180, false)) {
                awaitPicture(view);
                assertTrue(
                        view.age().orElseThrow().compareTo(Duration.ofMillis(900)) > 0,
                        "its age is that of the packets, not of the decoding: " + view.age());
            }
        }
    }

    @Test
    void boxThatChangesIsFilledAnewWithoutANewPicture() throws InterruptedException {
        subCamera.sending = (packet, index, connection) ->
                index < 2 ? java.util.List.of(ScriptedCamera.framed(0, packet)) : java.util.List.of();
        try (var watching = new Watching(subCamera)) {
            watching.up();
            try (var view = watching.video.watch(320, 180, false)) {
                awaitPicture(view);
                view.fit(640, 480);
                awaitPicture(view, v -> v.newest().orElseThrow().equals(new View.Size(640, 360)));
            }
        }
    }

    @Test
    void viewsOfDifferentSizesShareOneDecoding() throws InterruptedException {
        try (var watching = new Watching(subCamera);
                var small = watching.video.watch(64, 64, false);
                var large = watching.video.watch(640, 640, false)) {
            awaitPicture(small);
            awaitPicture(large);
            assertEquals(new View.Size(64, 36), small.newest().orElseThrow());
            assertEquals(new View.Size(640, 360), large.newest().orElseThrow());
            assertEquals(1, decoders().size());
        }
        assertEquals(1, subCamera.connections.get());
    }

    @Test
    void closingTheLastViewStopsTheDecodingAndKeepsTheConnection() throws InterruptedException {
        try (var watching = new Watching(subCamera)) {
            var first = watching.video.watch(64, 64, false);
            var second = watching.video.watch(64, 64, false);
            awaitPicture(first);
            awaitPicture(second);
            first.close();
            first.close();
            assertTrue(first.newest().isEmpty());
            awaitPicture(second, v -> v.copyNewest(ByteBuffer.allocate(4 * 64 * 36), new View.Size(64, 36)));
            var decoder = decoders().getFirst();
            second.close();
            decoder.join(TimeUnit.SECONDS.toMillis(Watching.PATIENCE_SECONDS));
            assertFalse(decoder.isAlive());
            try (var again = watching.video.watch(64, 64, false)) {
                awaitPicture(again);
            }
            assertEquals(1, subCamera.connections.get());
        }
    }

    private static java.util.List<Thread> decoders() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("darkroom-\\d+-develop test"))
                .toList();
    }

    @Test
    void enlargedViewChangesToTheMainStreamAndBack() throws InterruptedException {
        try (var watching = both()) {
            try (var view = watching.video.watch(200, 200, false)) {
                awaitPicture(view);
                assertFalse(view.source().orElseThrow().main());
                assertEquals(0, mainCamera.connections.get(), "nobody wanted it yet");
                view.wantMain(true);
                awaitPicture(view, v -> v.source().map(View.Source::main).orElse(false));
                assertEquals(
                        new View.Size(640, 360), view.source().orElseThrow().size());
                assertTrue(
                        watching.video.mainInfo().orElseThrow().connectedSince().isPresent());
                view.wantMain(false);
                awaitPicture(view, v -> v.source().map(s -> !s.main()).orElse(false));
            }
            awaitRequest(mainCamera, "TEARDOWN");
        }
    }

    private static void awaitRequest(ScriptedCamera camera, String method) throws InterruptedException {
        String last = "nothing";
        while (!last.equals(method)) {
            var request = camera.requests.poll(Watching.PATIENCE_SECONDS, TimeUnit.SECONDS);
            last = request == null ? method + " that never came" : request.method();
            assertFalse(request == null, last);
        }
    }

    @Test
    void subStreamGoesOnUntilTheMainStreamHasAPictureAndWhenItIsLost() throws InterruptedException {
        var busy = new AtomicBoolean(true);
        mainCamera.script = (request, connection) -> busy.get() ? ScriptedCamera.reply("453 Busy", request, "") : null;
        try (var watching = both();
                var view = watching.video.watch(200, 200, true)) {
            watching.await(VideoEvent.Down.class, VideoEvent::main);
            awaitPicture(view, v -> v.source().map(s -> !s.main()).orElse(false));
            busy.set(false);
            awaitPicture(view, v -> v.source().map(View.Source::main).orElse(false));
            mainCamera.close();
            watching.await(VideoEvent.Down.class, VideoEvent::main);
            awaitPicture(view, v -> v.source().map(s -> !s.main()).orElse(false));
        }
    }

    @Test
    void mainStreamKeptWarmIsShownUntilTheSubStreamHasAPicture() throws InterruptedException {
        subCamera.script =
                (request, connection) -> connection < 3 ? ScriptedCamera.reply("503 Later", request, "") : null;
        try (var watching = new Watching(
                mainCamera.uri(),
                subCamera.uri(),
                Login.NONE,
                Watching.QUICK.warming(Duration.ofSeconds(2), 4 << 20, true))) {
            assertTrue(watching.up().main());
            assertEquals(0, subCamera.connections.get(), "nobody looks");
            try (var view = watching.video.watch(200, 200, false)) {
                awaitPicture(view);
                assertTrue(view.source().orElseThrow().main());
                awaitPicture(view, v -> v.source().map(s -> !s.main()).orElse(false));
                assertEquals(2, watching.video.details().connections());
            }
            awaitRequest(subCamera, "TEARDOWN");
            assertEquals(1, mainCamera.connections.get(), "the warm one stays");
        }
    }

    @Test
    void stationWithOneConnectionServesEveryViewByIt() throws InterruptedException {
        var one = new Fetch(Fetch.Transport.AUTO, 1, Fetch.Warm.MAIN, 0, Optional.empty());
        try (var watching =
                        new Watching(new Streams(mainCamera.uri(), subCamera.uri(), Login.NONE, one), Watching.QUICK);
                var tile = watching.video.watch(200, 200, false);
                var popup = watching.video.watch(400, 400, true)) {
            awaitPicture(tile);
            awaitPicture(popup);
            assertTrue(tile.source().orElseThrow().main());
            assertEquals(0, subCamera.connections.get());
            assertEquals(1, mainCamera.connections.get());
            assertEquals(1, watching.video.details().connections());
        }
    }

    @Test
    void wrongPasswordIsTriedOnOneConnectionOnly() throws InterruptedException {
        subCamera.script = (request, connection) ->
                ScriptedCamera.reply("401 Unauthorized", request, "WWW-Authenticate: Basic realm=\"x\"\r\n");
        try (var watching = both()) {
            assertEquals(
                    gatehouse.door.Trouble.Kind.WRONG_PASSWORD,
                    watching.trouble().kind());
            try (var view = watching.video.watch(200, 200, true)) {
                assertTrue(view.newest().isEmpty());
                assertEquals(1, watching.video.details().streams().size());
                assertEquals(0, mainCamera.connections.get());
            }
        }
    }

    @Test
    void oneAddressForBothNeedsOneConnection() throws InterruptedException {
        try (var watching = new Watching(subCamera);
                var view = watching.video.watch(200, 200, true)) {
            awaitPicture(view);
            assertTrue(view.source().orElseThrow().main());
            assertEquals(1, subCamera.connections.get());
        }
    }

    @Test
    void stillIsAtFullSizeWithoutAnyView() throws InterruptedException, IOException {
        try (var watching = both()) {
            assertTrue(watching.video.still().isEmpty());
            watching.up();
            var still = watching.video.still().orElseThrow();
            var image = ImageIO.read(new ByteArrayInputStream(still.jpeg()));
            assertEquals(320, image.getWidth());
            assertEquals(180, image.getHeight());
            assertTrue((image.getRGB(80, 90) >> 16 & 0xff) > 120, "red on the left");
            assertTrue((image.getRGB(240, 90) & 0xff) > 120, "blue on the right");
            assertTrue(decoders().isEmpty());
            try (var view = watching.video.watch(200, 200, true)) {
                awaitPicture(view, v -> v.source().map(View.Source::main).orElse(false));
                assertEquals(640, watching.video.still().orElseThrow().width());
            }
        }
    }

    @Test
    void pictureThatChangesItsSizeIsShownAtTheNewOne() throws InterruptedException {
        try (var watching = new Watching(subCamera);
                var view = watching.video.watch(200, 200, false)) {
            awaitPicture(view);
            subCamera.film = Film.of(240, 240, 10, 20);
            awaitPicture(view, v -> v.newest().orElseThrow().equals(new View.Size(200, 200)));
        }
    }

    @Test
    void closedDoorOpensNoView() {
        URI nowhere = URI.create("rtsp://127.0.0.1:1/x");
        var watching = new Watching(nowhere, nowhere, Login.NONE, Watching.QUICK);
        watching.close();
        watching.close();
        org.junit.jupiter.api.Assertions.assertThrows(
                IllegalStateException.class, () -> watching.video.watch(10, 10, false));
    }
}
