package gatehouse.video;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What doors cost that nobody looks at, and how much memory a tile takes.
final class HiddenDoors {
    private static final int HIDDEN = 9;
    private static final int MANY = 50;
    private static final double MEGABYTE = 1024 * 1024;

    private final BenchPlan plan;
    private final XDisplay display;

    private HiddenDoors(BenchPlan plan, XDisplay display) {
        this.plan = plan;
        this.display = display;
    }

    private record Memory(double pss, double used, double buffered) {}

    static void measure(BenchPlan plan, Path folder) throws IOException, InterruptedException {
        try (var display = XDisplay.open(folder.resolve("hidden"), 1920, 1080)) {
            var all = new HiddenDoors(plan, display);
            try (var server = GStreamer.start(plan.likeACamera(), 0, 1920, 1080, 25, 3000, 25);
                    var keeper = Players.start(Players.Kind.FFMPEG, server.uri())) {
                Cost.first(keeper.processes());
                all.cpu(server.uri());
                double one = all.memory(1, 1, server.uri()).pss();
                double nine = all.memory(9, 9, server.uri()).pss();
                plan.put("mbOneTile", one);
                plan.put("mbNineTiles", nine);
                plan.put("mbPerTile", (nine - one) / 8);
            }
            try (var server = GStreamer.start(0, 640, 360, 12, 400, 12);
                    var keeper = Players.start(Players.Kind.FFMPEG, server.uri())) {
                Cost.first(keeper.processes());
                all.growth(server.uri());
            }
        }
    }

    private void cpu(URI uri) throws IOException {
        try (var window = WallWindow.Running.start(display, 0, 1, 640, 360, HIDDEN, uri)) {
            Cost.first(window.processes());
            warm();
            plan.put(
                    "hiddenDoorCpuPercent",
                    Cost.over(plan.seconds(), window.processes()).all() / HIDDEN);
        }
    }

    /// A door more in memory: what is in use after a collection, and all pages of the processes.
    private void growth(URI uri) throws IOException {
        var none = memory(0, 1, uri);
        var many = memory(0, 1 + MANY, uri);
        double buffered = (many.buffered() - none.buffered()) / MANY;
        plan.put("hiddenDoorBufferedMb", buffered);
        plan.put("hiddenDoorOverheadMb", (many.used() - none.used()) / MANY - buffered);
        plan.put("hiddenDoorOverheadPssMb", (many.pss() - none.pss()) / MANY - buffered);
    }

    private Memory memory(int shown, int opened, URI uri) throws IOException {
        try (var window = WallWindow.Running.start(display, shown, 3, 640, 360, opened, uri)) {
            warm();
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(plan.seconds()));
            var told = JsonMapper.shared().readTree(window.ask("memory"));
            double used = megabytes(told, "heapBytes") + megabytes(told, "otherBytes");
            return new Memory(Cost.megabytes(window.processes()), used, megabytes(told, "bufferedBytes"));
        }
    }

    private static double megabytes(JsonNode told, String key) {
        return told.path(key).asDouble() / MEGABYTE;
    }

    private void warm() {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(plan.warmSeconds()));
    }
}
