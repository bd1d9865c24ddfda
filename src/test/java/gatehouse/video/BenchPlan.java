package gatehouse.video;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// How long and how often the video benchmark measures, and where its figures go. `-Dbench.parts=cpu,g2g` takes only
/// these parts, `-Dbench.rounds`, `-Dbench.seconds` and `-Dbench.warm` make a trial shorter than the real thing.
record BenchPlan(int rounds, int seconds, int warmSeconds, List<String> parts, ObjectNode figures, ObjectNode threads) {
    private static final double LEAST_SHOWN = 0.05;

    static BenchPlan of(ObjectNode report) {
        return new BenchPlan(
                Integer.getInteger("bench.rounds", 3),
                Integer.getInteger("bench.seconds", 10),
                Integer.getInteger("bench.warm", 6),
                Arrays.stream(System.getProperty("bench.parts", "").split(","))
                        .filter(part -> !part.isBlank())
                        .toList(),
                report.putObject("figures"),
                report.putObject("threads"));
    }

    /// For the script of the server: Main profile with CABAC and the loop filter, as cameras encode.
    Map<String, String> likeACamera() {
        return Map.of("PRESET", System.getProperty("bench.preset", "superfast"));
    }

    boolean wants(String part) {
        return parts.isEmpty() || parts.contains(part);
    }

    void put(String key, double value) {
        figures.put(key, Math.round(value * 100) / 100.0);
    }

    /// Where the console's share went: percent of one core per tile, by the names of threads.
    void putThreads(String key, Cost.Percent cost, int tiles) {
        var node = threads.putObject(key);
        cost.threads().forEach((name, percent) -> {
            if (percent > LEAST_SHOWN * tiles) {
                node.put(name, Math.round(percent / tiles * 100) / 100.0);
            }
        });
    }

    double median(double... values) {
        return at(values, 0.5);
    }

    /// The value below which this part of all lies.
    static double at(double[] values, double part) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1L, Math.round(part * (sorted.length - 1)))];
    }
}
