package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Fetch;
import gatehouse.door.Fetch.Transport;
import gatehouse.door.Fetch.Warm;
import gatehouse.door.Login;
import gatehouse.door.Streams;
import gatehouse.door.Trouble.Kind;
import gatehouse.trust.Pin;
import gatehouse.trust.SelfSigned;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// RTSP over TLS: only to the camera whose key is known, and whatever answers instead has its words.
@Execution(ExecutionMode.CONCURRENT)
class RtspsTest {
    @TempDir
    static Path folder;

    private static SelfSigned key;

    @BeforeAll
    static void makeKey() {
        key = SelfSigned.in(folder, "door");
    }

    private static Watching watching(URI uri, Transport transport, Optional<Pin> pin) {
        var fetch = new Fetch(transport, 0, Warm.AUTO, 0, pin.map(Pin::toString));
        return new Watching(new Streams(uri, uri, Login.NONE, fetch), Watching.QUICK);
    }

    @Test
    void cameraWithThePinnedKeyIsShown() throws InterruptedException {
        try (var camera = ScriptedCamera.encrypted(key.context());
                var watching = watching(camera.uri(), Transport.AUTO, Optional.of(key.pin()));
                var view = watching.video.watch(64, 64, false)) {
            Watching.awaitPicture(view);
            assertEquals("TLS", watching.video.info().transport());
        }
    }

    @Test
    void otherKeyIsATroubleThatNamesWhatWasSeen() throws InterruptedException {
        var other = new Pin("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        try (var camera = ScriptedCamera.encrypted(key.context());
                var watching = watching(camera.uri(), Transport.AUTO, Optional.of(other))) {
            var trouble = watching.trouble();
            assertEquals(Kind.CERTIFICATE, trouble.kind());
            assertTrue(trouble.remedy().contains(key.pin().toString()), trouble.remedy());
            assertTrue(trouble.cause().contains(key.pin().toString()), trouble.cause());
            assertTrue(camera.requests.isEmpty(), "nothing is said to a stranger");
        }
    }

    @Test
    void selfSignedCameraWithoutAPinIsNotTrusted() throws InterruptedException {
        try (var camera = ScriptedCamera.encrypted(key.context());
                var watching = watching(camera.uri(), Transport.AUTO, Optional.empty())) {
            var trouble = watching.trouble();
            assertEquals(Kind.CERTIFICATE, trouble.kind());
            assertTrue(trouble.remedy().contains(key.pin().toString()), trouble.remedy());
        }
    }

    @Test
    void videoOfAnEncryptedCameraNeverGoesByUdp() throws InterruptedException {
        try (var camera = ScriptedCamera.encrypted(key.context())) {
            try (var watching = watching(camera.uri(), Transport.UDP, Optional.of(key.pin()))) {
                assertEquals(Kind.NOT_SUPPORTED, watching.trouble().kind());
                assertEquals(0, camera.connections.get());
            }
            camera.acceptsTcp = false;
            try (var watching = watching(camera.uri(), Transport.AUTO, Optional.of(key.pin()))) {
                assertEquals(Kind.NOT_SUPPORTED, watching.trouble().kind());
                assertFalse(camera.requests.stream()
                        .anyMatch(r -> r.header("Transport").contains("client_port")));
            }
        }
    }

    @Test
    void cameraWithoutTlsBehindAnRtspsAddressIsGarbage() throws InterruptedException {
        try (var server = Rude.start((socket, out) -> {
                    out.write("RTSP/1.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    socket.getInputStream().read(new byte[4096]);
                });
                var watching = watching(server.uri("rtsps"), Transport.AUTO, Optional.of(key.pin()))) {
            assertEquals(Kind.GARBAGE, watching.trouble().kind());
        }
    }

    @Test
    void handshakeThatNeverComesIsNoAnswer() throws InterruptedException {
        try (var server = Rude.start(
                        (socket, out) -> socket.getInputStream().transferTo(OutputStream.nullOutputStream()));
                var watching = watching(server.uri("rtsps"), Transport.AUTO, Optional.empty())) {
            assertEquals(Kind.NO_ANSWER, watching.trouble().kind());
        }
    }

    @Test
    void handshakeThatDripsIsNoAnswerAllTheSame() throws InterruptedException {
        byte[] record = new byte[16_000];
        record[0] = 22;
        record[1] = 3;
        record[2] = 3;
        record[3] = 0x3e;
        try (var server = Rude.dripping(record);
                var watching = watching(server.uri("rtsps"), Transport.AUTO, Optional.empty())) {
            assertEquals(Kind.NO_ANSWER, watching.trouble().kind());
        }
    }

    @Test
    void doorIsClosedWhileAHandshakeHangs() throws Exception {
        var accepted = new CountDownLatch(1);
        try (var server = Rude.start((socket, out) -> {
            accepted.countDown();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        })) {
            var settings = VideoSettings.STANDARD;
            var uri = server.uri("rtsps");
            var watching = new Watching(
                    new Streams(uri, uri, Login.NONE),
                    new VideoSettings(
                            Duration.ofMinutes(5),
                            settings.answer(),
                            settings.silence(),
                            settings.keyPicture(),
                            settings.wrongPassword(),
                            settings.preRoll(),
                            settings.warmBytes(),
                            settings.mainLinger(),
                            settings.warmMain(),
                            settings.backoff()));
            assertTrue(accepted.await(Watching.PATIENCE_SECONDS, TimeUnit.SECONDS));
            CompletableFuture.runAsync(watching::close).get(Watching.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
