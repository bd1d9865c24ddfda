package gatehouse.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// How long this process has been there. Java's own answer is up to a second wrong on Linux, because it is counted from
/// the time of booting in whole seconds; the kernel's two counters since booting are exact to ten milliseconds.
public final class ProcessAge {
    private static final int TICKS_PER_SECOND = 100; // USER_HZ, the same on all Linux systems
    private static final int START_TIME = 22; // proc_pid_stat(5)

    private ProcessAge() {}

    public static Duration now() {
        try {
            double uptime = Double.parseDouble(word(Files.readString(Path.of("/proc/uptime")), 1));
            var stat = Files.readString(Path.of("/proc/self/stat"));
            // The name, in parentheses, may hold blanks.
            var ticks = word(stat.substring(stat.lastIndexOf(')') + 2), START_TIME - 2);
            return Duration.ofMillis(Math.round((uptime - Double.parseDouble(ticks) / TICKS_PER_SECOND) * 1000));
        } catch (IOException | RuntimeException e) {
            var now = Instant.now();
            return Duration.between(
                    ProcessHandle.current().info().startInstant().orElse(now), now);
        }
    }

    private static String word(String line, int number) {
        return line.split(" ", -1)[number - 1];
    }
}
