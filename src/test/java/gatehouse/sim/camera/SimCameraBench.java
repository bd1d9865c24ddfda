package gatehouse.sim.camera;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import gatehouse.door.Login;
import gatehouse.sim.Faults;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What six watched doors cost: this process draws, encodes and sends six sub streams to six ffmpeg readers, first
/// empty scenes, then with somebody in each. Percent of one core; writes `target/bench/sim-camera.json`.
@Tag("bench")
class SimCameraBench {
    private static final int WARM_UP_SECONDS = 15;
    private static final int SECONDS = 20;

    @TempDir
    Path folder;

    private final List<SimCamera> cameras = new ArrayList<>();
    private final List<Process> readers = new ArrayList<>();

    @Test
    void sixDoorsWatchedOnTheirSubStreams() throws IOException, InterruptedException {
        try {
            for (int i = 0; i < 6; i++) {
                var settings = new CameraSettings(
                        InetAddress.getLoopbackAddress(), 0, "Door " + i, SceneKind.of(i), 0, Login.NONE);
                cameras.add(SimCamera.open(settings, new Faults()));
                watch(cameras.getLast().subUri(), "sub" + i);
            }
            pass(WARM_UP_SECONDS);
            double empty = percentOfOneCore();
            cameras.forEach(SimCamera::walkUp);
            pass(3);
            long before = pictures("sub");
            double standing = percentOfOneCore();
            double rate = (pictures("sub") - before) / 6.0 / SECONDS;
            readers.forEach(r -> assertTrue(r.isAlive(), "a reader ended early"));
            readers.forEach(Process::destroy);
            watch(cameras.getFirst().mainUri(), "main");
            pass(WARM_UP_SECONDS);
            before = pictures("main");
            double main = percentOfOneCore();
            report(empty, standing, rate, main, (pictures("main") - before) / (double) SECONDS);
            assertTrue(standing < 50, "six doors cost " + standing + " % of a core");
        } finally {
            readers.forEach(Process::destroy);
            cameras.forEach(SimCamera::close);
        }
    }

    private static void report(double empty, double standing, double rate, double main, double mainRate)
            throws IOException {
        Files.createDirectories(Path.of("target/bench"));
        Files.writeString(
                Path.of("target/bench/sim-camera.json"),
                String.format(
                        Locale.ROOT,
                        """
                {"name":"sim-camera","machine":"%s, %d processors","figures":{"sixSubsEmptyCpu":%.1f,\
                "sixSubsVisitorsCpu":%.1f,"subPicturesPerSecond":%.1f,"oneMainVisitorCpu":%.1f,\
                "mainPicturesPerSecond":%.1f},"detail":"percent of one core for drawing, encoding and sending"}
                """,
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        empty,
                        standing,
                        rate,
                        main,
                        mainRate));
    }

    private void watch(URI stream, String name) throws IOException {
        readers.add(new ProcessBuilder(List.of(
                        "ffmpeg",
                        "-v",
                        "error",
                        "-nostdin",
                        "-progress",
                        folder.resolve(name).toString(),
                        "-rtsp_transport",
                        "tcp",
                        "-i",
                        stream.toString(),
                        "-c",
                        "copy",
                        "-f",
                        "null",
                        "-"))
                .inheritIO()
                .start());
    }

    /// How many pictures the readers of these names have received until now, by their own account.
    private long pictures(String name) throws IOException {
        long sum = 0;
        try (var files = Files.list(folder)) {
            for (var file : files.filter(f -> f.getFileName().toString().startsWith(name))
                    .toList()) {
                sum += Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("frame="))
                        .mapToLong(line -> Long.parseLong(line.substring(6).strip()))
                        .max()
                        .orElse(0);
            }
        }
        return sum;
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
