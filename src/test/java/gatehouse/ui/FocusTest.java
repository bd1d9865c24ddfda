package gatehouse.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// Somebody types into another window while it rings: every key must arrive there. On a display of its own, with a
/// window manager, an xterm and a console in a process of its own.
@Isolated
@Tag("peer")
class FocusTest {
    private static final String THIRTY = "abcdefghijklmnopqrstuvwxyz1234";
    private final List<Process> started = new ArrayList<>();
    private String display = "";

    @TempDir
    Path folder;

    @BeforeEach
    void openDisplay() throws Exception {
        for (var program : List.of("Xvfb", "openbox", "xterm", "xdotool")) {
            need(program);
        }
        var x = start(
                ProcessBuilder.Redirect.DISCARD,
                "Xvfb",
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1920x1200x24",
                "-nolisten",
                "tcp");
        display = ":" + line(x, 20);
        start(ProcessBuilder.Redirect.DISCARD, "openbox");
    }

    @AfterEach
    void endWhatWasStarted() throws Exception {
        for (var process : started.reversed()) {
            process.destroy();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void everyKeyTypedElsewhereArrivesThereWhileItRings() throws Exception {
        var console = start(ProcessBuilder.Redirect.INHERIT, console().toArray(String[]::new));
        var said = new BufferedReader(new InputStreamReader(console.getInputStream(), StandardCharsets.UTF_8));
        assertEquals("open", within(said, 60));

        var typed = folder.resolve("typed");
        start(
                ProcessBuilder.Redirect.DISCARD,
                "xterm",
                "-T",
                "elsewhere",
                "-geometry",
                "400x120+0+0",
                "-e",
                "sh",
                "-c",
                "stty -icanon; head -c 30 > " + typed + "; exec cat > /dev/null");
        var elsewhere = ask("xdotool", "search", "--sync", "--onlyvisible", "--name", "^elsewhere$");
        ask("xdotool", "windowactivate", "--sync", elsewhere);
        ask("xdotool", "type", "--delay", "20", THIRTY.substring(0, 5));
        ask("xdotool", "mousemove", "960", "600");
        var covering = windowUnderTheMouse();

        console.getOutputStream().write('\n');
        console.getOutputStream().flush();
        assertEquals("rings", within(said, 60));
        ask("xdotool", "type", "--delay", "20", THIRTY.substring(5));
        assertNotEquals(covering, windowUnderTheMouse(), "the pop-up is above it");

        assertEquals(elsewhere, ask("xdotool", "getactivewindow"));
        assertTrue(waitUntilWritten(typed), "all keys arrived");
        assertEquals(THIRTY, Files.readString(typed));
    }

    private String windowUnderTheMouse() throws Exception {
        return ask("xdotool", "getmouselocation", "--shell")
                .lines()
                .filter(line -> line.startsWith("WINDOW="))
                .map(line -> line.substring("WINDOW=".length()))
                .findFirst()
                .orElse("");
    }

    /// `head` writes when it has the thirtieth key. The xterm stays, or the window manager would choose another window.
    private static boolean waitUntilWritten(Path typed) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (Files.size(typed) < THIRTY.length() && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000_000);
        }
        return Files.size(typed) == THIRTY.length();
    }

    private static List<String> console() {
        var java = new ArrayList<String>();
        java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        java.add("--module-path=" + Path.of("target", "app", "fx").toAbsolutePath());
        java.add("--add-modules=javafx.controls");
        java.add("--enable-native-access=javafx.graphics,ALL-UNNAMED");
        java.add("-Dprism.order=sw");
        java.add("-cp");
        java.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        java.add("gatehouse.ui.Gallery");
        java.add("--ring");
        return java;
    }

    private Process start(ProcessBuilder.Redirect errors, String... command) throws IOException {
        var builder = new ProcessBuilder(command).redirectError(errors);
        Map<String, String> environment = builder.environment();
        if (!display.isEmpty()) {
            environment.put("DISPLAY", display);
        }
        var process = builder.start();
        started.add(process);
        return process;
    }

    private String ask(String... command) throws Exception {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DISPLAY", display);
        var process = builder.start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            fail(String.join(" ", command) + " did not end");
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static String line(Process process, int seconds) throws Exception {
        return within(
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)), seconds);
    }

    private static String within(BufferedReader from, int seconds) throws Exception {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        return from.readLine();
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .get(seconds, TimeUnit.SECONDS);
    }

    private static void need(String program) {
        boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(p -> Files.isExecutable(Path.of(p, program)));
        if (!there && "required".equals(System.getenv("GATEHOUSE_PEERS"))) {
            fail(program + " is missing");
        }
        if (!there) {
            abort(program + " is missing");
        }
    }
}
