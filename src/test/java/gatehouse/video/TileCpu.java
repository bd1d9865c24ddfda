package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a tile costs, painting included, beside mpv and ffplay that do the same and ffmpeg that only decodes; the order
/// is the same in each round, so that a busy minute hits all.
final class TileCpu {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int ATTEMPTS = 3;
    private static final double IDLE_PERCENT = 0.3;
    private static final long KEEPER_SECONDS = 2;

    private final BenchPlan plan;
    private final Path folder;
    private final int tiles;
    private final int columns;
    private final int[] source;
    private final Map<Players.Kind, double[]> theirs = new EnumMap<>(Players.Kind.class);
    private final double[] ours;
    private final double[] xServer;
    private final double[] rate;
    private final double[] decodeSide;
    private final double[] paint;
    private long slowed;

    private TileCpu(BenchPlan plan, Path folder, int tiles, int[] source) {
        this.plan = plan;
        this.folder = folder;
        this.tiles = tiles;
        this.columns = (int) Math.ceil(Math.sqrt(tiles));
        this.source = source;
        this.ours = new double[plan.rounds()];
        this.xServer = new double[plan.rounds()];
        this.rate = new double[plan.rounds()];
        this.decodeSide = new double[plan.rounds()];
        this.paint = new double[plan.rounds()];
    }

    static void measure(BenchPlan plan, Path folder, int tiles) throws IOException {
        var all = new TileCpu(plan, folder, tiles, new int[] {1920, 1080, 25, 3000, 25});
        for (int round = 0; round < plan.rounds(); round++) {
            for (var kind : Players.Kind.values()) {
                all.player(kind, round);
            }
            all.console(round);
        }
        all.report(Integer.toString(tiles));
        all.shares();
    }

    static void measureSubs(BenchPlan plan, Path folder) throws IOException {
        var all = new TileCpu(plan, folder, 16, new int[] {WIDTH, HEIGHT, 12, 400, 12});
        for (int round = 0; round < plan.rounds(); round++) {
            all.player(Players.Kind.FFMPEG, round);
            all.player(Players.Kind.MPV, round);
            all.console(round);
        }
        all.report("16Subs");
    }

    /// A fresh server for each measurement: what one viewer leaves behind in it disturbs no other.
    private GStreamer server() throws IOException {
        var server = GStreamer.start(plan.likeACamera(), 0, source[0], source[1], source[2], source[3], source[4]);
        Cost.first(List.of(server.process.toHandle()));
        return server;
    }

    private void player(Players.Kind kind, int round) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var percent = player(kind);
            if (percent.isPresent()) {
                theirs.computeIfAbsent(kind, k -> new double[plan.rounds()])[round] = percent.getAsDouble();
                return;
            }
        }
        fail(kind + " did not get its pictures, " + ATTEMPTS + " times");
    }

    /// Empty when one of them had nothing to do: its connection failed, and none of them tries again.
    private OptionalDouble player(Players.Kind kind) throws IOException {
        try (var display = display();
                var server = server();
                var keeper = keeper(server);
                var players = Players.start(kind, display, tiles, columns, WIDTH, HEIGHT, server.uri())) {
            assertTrue(keeper.allRun());
            Cost.first(players.processes());
            warm();
            var before = new ArrayList<Cost>();
            for (var process : players.processes()) {
                before.add(Cost.now(List.of(process)));
            }
            var cost = Cost.over(plan.seconds(), players.processes());
            for (int i = 0; i < tiles; i++) {
                var own = Cost.now(List.of(players.processes().get(i)));
                if (own.since(before.get(i)).all() < IDLE_PERCENT) {
                    return OptionalDouble.empty();
                }
            }
            return players.allRun() ? OptionalDouble.of(cost.all() / tiles) : OptionalDouble.empty();
        }
    }

    /// The first viewer alone, until the encoder runs: the server stumbles when many ask for a stream that only begins.
    private static Players keeper(GStreamer server) throws IOException {
        var keeper = Players.start(Players.Kind.FFMPEG, server.uri());
        Cost.first(keeper.processes());
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(KEEPER_SECONDS));
        return keeper;
    }

    private void console(int round) throws IOException {
        try (var display = display();
                var server = server();
                var keeper = keeper(server);
                var window = WallWindow.Running.start(display, tiles, columns, WIDTH, HEIGHT, tiles, server.uri())) {
            assertTrue(keeper.allRun());
            Cost.first(window.processes());
            warm();
            var pictures = pictures(window);
            var painted = Cost.now(display.server());
            var cost = Cost.over(plan.seconds(), window.processes());
            xServer[round] = Cost.now(display.server()).since(painted).all() / tiles;
            rate[round] = (pictures(window) - pictures) / (double) (plan.seconds() * tiles);
            slowed = Math.max(slowed, figures(window).path("slowed").asLong());
            ours[round] = cost.all() / tiles;
            plan.putThreads(tiles + "Tiles", cost, tiles);
            decodeSide[round] = decodeSide(cost);
            paint[round] = cost.of("QuantumRenderer", "JavaFX Applicat") / tiles;
        }
    }

    /// With tiny tiles scaling and painting cost next to nothing: what is left of the decoders is decoding.
    private void shares() throws IOException {
        try (var display = display();
                var server = server();
                var keeper = keeper(server);
                var window = WallWindow.Running.start(display, tiles, columns, 16, 9, tiles, server.uri())) {
            assertTrue(keeper.allRun());
            Cost.first(window.processes());
            warm();
            double decode = decodeSide(Cost.over(plan.seconds(), window.processes()));
            plan.put("decodePercent" + tiles, decode);
            plan.put("scalePercent" + tiles, plan.median(decodeSide) - decode);
            plan.put("paintPercent" + tiles, plan.median(paint));
            plan.put("restPercent" + tiles, plan.median(ours) - plan.median(decodeSide) - plan.median(paint));
        }
    }

    private double decodeSide(Cost.Percent cost) {
        return cost.of("child ", "video-decode") / tiles;
    }

    private void report(String key) {
        plan.put("tileCpuPercent" + key, plan.median(ours));
        plan.put("tileXServerPercent" + key, plan.median(xServer));
        plan.put("tilePicturesPerSecond" + key, plan.median(rate));
        plan.put("tilesSlowed" + key, (double) slowed);
        theirs.forEach((kind, percent) -> {
            String name = switch (kind) {
                case FFMPEG -> "Ffmpeg";
                case MPV -> "Mpv";
                case FFPLAY -> "Ffplay";
            };
            plan.put("cpuPercent" + name + key, plan.median(percent));
            plan.put("cpuTo" + name + key, plan.median(ours) / plan.median(percent));
        });
    }

    private XDisplay display() throws IOException {
        var display = XDisplay.open(folder.resolve("cpu"), columns * WIDTH, columns * HEIGHT);
        Cost.first(display.server());
        return display;
    }

    private static long pictures(WallWindow.Running window) throws IOException {
        return figures(window).path("pictures").asLong();
    }

    private static JsonNode figures(WallWindow.Running window) throws IOException {
        return JsonMapper.shared().readTree(window.ask("figures"));
    }

    private void warm() {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(plan.warmSeconds()));
    }
}
