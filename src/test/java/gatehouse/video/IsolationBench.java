package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.darkroom.Darkroom;
import gatehouse.darkroom.DarkroomSettings;
import gatehouse.door.Login;
import gatehouse.door.Streams;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The same tiles decoded inside the console's process and in the darkroom's, in turns, beside `ffmpeg -threads 1 -f
/// null` on the same stream: what isolation costs in processor time, latency and memory, and how soon the pictures are
/// back when the process is killed.
@Tag("bench")
class IsolationBench {
    private static final int TILES = 4;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final long WARM_UP_SECONDS = 4;
    private static final long MEASURED_SECONDS = 8;
    private static final double TICK_MILLIS = 10;
    private static final View.Size TILE = new View.Size(640, 360);

    /// One round of one way.
    private record Figures(double cpuPercent, double shownPerSecond, double medianMs, double p95Ms, double mbPerTile) {}

    @Test
    void isolation() throws Exception {
        assumeTrue(
                List.of("", "video", "isolation").contains(System.getProperty("bench", "")),
                "another bench was asked for");
        GStreamer.needed();
        assumeTrue(Files.isReadable(Path.of("/proc/self/smaps_rollup")), "needs /proc");
        var json = JsonMapper.builder().build();
        var report = json.createObjectNode().put("name", "isolation");
        report.put(
                "machine",
                System.getProperty("os.name") + ", " + Runtime.getRuntime().availableProcessors() + " cores, Java "
                        + Runtime.version());
        var figures = report.putObject("figures");
        var theirs = new double[ROUNDS];
        var inside = new Figures[ROUNDS];
        var child = new Figures[ROUNDS];
        var loads = new StringBuilder();
        var likeACamera = Map.of("PRESET", System.getProperty("bench.preset", "superfast"));
        try (var server = GStreamer.start(likeACamera, 0, 1920, 1080, 25, 3000, 25);
                var in = Darkroom.inside();
                var out = Darkroom.open(DarkroomSettings.STANDARD);
                var keeper = open(server.uri(), in)) {
            // Somebody is always connected, or the server would take its encoder down and refuse viewers meanwhile.
            Cost.first(List.of(server.process.toHandle(), ProcessHandle.current()));
            still(keeper);
            for (int i = 0; i < ROUNDS; i++) {
                theirs[i] = ffmpeg(server.uri());
                inside[i] = tiles(server.uri(), in);
                child[i] = tiles(server.uri(), out);
                loads.append(Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0])
                        .append(' ');
            }
            back(server.uri(), out, figures);
        }
        double floor = at(theirs, 0.5);
        figures.put("ffmpegCpuPercent", floor);
        put(figures, "Inside", inside, floor);
        put(figures, "Child", child, floor);
        report.put(
                "detail",
                TILES + " tiles of 640x360, 1080p25 at 3 Mbit/s from one GStreamer server, decoded, scaled and copied,"
                        + " not painted; CPU of all processes in percent of one core per tile; latency from the arrival"
                        + " of the last packet to the picture in the console; medians of " + ROUNDS
                        + " interleaved rounds, put before all other programs where that is allowed; load of the machine after each round: "
                        + loads.toString().strip());
        Path file = Files.createDirectories(Path.of("target", "bench")).resolve("isolation.json");
        Files.writeString(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(report));
        assertTrue(figures.get("tileCpuChildPercent").asDouble() > 0);
    }

    private static void put(ObjectNode figures, String way, Figures[] rounds, double floor) {
        double cpu = at(Arrays.stream(rounds).mapToDouble(Figures::cpuPercent).toArray(), 0.5);
        figures.put("tileCpu" + way + "Percent", cpu);
        figures.put("cpuToFfmpeg" + way, Math.round(100 * cpu / floor) / 100.0);
        figures.put(
                "millisPerPicture" + way,
                at(
                        Arrays.stream(rounds)
                                .mapToDouble(r -> 10 * r.cpuPercent() / r.shownPerSecond())
                                .toArray(),
                        0.5));
        figures.put(
                "latency" + way + "MedianMs",
                at(Arrays.stream(rounds).mapToDouble(Figures::medianMs).toArray(), 0.5));
        figures.put(
                "latency" + way + "P95Ms",
                at(Arrays.stream(rounds).mapToDouble(Figures::p95Ms).toArray(), 0.5));
        figures.put(
                "shown" + way + "PerSecond",
                at(Arrays.stream(rounds).mapToDouble(Figures::shownPerSecond).toArray(), 0.5));
        figures.put(
                "mbPerTile" + way,
                at(Arrays.stream(rounds).mapToDouble(Figures::mbPerTile).toArray(), 0.5));
    }

    private static Figures tiles(URI uri, Darkroom darkroom) throws IOException, InterruptedException {
        var videos = new ArrayList<DoorVideo>();
        var views = new ArrayList<View>();
        var pictures = new Semaphore(0);
        var screen = new Screen(views, pictures);
        try {
            for (int i = 0; i < TILES; i++) {
                videos.add(open(uri, darkroom));
            }
            for (var video : videos) {
                awaitWarm(video);
            }
            var pids = new ArrayList<>(darkroom.processes());
            pids.add(ProcessHandle.current().pid());
            double before = megabytes(pids);
            for (var video : videos) {
                var view = video.watch(TILE.width(), TILE.height(), false);
                view.onPicture(pictures::release);
                views.add(view);
            }
            screen.thread.start();
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS));
            screen.measure();
            double percent = percent(pids) / TILES;
            double mb = (megabytes(pids) - before) / TILES;
            var ages = screen.ages();
            return new Figures(
                    percent, ages.length / (double) (MEASURED_SECONDS * TILES), at(ages, 0.5), at(ages, 0.95), mb);
        } finally {
            screen.thread.interrupt();
            screen.thread.join();
            views.forEach(View::close);
            videos.forEach(DoorVideo::close);
        }
    }

    /// Copies each new picture as the screen does and notes how old it is by then.
    private static final class Screen {
        private final List<View> views;
        private final Semaphore pictures;
        private final List<Double> ages = new ArrayList<>(); // guarded by itself
        private volatile boolean measuring;
        final Thread thread =
                Thread.ofPlatform().daemon(true).name("bench-screen").unstarted(this::copy);

        Screen(List<View> views, Semaphore pictures) {
            this.views = views;
            this.pictures = pictures;
        }

        private void copy() {
            var bgra = ByteBuffer.allocateDirect(4 * TILE.width() * TILE.height());
            try {
                while (true) {
                    pictures.acquire();
                    pictures.drainPermits();
                    for (var view : views) {
                        if (view.copyNewest(bgra.clear(), TILE) && measuring) {
                            synchronized (ages) {
                                ages.add(view.age().orElseThrow().toNanos() / 1e6);
                            }
                        }
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void measure() {
            measuring = true;
        }

        double[] ages() {
            measuring = false;
            synchronized (ages) {
                return ages.stream().mapToDouble(Double::doubleValue).toArray();
            }
        }
    }

    /// From the kill to a picture that came after it.
    private static void back(URI uri, Darkroom darkroom, ObjectNode figures) throws InterruptedException {
        var times = new double[5];
        try (var video = open(uri, darkroom);
                var view = video.watch(TILE.width(), TILE.height(), false)) {
            for (int i = 0; i < times.length; i++) {
                Watching.awaitPicture(view, v -> v.age().orElseThrow().toMillis() < 80);
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(6));
                long killed = System.nanoTime();
                ProcessHandle.of(darkroom.processes().getFirst()).orElseThrow().destroyForcibly();
                Watching.awaitPicture(view, v -> v.age().orElseThrow().toMillis() > 60);
                Watching.awaitPicture(view, v -> v.age().orElseThrow().toMillis() < 60);
                times[i] = (System.nanoTime() - killed) / 1e6;
            }
        }
        figures.put("backAfterKillMs", at(times, 0.5));
    }

    private static void still(DoorVideo video) throws InterruptedException {
        try (var view = video.watch(64, 36, false)) {
            Watching.awaitPicture(view);
        }
    }

    private static void awaitWarm(DoorVideo video) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (video.info().connectedSince().isEmpty()) {
            assertTrue(System.nanoTime() < deadline, "the stream did not come");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static DoorVideo open(URI uri, Darkroom darkroom) {
        return DoorVideo.open(
                "bench", new Streams(uri, uri, Login.NONE), darkroom, VideoSettings.STANDARD, event -> {});
    }

    private static double ffmpeg(URI uri) throws IOException, InterruptedException {
        var processes = new ArrayList<Process>();
        try {
            for (int i = 0; i < TILES; i++) {
                processes.add(new ProcessBuilder(
                                "setsid",
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
            Cost.first(processes.stream().map(Process::toHandle).toList());
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS));
            return percent(processes.stream().map(Process::pid).toList()) / TILES;
        } finally {
            for (var process : processes) {
                process.destroyForcibly();
                process.waitFor(10, TimeUnit.SECONDS);
            }
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

    /// What the processes hold, shared memory counted once.
    private static double megabytes(List<Long> pids) throws IOException {
        double sum = 0;
        for (long pid : pids) {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
                if (line.startsWith("Pss:")) {
                    sum += Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
                }
            }
        }
        return sum;
    }

    private static double at(double[] values, double part) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        double value = sorted[(int) Math.min(sorted.length - 1L, Math.round(part * (sorted.length - 1)))];
        return Math.round(value * 100) / 100.0;
    }
}
