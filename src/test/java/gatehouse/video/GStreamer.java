package gatehouse.video;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// GStreamer's RTSP server as a child process, by Debian's own Python.
final class GStreamer implements AutoCloseable {
    private static final String PYTHON = "/usr/bin/python3";
    private static final String SCRIPT = "src/test/resources/peers/rtsp-server.py";
    private static final String CLOCK_SCRIPT = "src/test/resources/peers/rtsp-clock.py";

    final Process process;
    final int port;

    private GStreamer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Skips the test, or fails it where peers are required, when this machine has no such server.
    static void needed() throws IOException, InterruptedException {
        needed("x264enc");
    }

    /// The same for another of its encoders.
    static void needed(String element) throws IOException, InterruptedException {
        String missing = "python3 with gir1.2-gst-rtsp-server-1.0 and " + element + " is missing";
        boolean there = Files.isExecutable(Path.of(PYTHON)) && run(PYTHON, "-c", probe(element)) == 0;
        if (!there && "required".equals(System.getenv("GATEHOUSE_PEERS"))) {
            fail(missing);
        }
        Assumptions.assumeTrue(there, missing);
    }

    private static String probe(String element) {
        return String.format(Locale.ROOT, """
                import gi
                gi.require_version('GstRtspServer', '1.0')
                from gi.repository import Gst, GstRtspServer
                Gst.init(None)
                assert Gst.ElementFactory.find('%s')
                """, element);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    static GStreamer start(int port, int width, int height, int fps, int kbps, int gop, String... login)
            throws IOException {
        return start(Map.of(), port, width, height, fps, kbps, gop, login);
    }

    /// With an encoder for each viewer every connection begins at a key picture.
    static GStreamer start(
            boolean ownEncoder, int port, int width, int height, int fps, int kbps, int gop, String... login)
            throws IOException {
        return start(Map.of("OWN_ENCODER", ownEncoder ? "1" : "0"), port, width, height, fps, kbps, gop, login);
    }

    /// @param how `CODEC`, `TRANSPORT` and `OWN_ENCODER`, as the script has them
    static GStreamer start(
            Map<String, String> how, int port, int width, int height, int fps, int kbps, int gop, String... login)
            throws IOException {
        var command = new ArrayList<>(numbers(SCRIPT, port, width, height, fps, kbps, gop));
        command.addAll(List.of(login));
        return start(command, how);
    }

    /// With the time in the picture.
    static GStreamer clock(int width, int height, int fps, int kbps) throws IOException {
        return start(numbers(CLOCK_SCRIPT, 0, width, height, fps, kbps), Map.of());
    }

    private static List<String> numbers(String script, int... numbers) {
        var command = new ArrayList<>(List.of("setsid", PYTHON, script));
        for (int number : numbers) {
            command.add(Integer.toString(number));
        }
        return command;
    }

    private static GStreamer start(List<String> command, Map<String, String> how) throws IOException {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(how);
        var process = builder.start();
        @SuppressWarnings("resource") // the pipe lives as long as the process
        var out = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null || !line.startsWith("ready ")) {
            process.destroyForcibly();
            throw new IOException("the RTSP server did not start: " + line);
        }
        return new GStreamer(process, Integer.parseInt(line.substring(6)));
    }

    URI uri() {
        return URI.create("rtsp://127.0.0.1:" + port + "/live");
    }

    /// As `kill -9`: nobody is told.
    void kill() {
        process.destroyForcibly();
        await();
    }

    /// SIGSTOP: the sockets stay open and nothing comes.
    void stop() throws IOException, InterruptedException {
        run("kill", "-STOP", Long.toString(process.pid()));
    }

    void goOn() throws IOException, InterruptedException {
        run("kill", "-CONT", Long.toString(process.pid()));
    }

    private void await() {
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroy();
        await();
    }
}
