package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.door.Login;
import gatehouse.door.Trouble;
import gatehouse.lifecycle.Backoff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Whatever a camera says, the door has a trouble with words, or a picture; afterwards a good camera is shown again.
@Execution(ExecutionMode.CONCURRENT)
class RtspGarbageTest {
    private static final VideoSettings HASTY = new VideoSettings(
            Duration.ofSeconds(1),
            Duration.ofMillis(60),
            Duration.ofMillis(60),
            Duration.ofMillis(300),
            Duration.ofMillis(10),
            Duration.ofSeconds(10),
            1 << 20,
            Duration.ofMillis(10),
            false,
            new Backoff(Duration.ofMillis(2), Duration.ofMillis(4)));

    @Test
    void requestsOfOthersAsRepliesAreTroubleAndNoMore() throws IOException, InterruptedException {
        var corpora = Path.of(System.getProperty("gatehouse.corpora", "../shared/corpora"))
                .resolve("rtsp");
        assumeTrue(Files.isDirectory(corpora), "no corpora here");
        try (var camera = ScriptedCamera.start();
                var files = Files.list(corpora)) {
            for (var file : files.filter(f -> f.toString().endsWith(".raw")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                camera.script = (request, connection) -> bytes;
                try (var watching = new Watching(camera.uri(), camera.uri(), Login.NONE, HASTY)) {
                    assertNotNull(watching.trouble());
                }
            }
            assertGoodAgain(camera);
        }
    }

    @Test
    void mutatedRepliesAreTroubleOrPicturesAndNeverUnforeseen() throws InterruptedException {
        var random = new Random(42);
        try (var camera = ScriptedCamera.start()) {
            var usual = camera.script;
            camera.script = (request, connection) -> {
                synchronized (random) {
                    return random.nextInt(3) == 0 ? mutated(camera.usual(request), random) : null;
                }
            };
            try (var watching = new Watching(camera.uri(), camera.uri(), Login.NONE, HASTY)) {
                int troubles = 0;
                while (troubles < 60) {
                    var event = watching.await(VideoEvent.class, e -> true);
                    if (event instanceof VideoEvent.Down down) {
                        troubles++;
                        assertFalse(down.trouble().kind() == Trouble.Kind.UNKNOWN, down.toString());
                    } else {
                        camera.cutAll();
                    }
                }
            }
            camera.script = usual;
            assertGoodAgain(camera);
        }
    }

    @Test
    void mutatedFramesAreTroubleOrPicturesAndNeverUnforeseen() throws InterruptedException {
        var random = new Random(43);
        try (var camera = ScriptedCamera.start()) {
            camera.framesPerSecond = 1000;
            camera.acceptsUdp = false; // there nothing mutated breaks more than its own picture
            camera.sending = (packet, index, connection) -> {
                byte[] frame = ScriptedCamera.framed(random.nextInt(20) == 0 ? random.nextInt(256) : 0, packet);
                return List.of(random.nextInt(200) == 0 ? mutated(frame, random) : frame);
            };
            try (var watching = new Watching(camera.uri(), camera.uri(), Login.NONE, HASTY);
                    var view = watching.video.watch(64, 64, false)) {
                for (int troubles = 0; troubles < 20; troubles++) {
                    assertFalse(watching.trouble().kind() == Trouble.Kind.UNKNOWN);
                }
                camera.sending = (packet, index, connection) -> List.of(ScriptedCamera.framed(0, packet));
                Watching.awaitPicture(view, v -> v.age().orElseThrow().toMillis() < 200);
            }
        }
    }

    private static void assertGoodAgain(ScriptedCamera camera) throws InterruptedException {
        camera.script = (request, connection) -> null;
        try (var watching = new Watching(camera)) {
            watching.up();
        }
    }

    private static byte[] mutated(byte[] good, Random random) {
        var bytes = good.clone();
        for (int i = random.nextInt(8); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 40)) : bytes;
    }
}
