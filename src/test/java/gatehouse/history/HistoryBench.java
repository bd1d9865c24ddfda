package gatehouse.history;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// 2,000 events kept one by one with an fsync each; then 100,000 in a journal that is copied, searched and verified.
@Tag("bench")
class HistoryBench {
    private static final int APPENDS = 2_000;
    private static final int EVENTS = 100_000;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path data;

    @Test
    void history() throws Exception {
        assumeTrue(List.of("", "history").contains(System.getProperty("bench", "")), "another bench was asked for");
        var json = JsonMapper.builder().build();
        var report = json.createObjectNode().put("name", "history");
        report.put(
                "machine",
                System.getProperty("os.name") + ", " + Runtime.getRuntime().availableProcessors() + " cores, Java "
                        + Runtime.version());
        var figures = report.putObject("figures");

        var appends = new long[APPENDS];
        try (var history = History.open(Files.createDirectory(data.resolve("appends")))) {
            assertTrue(history.flush(Duration.ofSeconds(30)));
            long begin = System.nanoTime();
            for (int i = 0; i < APPENDS; i++) {
                var event = Event.now(Kind.RANG, "Rang from extension 302").withVisit("call-" + i);
                long before = System.nanoTime();
                history.keep(event);
                appends[i] = System.nanoTime() - before;
            }
            figures.put("appendsPerSecond", APPENDS * 1_000_000_000L / (System.nanoTime() - begin));
            figures.put("appendP99Ms", millis(appends, 0.99));
        }

        Path large = Files.createDirectory(data.resolve("large"));
        long bytes = write(large);
        figures.put("events", EVENTS);
        figures.put("bytesPerEvent", bytes / EVENTS);
        long begin = System.nanoTime();
        try (var history = History.open(large)) {
            assertTrue(history.flush(Duration.ofMinutes(2)));
            figures.put("rebuildPerSecond", EVENTS * 1_000_000_000L / (System.nanoTime() - begin));
        }
        begin = System.nanoTime();
        try (var history = History.open(large)) {
            figures.put("openMs", (System.nanoTime() - begin) / 1_000_000);
            assertTrue(history.flush(Duration.ofMinutes(2)));
            figures.put("startMs", (System.nanoTime() - begin) / 1_000_000);
            measure(history, figures);
        }
        begin = System.nanoTime();
        var verified = History.verify(large);
        assertTrue(verified.ok(), () -> verified.problems().toString());
        figures.put("verifyPerSecond", verified.events() * 1_000_000_000L / (System.nanoTime() - begin));
        figures.put("searchFileMb", Files.size(Projection.fileIn(large)) >> 20);

        report.put("detail", "Search pages are visits with their events, 50 each, first execution of each question.");
        Path out = Files.createDirectories(Path.of("target", "bench")).resolve("history.json");
        Files.writeString(out, json.writerWithDefaultPrettyPrinter().writeValueAsString(report));
    }

    private static void measure(History history, tools.jackson.databind.node.ObjectNode figures) throws HistoryFault {
        var random = new Random(5);
        var first = new ArrayList<Long>();
        var next = new ArrayList<Long>();
        var text = new ArrayList<Long>();
        for (int i = 0; i < 40; i++) {
            Instant from = BEGIN.plus(Duration.ofDays(random.nextInt(300)));
            var search = Search.between(from, from.plus(Duration.ofDays(30))).limit(50);
            search = i % 2 == 0 ? search : search.doors(List.of(Samples.DOORS.get(i % 3)));
            search = i % 5 == 0 ? search.kinds(List.of(Kind.MISSED)) : search;
            long begin = System.nanoTime();
            var page = history.visits(search);
            first.add(System.nanoTime() - begin);
            Optional<Key> after = page.next();
            if (after.isPresent()) {
                begin = System.nanoTime();
                history.visits(search.after(after.get()));
                next.add(System.nanoTime() - begin);
            }
            begin = System.nanoTime();
            history.visits(Search.everything().limit(50).text(i % 2 == 0 ? "extension 30" + i % 5 : "not-conf anna"));
            text.add(System.nanoTime() - begin);
        }
        figures.put("firstPageP95Ms", millis(array(first), 0.95));
        figures.put("nextPageP95Ms", millis(array(next), 0.95));
        figures.put("textP95Ms", millis(array(text), 0.95));
        long begin = System.nanoTime();
        history.counts(BEGIN, BEGIN.plus(Duration.ofDays(365)));
        figures.put("countYearMs", (System.nanoTime() - begin) / 1_000_000);
    }

    /// The same records as `keep` writes, without an fsync for each.
    private static long write(Path folder) throws Exception {
        RandomGenerator random = new Random(1);
        var noSync = new Disk() {
            @Override
            public Sink create(Path file) throws java.io.IOException {
                Sink real = Disk.REAL.create(file);
                return new Sink() {
                    @Override
                    public int write(java.nio.ByteBuffer bytes) throws java.io.IOException {
                        return real.write(bytes);
                    }

                    @Override
                    public void force() {}

                    @Override
                    public void close() throws java.io.IOException {
                        real.close();
                    }
                };
            }

            @Override
            public void settle(Path settled) {}
        };
        long bytes = 0;
        int n = 0;
        try (var journal = Journal.open(folder, noSync, 8L << 20)) {
            for (int call = 0; n < EVENTS; call++) {
                for (Event event : Samples.call("call-" + call, BEGIN.plusSeconds(1_100L * call), random)) {
                    byte[] payload = EventJson.write(event).getBytes(StandardCharsets.UTF_8);
                    bytes += journal.append(payload, event.at(), event.monotonic())
                            .size();
                    n = n + 1;
                    if (n == EVENTS) {
                        break;
                    }
                }
            }
        }
        return bytes;
    }

    private static long[] array(List<Long> times) {
        return times.stream().mapToLong(Long::longValue).toArray();
    }

    private static double millis(long[] nanos, double share) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return Math.round(sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * share))] / 10_000.0)
                / 100.0;
    }
}
