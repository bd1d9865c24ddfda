package gatehouse.sim.camera;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import gatehouse.door.Login;
import gatehouse.sim.Faults;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What six watched doors cost: this process draws, encodes and sends six sub streams to six ffmpeg readers, first
/// empty scenes, then with somebody in each. Percent of one core; writes `target/bench/sim-camera.json`.
@Tag("bench")
class SimCameraBench {
    private static final int WARM_UP_SECONDS = 15;
    private static final int SECONDS = 20;

    @Test
    void sixDoorsWatchedOnTheirSubStreams() throws IOException, InterruptedException {
        var cameras = new ArrayList<SimCamera>();
        var readers = new ArrayList<Process>();
        try {
            for (int i = 0; i < 6; i++) {
                var settings = new CameraSettings(
                        InetAddress.getLoopbackAddress(), 0, "Door " + i, SceneKind.of(i), 0, Login.NONE);
                cameras.add(SimCamera.open(settings, new Faults()));
                readers.add(reader(cameras.getLast()));
            }
            pass(WARM_UP_SECONDS);
            double empty = percentOfOneCore();
            cameras.forEach(SimCamera::walkUp);
            pass(3);
            double standing = percentOfOneCore();
            readers.forEach(r -> assertTrue(r.isAlive(), "a reader ended early"));
            Files.createDirectories(Path.of("target/bench"));
            Files.writeString(Path.of("target/bench/sim-camera.json"), """
                    {"name":"sim-camera","machine":"%s, %d processors","figures":{"sixSubsEmptyCpu":%.1f,"sixSubsVisitorsCpu":%.1f},\
                    "detail":"percent of one core for drawing, encoding and sending six 640x360@12 streams"}
                    """.formatted(
                    System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors(), empty, standing));
            assertTrue(standing < 50, "six doors cost " + standing + " % of a core");
        } finally {
            readers.forEach(Process::destroy);
            cameras.forEach(SimCamera::close);
        }
    }

    private static Process reader(SimCamera camera) throws IOException {
        return new ProcessBuilder(List.of(
                        "ffmpeg",
                        "-v",
                        "error",
                        "-nostdin",
                        "-rtsp_transport",
                        "tcp",
                        "-i",
                        camera.subUri().toString(),
                        "-c",
                        "copy",
                        "-f",
                        "null",
                        "-"))
                .inheritIO()
                .start();
    }

    private static double percentOfOneCore() throws InterruptedException {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long wall = System.nanoTime();
        pass(SECONDS);
        return 100.0 * (system.getProcessCpuTime() - cpu) / (System.nanoTime() - wall);
    }

    /// Lets measured time pass: nothing will ever count this down.
    private static void pass(int seconds) throws InterruptedException {
        assertTrue(!new CountDownLatch(1).await(seconds, TimeUnit.SECONDS));
    }
}
