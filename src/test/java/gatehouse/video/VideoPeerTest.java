package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.door.Trouble;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The video room against GStreamer's RTSP server.
@Tag("peer")
@Execution(ExecutionMode.CONCURRENT)
class VideoPeerTest {
    private static final Login LOGIN = new Login("guard", Secret.of("gate key"));

    @BeforeEach
    void needsGStreamer() throws IOException, InterruptedException {
        GStreamer.needed();
    }

    private static GStreamer server(int port, String... login) throws IOException {
        return GStreamer.start(port, 1920, 1080, 25, 3000, 25, login);
    }

    @Test
    void fullHdStreamIsShownAndComesBackAfterTheServerWasKilled() throws IOException, InterruptedException {
        var server = server(0);
        int port = server.port;
        try (var watching = new Watching(server.uri(), server.uri(), Login.NONE, patient());
                var view = watching.video.watch(640, 360, false)) {
            Watching.awaitPicture(view);
            assertEquals(new View.Size(1920, 1080), view.source().orElseThrow().size());
            server.kill();
            assertEquals(Trouble.Kind.NETWORK, watching.trouble().kind());
            try (var again = server(port)) {
                assertTrue(again.process.isAlive());
                watching.up();
                Watching.awaitPicture(view, v -> v.age().orElseThrow().compareTo(Duration.ofMillis(500)) < 0);
                assertEquals(1, watching.video.info().reconnects());
                assertEquals(0, watching.video.info().packetsLost());
            }
        } finally {
            server.kill();
        }
    }

    @Test
    void digestLoginIsAcceptedAndAWrongOneIsSaid() throws IOException, InterruptedException {
        try (var server = server(0, LOGIN.user(), LOGIN.password().reveal())) {
            try (var watching = new Watching(server.uri(), server.uri(), LOGIN, patient())) {
                watching.up();
            }
            var wrong = new Login(LOGIN.user(), Secret.of("something else"));
            try (var watching = new Watching(server.uri(), server.uri(), wrong, patient())) {
                assertEquals(Trouble.Kind.WRONG_PASSWORD, watching.trouble().kind());
            }
        }
    }

    /// The short patience of the scripted tests is too short for an encoder that starts on a busy machine.
    static VideoSettings patient() {
        return patient(VideoSettings.STANDARD.keyPicture());
    }

    static VideoSettings patient(Duration keyPicture) {
        var standard = VideoSettings.STANDARD;
        return new VideoSettings(
                standard.connect(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                keyPicture,
                standard.wrongPassword(),
                standard.preRoll(),
                standard.warmBytes(),
                standard.mainLinger(),
                false,
                Watching.QUICK.backoff());
    }
}
