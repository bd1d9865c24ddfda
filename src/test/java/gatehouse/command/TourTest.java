package gatehouse.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The whole job in the program as it is started by a person, on simulated doors that speak real protocols. In
/// Turkish, where "INVITE" in small letters is another word: the libraries fold letters without asking whose they are.
@Isolated
class TourTest {
    @Test
    void everyStepOfTheTourIsTakenAndHasItsPicture(@TempDir Path folder) throws Exception {
        var out = folder.resolve("tour");
        var log = folder.resolve("tour.log");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path=" + System.getProperty("jdk.module.path"),
                        "--add-modules=javafx.controls",
                        "--enable-native-access=javafx.graphics,ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx768m",
                        "-Duser.language=tr",
                        "-Duser.country=TR",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "gatehouse.Main",
                        "tour",
                        "--out",
                        out.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), () -> read(log));
        } finally {
            process.destroyForcibly();
        }
        assertEquals(0, process.exitValue(), () -> read(log));

        JsonNode report = new ObjectMapper().readTree(out.resolve("tour.json").toFile());
        var steps = StreamSupport.stream(report.path("steps").spliterator(), false)
                .map(step -> step.path("name").asString())
                .toList();
        assertTrue(
                steps.containsAll(List.of("discover", "ring", "talk", "open-dtmf", "hold", "hand-over", "lockdown")),
                steps.toString());
        assertEquals(1, report.path("figures").path("audioDoorToConsole").asDouble(), 0.5);
        try (Stream<Path> pictures = Files.list(out)) {
            assertTrue(pictures.filter(p -> p.toString().endsWith(".png")).count() >= 14, "pictures");
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
