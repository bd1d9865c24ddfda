package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.darkroom.Darkroom;
import gatehouse.darkroom.DarkroomSettings;
import gatehouse.door.Login;
import gatehouse.door.Streams;
import gatehouse.sim.Faults;
import gatehouse.sim.camera.CameraSettings;
import gatehouse.sim.camera.SceneKind;
import gatehouse.sim.camera.SimCamera;
import gatehouse.sim.camera.TimeCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Tiles of a 1080p25 stream against `ffmpeg -threads 1 -f null` on the same stream in the same run, and the times to
/// a picture, cold and warm. Nothing is painted here; each picture is decoded, scaled and copied as the screen copies
/// it.
@Tag("bench")
class VideoBench {
    private static Darkroom darkroom;

    private static final int TILES = 4;
    private static final int ROUNDS = 3;
    private static final long WARM_UP_SECONDS = 5;
    private static final long MEASURED_SECONDS = 8;
    private static final double TICK_MILLIS = 10;

    @BeforeAll
    static void open() {
        darkroom = Darkroom.open(DarkroomSettings.STANDARD);
    }

    @AfterAll
    static void close() {
        darkroom.close();
    }

    @Test
    void video() throws Exception {
        assumeTrue(List.of("", "video").contains(System.getProperty("bench", "")), "another bench was asked for");
        GStreamer.needed();
        assumeTrue(Files.isReadable(Path.of("/proc/self/stat")), "needs /proc");
        var json = JsonMapper.builder().build();
        var report = json.createObjectNode().put("name", "video");
        report.put(
                "machine",
                System.getProperty("os.name") + ", " + Runtime.getRuntime().availableProcessors() + " cores, Java "
                        + Runtime.version());
        var figures = report.putObject("figures");
        try (var server = GStreamer.start(true, 0, 1920, 1080, 25, 3000, 25)) {
            cold(server.uri(), figures);
        }
        try (var server = GStreamer.start(0, 1920, 1080, 25, 3000, 25);
                var keeper = open(server.uri())) {
            // Somebody is always connected, or the server would take its encoder down and refuse viewers meanwhile.
            try (var view = keeper.watch(640, 360, false)) {
                firstPicture(view, System.nanoTime());
            }
            warm(keeper, figures);
            cpu(server.uri(), figures);
        }
        glassToGlass(figures);
        report.put(
                "detail",
                TILES + " tiles of 640x360 from one GStreamer server, 1080p25 at 3 Mbit/s, key picture each second;"
                        + " no painting: decoded, scaled and copied only; CPU in percent of one core per stream, medians of "
                        + ROUNDS
                        + " interleaved rounds; cold is from open() on a stream not running before; g2g: 640x360 at"
                        + " 12 pictures per second from the simulated door in the same process, from drawing to the copied"
                        + " picture, encoder included");
        Path out = Files.createDirectories(Path.of("target", "bench")).resolve("video.json");
        Files.writeString(out, json.writerWithDefaultPrettyPrinter().writeValueAsString(report));
        assertTrue(figures.get("cpuToFfmpeg4").asDouble() > 0);
    }

    private static void cold(URI uri, ObjectNode figures) throws InterruptedException {
        var cold = new double[9];
        for (int i = 0; i < cold.length; i++) {
            long opened = System.nanoTime();
            try (var video = open(uri);
                    var view = video.watch(640, 360, false)) {
                cold[i] = firstPicture(view, opened);
            }
        }
        figures.put("coldFirstPictureMs", at(cold, 0.5));
    }

