package gatehouse.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Rule 10: what was acknowledged is there after the process was killed at any moment.
@Execution(ExecutionMode.CONCURRENT)
class KillTest {
    private static final int ROUNDS = 5;

    @TempDir
    Path data;

    /// Keeps events for ever; an id stands on its output only after `keep` returned.
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws Exception {
            try (var history = History.open(Path.of(args[0]), s -> {}, Disk.REAL, 100_000)) {
                for (int i = 0; ; i++) {
                    var event = Event.now(Kind.NOTE, "note " + i).withVisit("visit-" + i / 4);
                    history.keep(event);
                    System.out.println(event.id());
                    System.out.flush();
                }
            }
        }
    }

    @Test
    void nothingAcknowledgedIsLostByKilling() throws Exception {
        var random = new Random(3);
        var acknowledged = new ArrayList<String>();
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(killedAfter(20 + random.nextInt(600)));
        }
        var found = new HashSet<String>();
        try (var history = History.open(data)) {
            assertTrue(history.flush(Duration.ofSeconds(60)));
            var page = history.search(Search.everything().limit(1000));
            page.rows().forEach(e -> found.add(e.id().toString()));
            while (page.next().isPresent()) {
                page = history.search(
                        Search.everything().limit(1000).after(page.next().get()));
                page.rows().forEach(e -> found.add(e.id().toString()));
            }
        }
        var lost = acknowledged.stream().filter(id -> !found.contains(id)).toList();
        assertEquals(List.of(), lost, "of " + acknowledged.size());
        var report = History.verify(data);
        assertTrue(report.ok(), () -> report.problems().toString());
    }

    private List<String> killedAfter(int lines) throws Exception {
        var writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        data.toString())
                .redirectErrorStream(false)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var ids = new ArrayList<String>();
        try (var out = new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.US_ASCII))) {
            String line;
            while ((line = out.readLine()) != null) {
                if (line.length() == 36) {
                    ids.add(line);
                }
                if (ids.size() == lines) {
                    writer.toHandle().destroyForcibly(); // SIGKILL; what it said before is still read
                }
            }
        } finally {
            writer.destroyForcibly();
            assertTrue(writer.waitFor(20, TimeUnit.SECONDS));
        }
        assertTrue(ids.size() >= lines, "the writer wrote " + ids.size());
        return ids;
    }
}
