package gatehouse.video;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/// A hundred warm doors, nine of them shown: nobody falls behind.
final class HundredDoors {
    private static final int DOORS = 100;
    private static final int SHOWN = 9;

    private HundredDoors() {}

    static void measure(BenchPlan plan, Path folder) throws IOException, InterruptedException {
        try (var display = XDisplay.open(folder.resolve("hundred"), 1920, 1080);
                var server = GStreamer.start(0, 640, 360, 12, 400, 12);
                var keeper = Players.start(Players.Kind.FFMPEG, server.uri());
                var window = WallWindow.Running.start(display, SHOWN, 3, 640, 360, DOORS, server.uri())) {
            Cost.first(keeper.processes());
            Cost.first(List.of(server.process.toHandle()));
            Cost.first(window.processes());
            Cost.first(display.server());
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(plan.warmSeconds()));
            var before = JsonMapper.shared().readTree(window.ask("figures"));
            var serving = Cost.now(List.of(server.process.toHandle()));
            long seconds = 2L * plan.seconds();
            var cost = Cost.over(seconds, window.processes());
            var after = JsonMapper.shared().readTree(window.ask("figures"));
            plan.put("hundredCpuPercent", cost.all());
            plan.put(
                    "hundredServerCpuPercent",
                    Cost.now(List.of(server.process.toHandle())).since(serving).all());
            for (var key : List.of("ageMedianMs", "ageP95Ms", "ageMaxMs", "reconnects", "leastFps", "slowed")) {
                plan.put(
                        "hundred" + Character.toUpperCase(key.charAt(0)) + key.substring(1),
                        after.path(key).asDouble());
            }
            long lost = before.path("lost").asLong();
            plan.put("hundredLostAtStart", (double) lost);
            plan.put("hundredLost", (double) (after.path("lost").asLong() - lost));
            long pictures =
                    after.path("pictures").asLong() - before.path("pictures").asLong();
            plan.put("hundredPicturesPerSecond", pictures / (double) (seconds * SHOWN));
        }
    }
}
