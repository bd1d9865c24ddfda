package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.door.Trouble.Kind;
import gatehouse.sim.Fault;
import gatehouse.sim.Faults;
import gatehouse.sim.camera.CameraSettings;
import gatehouse.sim.camera.SceneKind;
import gatehouse.sim.camera.SimCamera;
import gatehouse.sim.camera.StreamShape;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The console's reading of RTSP and H.264 against the simulated door's own.
@Execution(ExecutionMode.CONCURRENT)
class VideoLiveTest {
    private static final Login LOGIN = new Login("guard", Secret.of("gate"));

    private final Faults faults = new Faults();

    private SimCamera camera(boolean sha256) throws IOException {
        var settings = new CameraSettings(InetAddress.getLoopbackAddress(), 0, "North gate", SceneKind.GATE, 0, LOGIN)
                .withShapes(new StreamShape(640, 360, 12, 800), StreamShape.SUB);
        return SimCamera.open(sha256 ? settings.withSha256() : settings, faults);
    }

    private static Watching watching(SimCamera camera) {
        return new Watching(camera.mainUri(), camera.subUri(), LOGIN, Watching.QUICK);
    }

    @Test
    void simulatedDoorIsSeenSmallAndLarge() throws IOException, InterruptedException {
        for (boolean sha256 : new boolean[] {false, true}) {
            try (var camera = camera(sha256);
                    var watching = watching(camera);
                    var view = watching.video.watch(320, 180, false)) {
                Watching.awaitPicture(view);
                view.wantMain(true);
                Watching.awaitPicture(
                        view, v -> v.source().map(View.Source::main).orElse(false));
                assertTrue(watching.video.still().isPresent());
            }
        }
    }

    @Test
    void everyFaultHasItsWordsAndThePictureComesBack() throws IOException, InterruptedException {
        for (var expected : Map.of(
                        new Fault.WrongPassword(), Kind.WRONG_PASSWORD,
                        new Fault.Stalls(), Kind.STALLED,
                        new Fault.DropsStream(Duration.ofMillis(300)), Kind.NETWORK,
                        new Fault.Busy(), Kind.BUSY,
                        new Fault.NeverAnswers(), Kind.NO_ANSWER)
                .entrySet()) {
            try (var camera = camera(false)) {
                faults.add(expected.getKey());
                try (var watching = watching(camera);
                        var view = watching.video.watch(320, 180, false)) {
                    assertEquals(expected.getValue(), watching.trouble().kind(), expected.toString());
                    faults.clear();
                    watching.video.restart();
                    Watching.awaitPicture(view, v -> v.age().orElseThrow().toMillis() < 500);
                }
            }
        }
    }
}
