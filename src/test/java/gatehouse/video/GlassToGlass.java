package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// From a picture being drawn in the server to its standing in the frame buffer of the display: a code of 32 blocks
/// says when it was drawn. Encoder, network, decoder and painting are in it.
final class GlassToGlass {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;
    private static final int BITS = 32;
    private static final int ROW = 16;
    private static final int MIDDLE = 128;
    private static final long POLL_NANOS = 300_000;
    private static final int OLDEST_MILLIS = 5000;
    private static final int LEAST = 50;

    private final XDisplay display;
    private int before;

    private GlassToGlass(XDisplay display) {
        this.display = display;
    }

    static void measure(BenchPlan plan, Path folder) throws IOException, InterruptedException {
        try (var server = GStreamer.clock(WIDTH, HEIGHT, 25, 3000);
                var display = XDisplay.open(folder.resolve("g2g"), WIDTH, HEIGHT)) {
            Cost.first(List.of(server.process.toHandle()));
            Cost.first(display.server());
            try (var ours = WallWindow.Running.start(display, 1, 1, WIDTH, HEIGHT, 1, server.uri())) {
                put(plan, "g2g", new GlassToGlass(display).ages(plan, ours.processes()));
            }
            try (var mpv = Players.start(Players.Kind.MPV, display, 1, 1, WIDTH, HEIGHT, server.uri())) {
                put(plan, "g2gMpv", new GlassToGlass(display).ages(plan, mpv.processes()));
            }
            try (var ffplay = Players.start(Players.Kind.FFPLAY, display, 1, 1, WIDTH, HEIGHT, server.uri())) {
                put(plan, "g2gFfplay", new GlassToGlass(display).ages(plan, ffplay.processes()));
            }
        }
    }

    private static void put(BenchPlan plan, String key, double[] ages) {
        assertTrue(ages.length >= LEAST, key + ": only " + ages.length + " pictures were read");
        plan.put(key + "MedianMs", plan.median(ages));
        plan.put(key + "P95Ms", BenchPlan.at(ages, 0.95));
        plan.put(key + "MaxMs", BenchPlan.at(ages, 1));
        plan.figures().put(key + "Pictures", ages.length);
    }

    /// The age of each picture in the moment it appears.
    private double[] ages(BenchPlan plan, List<ProcessHandle> processes) {
        Cost.first(processes);
        long warm = System.nanoTime() + TimeUnit.SECONDS.toNanos(plan.warmSeconds());
        long end = warm + TimeUnit.SECONDS.toNanos(3L * plan.seconds());
        var ages = new ArrayList<Double>();
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            int code = code();
            double age = age(code);
            if (code != before && age >= 0 && age < OLDEST_MILLIS && code == code()) {
                before = code;
                if (now > warm) {
                    ages.add(age);
                }
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return ages.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// The clock of both sides is CLOCK_MONOTONIC, of which the picture carries the low 32 bits in milliseconds.
    private static double age(int code) {
        long now = System.nanoTime();
        return (int) (now / 1_000_000) - code + now % 1_000_000 / 1e6;
    }

    private int code() {
        int code = 0;
        for (int bit = 0; bit < BITS; bit++) {
            int x = (2 * bit + 1) * WIDTH / (2 * BITS);
            code = code << 1 | (display.green(x, ROW) > MIDDLE ? 1 : 0);
        }
        return code;
    }
}
