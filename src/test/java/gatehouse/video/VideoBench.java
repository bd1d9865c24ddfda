package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.peers.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The wall against mpv, ffplay and ffmpeg on the same streams in the same run, and what only the wall has: warm doors.
/// What the keys mean stands in docs/benchmarks.md.
@Tag("bench")
class VideoBench {
    @TempDir
    private Path folder;

    @Test
    void video() throws Exception {
        assumeTrue(List.of("", "video").contains(System.getProperty("bench", "")), "another bench was asked for");
        GStreamer.needed();
        Program.need("Xvfb", "ffmpeg", "ffplay", "mpv", "setsid");
        assumeTrue(Files.isReadable(Path.of("/proc/self/smaps_rollup")), "needs /proc");
        var json = JsonMapper.builder().build();
        var report = json.createObjectNode().put("name", "video");
        report.put(
                "machine",
                System.getProperty("os.name") + ", " + Runtime.getRuntime().availableProcessors() + " cores, Java "
                        + Runtime.version());
        var plan = BenchPlan.of(report);
        if (plan.wants("first")) {
            FirstPictures.measure(plan);
        }
        if (plan.wants("g2g")) {
            GlassToGlass.measure(plan, folder);
        }
        if (plan.wants("hidden")) {
            HiddenDoors.measure(plan, folder);
        }
        if (plan.wants("hundred")) {
            HundredDoors.measure(plan, folder);
        }
        for (int tiles : new int[] {4, 9}) {
            if (plan.wants("cpu" + tiles)) {
                TileCpu.measure(plan, folder, tiles);
            }
        }
        if (plan.wants("subs")) {
            TileCpu.measureSubs(plan, folder);
        }
        report.put(
                "detail",
                "GStreamer's server: 1080p25 at 3 Mbit/s, key picture each second; tiles 640x360 in a real window under"
                        + " Xvfb, console and its children together; CPU in percent of one core per tile, medians of "
                        + plan.rounds() + " interleaved rounds of " + plan.seconds()
                        + " s; glass to glass at 720p25 from drawing in the server to the frame buffer, encoder included");
        var out = Files.createDirectories(Path.of("target", "bench")).resolve("video.json");
        Files.writeString(out, json.writerWithDefaultPrettyPrinter().writeValueAsString(report));
        assertFalse(plan.figures().isEmpty());
    }
}
