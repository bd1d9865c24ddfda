package gatehouse.video;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// What processes with all their children take of the machine, from `/proc`: user and system time, also by thread, and
/// memory. A console that decodes in a child is measured with it; the names of a child's threads begin with `child `.
record Cost(long nanos, double ticks, Map<String, Double> threads) {
    private static final double TICK_MILLIS = 10;

    /// What they took over a span: percent of one core, all together and by the names of threads.
    record Percent(double all, Map<String, Double> threads) {
        /// The threads whose names begin like one of these.
        double of(String... prefixes) {
            return threads.entrySet().stream()
                    .filter(e -> List.of(prefixes).stream().anyMatch(e.getKey()::startsWith))
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
        }
    }

    static Percent over(long seconds, List<ProcessHandle> processes) throws IOException {
        var before = now(processes);
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
        return now(processes).since(before);
    }

    static Cost now(List<ProcessHandle> processes) throws IOException {
        long nanos = System.nanoTime();
        double ticks = 0;
        var threads = new HashMap<String, Double>();
        for (var process : tree(processes)) {
            var whose = processes.contains(process) ? "" : "child ";
            var folder = Path.of("/proc/" + process.pid());
            ticks += ticks(folder.resolve("stat"));
            try (var tasks = Files.list(folder.resolve("task"))) {
                for (var task : tasks.toList()) {
                    threads.merge(whose + name(task), ticks(task.resolve("stat")), Double::sum);
                }
            } catch (NoSuchFileException e) {
                // It ended meanwhile.
            }
        }
        return new Cost(nanos, ticks, threads);
    }

    Percent since(Cost before) {
        double scale = 100 * TICK_MILLIS / ((nanos - before.nanos) / 1e6);
        var shares = new TreeMap<String, Double>();
        threads.forEach((name, now) -> shares.put(name, scale * (now - before.threads.getOrDefault(name, 0.0))));
        return new Percent(scale * (ticks - before.ticks), shares);
    }

    /// Proportional set size: what would be free without these processes, in MB.
    static double megabytes(List<ProcessHandle> processes) throws IOException {
        double kilobytes = 0;
        for (var process : tree(processes)) {
            for (var line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/smaps_rollup"))) {
                if (line.startsWith("Pss:")) {
                    kilobytes += Double.parseDouble(line.replaceAll("[^0-9]", ""));
                }
            }
        }
        return kilobytes / 1024;
    }

    /// Puts what is measured before everything else that runs, where that is allowed; each was started in a session of
    /// its own.
    static void first(List<ProcessHandle> processes) {
        for (var process : tree(processes)) {
            try {
                Files.writeString(Path.of("/proc/" + process.pid() + "/autogroup"), "-18");
            } catch (IOException e) {
                return; // not allowed, or no such thing: measured as it is
            }
        }
    }

    private static List<ProcessHandle> tree(List<ProcessHandle> processes) {
        var all = new ArrayList<ProcessHandle>();
        for (var process : processes) {
            all.add(process);
            process.descendants().forEach(all::add);
        }
        return all;
    }

    private static double ticks(Path stat) throws IOException {
        try {
            var text = Files.readString(stat, StandardCharsets.ISO_8859_1);
            var words = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
            return Double.parseDouble(words[11]) + Double.parseDouble(words[12]);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private static String name(Path task) throws IOException {
        try {
            return Files.readString(task.resolve("comm"), StandardCharsets.ISO_8859_1)
                    .strip();
        } catch (NoSuchFileException e) {
            return "ended";
        }
    }
}
