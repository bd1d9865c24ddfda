package gatehouse.darkroom;

import gatehouse.darkroom.bath.Child;
import gatehouse.darkroom.wire.Pulse;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The darkroom as a process: the same Java and the same class path, a small heap, its own folder. Its input stays open
/// as long as the console lives; what it says goes into the log.
final class ChildProcess implements Assistant {
    private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
    private static final int MOST_LINES = 400;
    private static final long LEAVE_MILLIS = 1500;
    private static final String REPORT = "crash.log";
    private static final long MOST_REPORT_BYTES = 4 << 20;

    private final Path folder;
    private final Process process;
    private final Pulse pulse;
    private final Thread reading;
    private volatile boolean ready;

    private ChildProcess(Path folder, Process process, Pulse pulse, Runnable changed) {
        this.folder = folder;
        this.process = process;
        this.pulse = pulse;
        this.reading = Thread.ofPlatform()
                .daemon(true)
                .name("darkroom-log-" + process.pid())
                .unstarted(() -> read(changed));
    }

    /// `changed` is called when it becomes ready and when it is gone, on a thread of this class.
    static ChildProcess start(Path folder, DarkroomSettings settings, Runnable changed) throws IOException {
        var pulse = Pulse.open(folder.resolve(Child.PULSE));
        try {
            var process = new ProcessBuilder(command(folder, settings))
                    .redirectErrorStream(true)
                    .start();
            var child = new ChildProcess(folder, process, pulse, changed);
            child.reading.start();
            return child;
        } catch (IOException | RuntimeException e) {
            pulse.close();
            throw e;
        }
    }

    private static List<String> command(Path folder, DarkroomSettings settings) {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        var java = Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java");
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms8m",
                "-Xmx" + settings.heapMegabytes() + "m",
                "-XX:MaxDirectMemorySize=512m",
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve(REPORT),
                "--enable-native-access=ALL-UNNAMED"));
        // Where the native libraries are unpacked.
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("org.bytedeco."))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), settings.mainClass(), folder.toString()));
        return command;
    }

    private void read(Runnable changed) {
        // The pipe is the process's and ends with it.
        @SuppressWarnings("resource")
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        int count = 0;
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(Child.READY)) {
                    ready = true;
                    changed.run();
                } else if (!line.equals("#") && count++ < MOST_LINES) {
                    LOG.warn("{}", line);
                }
            }
        } catch (IOException e) {
            LOG.debug("The darkroom's output broke off", e);
        }
        process.onExit().join();
        changed.run();
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public OptionalInt exit() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    @Override
    public Path socket() {
        return folder.resolve(Child.SOCKET);
    }

    @Override
    public Optional<Pulse> pulse() {
        return Optional.of(pulse);
    }

    @Override
    public Optional<String> report() {
        var report = folder.resolve(REPORT);
        try {
            return Files.exists(report) && Files.size(report) < MOST_REPORT_BYTES
                    ? Optional.of(Files.readString(report, StandardCharsets.ISO_8859_1))
                    : Optional.empty();
        } catch (IOException e) {
            LOG.warn("The crash report of the darkroom cannot be read", e);
            return Optional.empty();
        }
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(process.pid());
    }

    @Override
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        boolean interrupted = false;
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("The darkroom was gone already", e);
        }
        try {
            if (!process.waitFor(LEAVE_MILLIS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            interrupted = true;
            process.destroyForcibly();
        }
        while (reading.isAlive()) {
            try {
                reading.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        pulse.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
