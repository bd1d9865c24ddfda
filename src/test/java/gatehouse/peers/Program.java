package gatehouse.peers;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A running program that nobody here wrote, with everything it said. Closing it ends it.
public final class Program implements Closeable {
    private final String name;
    private final Process process;
    private final Thread reader;
    private final Words words;

    private Program(String name, Process process) {
        this.name = name;
        this.process = process;
        this.words = new Words(name);
        this.reader = Thread.ofVirtual().name("reads-" + name).start(this::read);
    }

    /// Skips the test when this machine lacks the program, or fails it where the peers are required.
    public static void need(String... programs) {
        for (String program : programs) {
            boolean there = Stream.of(System.getenv("PATH").split(":"))
                    .map(folder -> Path.of(folder, program))
                    .anyMatch(Files::isExecutable);
            if (!there) {
                missing("The program " + program);
            }
        }
    }

    /// The same of a part of a program that comes in a package of its own.
    public static void needPart(Path file) {
        if (!Files.exists(file)) {
            missing(file.toString());
        }
    }

    private static void missing(String what) {
        if ("required".equals(System.getenv("GATEHOUSE_PEERS"))) {
            fail(what + " is not installed");
        }
        abort(what + " is not installed");
    }

    public static Program start(Path folder, String... command) throws IOException {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("HOME", folder.toString());
        return new Program(command[0], builder.start());
    }

    /// A file of the test resources with its `@NAMES@` filled in, laid into the folder.
    static Path fill(String resource, Path folder, Map<String, String> values) throws IOException {
        String text;
        try (InputStream in = Program.class.getResourceAsStream("/peers/" + resource)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (var value : values.entrySet()) {
            text = text.replace("@" + value.getKey() + "@", value.getValue());
        }
        Path file = folder.resolve(Path.of(resource).getFileName());
        return Files.writeString(file, text);
    }

    /// A port that nobody has at this moment, for UDP and TCP, and the one above it, which some programs take for TLS.
    public static int freePort() throws IOException {
        for (int tries = 0; ; tries++) {
            try (var tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    var udp = new DatagramSocket(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort()));
                    var above = new ServerSocket(tcp.getLocalPort() + 1, 1, InetAddress.getLoopbackAddress())) {
                return above.getLocalPort() - 1;
            } catch (BindException e) {
                if (tries == 100) {
                    throw e;
                }
            }
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                words.say(line.replaceAll("\u001b\\[[;0-9]*m", ""));
                line = lines.readLine();
            }
        } catch (IOException e) {
            // It was ended while it spoke.
        } finally {
            words.end();
        }
    }

    /// Waits until the program says a line in which the pattern is found, and returns that line.
    public String until(String pattern, int seconds) throws InterruptedException {
        return words.until(pattern, seconds);
    }

    /// Waits for the program's own end and returns its status.
    public int status(int seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            fail(name + " does not end; it said\n" + output());
        }
        return process.exitValue();
    }

    public String output() {
        return words.all();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            reader.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
