package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.history.Event;
import gatehouse.history.History;
import gatehouse.history.Kind;
import gatehouse.history.Search;
import gatehouse.peers.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The console in a process of its own, with a window on an X server of its own, is told to end.
@Tag("peer")
class ToldToEndPeerTest {
    private static final int PATIENCE_S = 120;

    @TempDir
    private Path folder;

    private Process display;
    private Process console;
    private String screen;

    @BeforeEach
    void open() throws Exception {
        Program.need("Xvfb");
        var number = folder.resolve("number");
        display = new ProcessBuilder(
                        "sh", "-c", "exec Xvfb -displayfd 1 -screen 0 1366x768x24 > \"$0\"", number.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        until(
                "the display",
                () -> Files.exists(number) && !Files.readString(number).isBlank());
        screen = ":" + Files.readString(number).strip();
    }

    @AfterEach
    void close() throws Exception {
        for (var process : new Process[] {console, display}) {
            if (process != null) {
                process.destroyForcibly();
                assertTrue(process.waitFor(PATIENCE_S, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void signalWithAWindowEndsCleanlyWithItsReasonOnRecord() throws Exception {
        start();
        until("the start on record", this::started);
        console.toHandle().destroy();
        assertTrue(console.waitFor(PATIENCE_S, TimeUnit.SECONDS), "it ends");
        assertEquals(0, console.exitValue(), Files.readString(folder.resolve("said")));
        assertEquals(List.of("Gatehouse stopped: told to end by SIGTERM"), stopped());
    }

    @Test
    void displayThatGoesAwayIsSaidAndOnRecord() throws Exception {
        start();
        until("the window", this::hasWindow);
        display.destroyForcibly();
        assertTrue(console.waitFor(PATIENCE_S, TimeUnit.SECONDS), "it ends");
        var said = Files.readString(folder.resolve("said"));
        assertEquals(3, console.exitValue(), said);
        assertTrue(said.contains("The display has gone away"), said);
        assertEquals(List.of("Gatehouse stopped: the display went away"), stopped());
    }

    private void start() throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path=" + Path.of("target", "app", "fx").toAbsolutePath(),
                        "--add-modules=javafx.controls",
                        "--enable-native-access=javafx.graphics,ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx768m",
                        "-Dgatehouse.log.dir=" + folder.resolve("log"),
                        "-Dgatehouse.trace=" + folder.resolve("trace.json"),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "gatehouse.Main",
                        "console",
                        "--demo",
                        "--data",
                        folder.resolve("data").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment().put("DISPLAY", screen);
        builder.environment().put("HOME", folder.toString());
        console = builder.start();
    }

    private boolean started() throws IOException {
        return Files.exists(folder.resolve("data").resolve("events-000001.wal"));
    }

    /// The trace says when the window can be used.
    private boolean hasWindow() throws IOException {
        var trace = folder.resolve("trace.json");
        return Files.exists(trace) && Files.readString(trace).contains("\"usable\"");
    }

    private List<String> stopped() throws Exception {
        try (var history = History.open(folder.resolve("data"))) {
            assertTrue(history.flush(Duration.ofSeconds(PATIENCE_S)));
            var report = History.verify(folder.resolve("data"));
            assertTrue(report.ok(), report.problems().toString());
            return history.search(Search.everything().kinds(Set.of(Kind.STOPPED))).rows().stream()
                    .map(Event::sentence)
                    .toList();
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private void until(String what, Condition condition) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < end, () -> "never came: " + what);
            LockSupport.parkNanos(50_000_000);
        }
    }
}
