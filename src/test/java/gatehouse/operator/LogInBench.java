package gatehouse.operator;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.door.Secret;
import gatehouse.site.Person;
import gatehouse.site.Role;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// How long a log-in takes at full cost, and whether the time tells which PIN it was: right, wrong, under duress, or of
/// a
/// name that does not exist. The four take turns, so that a busy machine slows all of them alike.
@Tag("bench")
class LogInBench {
    private static final int ROUNDS = 25;
    private static final Secret PIN = Secret.of("830274");
    private static final Secret FORCED = Secret.of("830275");

    @Test
    void logIn() throws Exception {
        assumeTrue(List.of("", "login").contains(System.getProperty("bench", "")), "another bench was asked for");
        // The first hash of the program loads what makes it; at the desk that happens before somebody types.
        long began = System.nanoTime();
        var hash = Pins.hash(PIN);
        double cold = Math.round((System.nanoTime() - began) / 1e5) / 10.0;
        var eva = new Person(
                "Eva",
                Role.GUARD,
                Optional.empty(),
                hash,
                Optional.of(Pins.hashBeside(hash, FORCED)),
                Optional.empty());
        var right = new double[ROUNDS];
        var forced = new double[ROUNDS];
        var wrong = new double[ROUNDS];
        var unknown = new double[ROUNDS];
        var cpu = new double[ROUNDS];
        var threads = ManagementFactory.getThreadMXBean();
        for (int i = 0; i < ROUNDS; i++) {
            // A desk of its own for each round: the waits after wrong PINs are not what is measured.
            long before = threads.getCurrentThreadCpuTime();
            right[i] = take("Eva", PIN, eva, LogIn.Result.Welcome.class);
            cpu[i] = (threads.getCurrentThreadCpuTime() - before) / 1e6;
            forced[i] = take("Eva", FORCED, eva, LogIn.Result.Welcome.class);
            wrong[i] = take("Eva", Secret.of("830276"), eva, LogIn.Result.Wrong.class);
            unknown[i] = take("Mallory", PIN, eva, LogIn.Result.Wrong.class);
        }
        var json = JsonMapper.builder().build();
        var report = json.createObjectNode().put("name", "login");
        report.put(
                "machine",
                System.getProperty("os.name") + ", " + Runtime.getRuntime().availableProcessors() + " cores, Java "
                        + Runtime.version());
        var figures = report.putObject("figures");
        figures.put("coldMs", cold);
        figures.put("firstMs", right[0]);
        figures.put("rightMedianMs", at(right, 0.5));
        figures.put("rightP95Ms", at(right, 0.95));
        figures.put("rightCpuMedianMs", at(cpu, 0.5));
        figures.put("duressMedianMs", at(forced, 0.5));
        figures.put("wrongMedianMs", at(wrong, 0.5));
        figures.put("unknownMedianMs", at(unknown, 0.5));
        report.put("detail", "Argon2id 64 MiB, 3 passes, 1 lane; " + ROUNDS + " rounds");
        var folder = Files.createDirectories(Path.of("target", "bench"));
        Files.writeString(folder.resolve("login.json"), json.writeValueAsString(report));
    }

    private static double take(String name, Secret pin, Person person, Class<?> expected) {
        var desk = new LogIn(List.of(person), event -> {});
        long before = System.nanoTime();
        var result = desk.attempt(name, pin);
        double millis = (System.nanoTime() - before) / 1e6;
        assertInstanceOf(expected, result);
        return millis;
    }

    private static double at(double[] taken, double share) {
        var sorted = taken.clone();
        Arrays.sort(sorted);
        return Math.round(sorted[(int) Math.ceil(share * sorted.length) - 1] * 10) / 10.0;
    }
}