    private static void warm(DoorVideo video, ObjectNode figures) throws InterruptedException {
        var key = new double[20];
        var live = new double[20];
        var random = new Random(1);
        for (int i = 0; i < key.length; i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300 + random.nextInt(1000)));
            warm(video, key, live, i);
        }
        figures.put("warmKeyMs", at(key, 0.5));
        figures.put("warmKeyP95Ms", at(key, 0.95));
        figures.put("warmLiveMs", at(live, 0.5));
        figures.put("warmLiveP95Ms", at(live, 0.95));
    }

    private static void glassToGlass(ObjectNode figures) throws IOException, InterruptedException {
        var settings = new CameraSettings(InetAddress.getLoopbackAddress(), 0, "Bench", SceneKind.GATE, 0, Login.NONE);
        var ages = new ArrayList<Double>();
        try (var camera = SimCamera.open(settings, new Faults());
                var video = open(camera.subUri());
                var view = video.watch(640, 360, false)) {
            var pictures = new Semaphore(0);
            view.onPicture(pictures::release);
            var size = new View.Size(640, 360);
            var bgra = ByteBuffer.allocateDirect(4 * 640 * 360).order(ByteOrder.LITTLE_ENDIAN);
            var argb = new int[640 * 360];
            while (ages.size() < 140) {
                assertTrue(pictures.tryAcquire(20, TimeUnit.SECONDS));
                if (view.copyNewest(bgra, size)) {
                    bgra.asIntBuffer().get(argb);
                    long drawn = TimeCode.read(argb, 640, 360).orElseThrow();
                    ages.add((double) TimeCode.ageMillis(drawn, System.currentTimeMillis()));
                }
            }
        }
        var warm = ages.stream().skip(20).mapToDouble(Double::doubleValue).toArray();
        figures.put("g2gMedianMs", at(warm, 0.5));
        figures.put("g2gP95Ms", at(warm, 0.95));
    }

    private static double firstPicture(View view, long since) throws InterruptedException {
        var there = new CountDownLatch(1);
        var when = new AtomicLong();
        view.onPicture(() -> {
            when.compareAndSet(0, System.nanoTime());
            there.countDown();
        });
        assertTrue(view.newest().isPresent() || there.await(20, TimeUnit.SECONDS));
        return ((when.get() == 0 ? System.nanoTime() : when.get()) - since) / 1e6;
    }

    /// Live means: the picture shown arrived less than two frame periods ago.
    private static void warm(DoorVideo video, double[] key, double[] live, int index) throws InterruptedException {
        long opened = System.nanoTime();
        try (var view = video.watch(640, 360, false)) {
            key[index] = firstPicture(view, opened);
            var more = new Semaphore(0);
            view.onPicture(more::release);
            while (view.age().orElseThrow().toMillis() > 80) {
                assertTrue(more.tryAcquire(20, TimeUnit.SECONDS));
            }
            live[index] = (System.nanoTime() - opened) / 1e6;
        }
    }

    private static void cpu(URI uri, ObjectNode figures) throws IOException, InterruptedException {
        var ours = new double[ROUNDS];
        var hidden = new double[ROUNDS];
        var theirs = new double[ROUNDS];
        var shown = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            theirs[round] = ffmpeg(uri);
            console(uri, round, ours, hidden, shown);
        }
        figures.put("ffmpegCpuPercent", at(theirs, 0.5));
        figures.put("tileCpuPercent", at(ours, 0.5));
        figures.put("tilePicturesPerSecond", at(shown, 0.5));
        figures.put("hiddenDoorCpuPercent", at(hidden, 0.5));
        figures.put("cpuToFfmpeg4", at(ours, 0.5) / at(theirs, 0.5));
    }

    private static double ffmpeg(URI uri) throws IOException, InterruptedException {
        var processes = new ArrayList<Process>();
        try {
            for (int i = 0; i < TILES; i++) {
                processes.add(new ProcessBuilder(
                                "ffmpeg",
                                "-v",
                                "quiet",
                                "-nostdin",
                                "-threads",
                                "1",
                                "-rtsp_transport",
                                "tcp",
                                "-i",
                                uri.toString(),
                                "-an",
                                "-f",
                                "null",
                                "-")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start());
            }
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS));
            var pids = processes.stream().map(Process::pid).toList();
            return percent(pids) / TILES;
        } finally {
            for (var process : processes) {
                process.destroyForcibly();
                process.waitFor(10, TimeUnit.SECONDS);
            }
        }
    }

    private static void console(URI uri, int round, double[] ours, double[] hidden, double[] shown)
            throws IOException, InterruptedException {
        var own = new ArrayList<>(darkroom.processes());
        own.add(ProcessHandle.current().pid());
        var videos = new ArrayList<DoorVideo>();
        var views = new ArrayList<View>();
        try {
            for (int i = 0; i < TILES; i++) {
                videos.add(open(uri));
            }
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS));
            hidden[round] = percent(own) / TILES;
            var pictures = new Semaphore(0);
            var copied = new AtomicLong();
            for (var video : videos) {
                var view = video.watch(640, 360, false);
                view.onPicture(pictures::release);
                views.add(view);
            }
            var screen =
                    Thread.ofPlatform().daemon(true).name("bench-screen").start(() -> copy(views, pictures, copied));
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS));
            long before = copied.get();
            ours[round] = percent(own) / TILES;
            shown[round] = (copied.get() - before) / (double) (MEASURED_SECONDS * TILES);
            screen.interrupt();
            screen.join();
        } finally {
            views.forEach(View::close);
            videos.forEach(DoorVideo::close);
        }
    }

    private static void copy(List<View> views, Semaphore pictures, AtomicLong copied) {
        var size = new View.Size(640, 360);
        var screen = ByteBuffer.allocateDirect(4 * 640 * 360);
        try {
            while (true) {
                pictures.acquire();
                pictures.drainPermits();
                for (var view : views) {
                    if (view.copyNewest(screen, size)) {
                        copied.incrementAndGet();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// User and system time of the processes over the measured span, in percent of one core.
    private static double percent(List<Long> pids) throws IOException {
        long before = ticks(pids);
        long begin = System.nanoTime();
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(MEASURED_SECONDS));
        double millis = (System.nanoTime() - begin) / 1e6;
        return 100 * TICK_MILLIS * (ticks(pids) - before) / millis;
    }

    private static long ticks(List<Long> pids) throws IOException {
        long sum = 0;
        for (long pid : pids) {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            var words = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            sum += Long.parseLong(words.get(11)) + Long.parseLong(words.get(12));
        }
        return sum;
    }

    private static DoorVideo open(URI uri) {
        return DoorVideo.open(
                "bench", new Streams(uri, uri, Login.NONE), darkroom, VideoSettings.STANDARD, event -> {});
    }

    private static double at(double[] values, double part) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        double value = sorted[(int) Math.min(sorted.length - 1L, Math.round(part * (sorted.length - 1)))];
        return Math.round(value * 100) / 100.0;
    }
}
