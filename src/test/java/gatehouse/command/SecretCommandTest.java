package gatehouse.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.KeptSecrets;
import gatehouse.door.Secret;
import gatehouse.history.History;
import gatehouse.history.Kind;
import gatehouse.history.Search;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

@Execution(ExecutionMode.CONCURRENT)
class SecretCommandTest {
    private static final String VALUE = "camera-7-password";

    @TempDir
    private Path data;

    private String out = "";
    private String err = "";

    @Test
    void whatIsSetIsFoundByTheConsoleListedByNameAndNeverPrinted() throws Exception {
        assertEquals(0, run(VALUE + "\n", "set", "gate.password"), err);
        assertFalse(out.contains(VALUE) || err.contains(VALUE));
        assertEquals(Optional.of(Secret.of(VALUE)), new KeptSecrets(data).stored("gate.password"));
        assertEquals(0, run("", "list"));
        assertEquals("gate.password", out.strip());
        assertTrue(err.contains("key file"), "it says where, and that this way is the weaker one: " + err);
        assertEquals(0, run("", "remove", "gate.password"));
        assertEquals(1, run("", "remove", "gate.password"));
        assertEquals(Optional.empty(), new KeptSecrets(data).stored("gate.password"));
        try (var history = History.open(data)) {
            assertTrue(history.flush(Duration.ofSeconds(30)));
            var rows = history.search(Search.everything().kinds(Set.of(Kind.SECRET_CHANGED)))
                    .rows();
            assertEquals(2, rows.size());
            assertEquals(Optional.of("gate.password"), rows.getFirst().fact("name"));
        }
        try (var files = Files.walk(data)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(Files.readString(file, StandardCharsets.ISO_8859_1).contains(VALUE), file::toString);
            }
        }
    }

    @Test
    void aStrangeNameOrNothingTypedIsRefused() {
        assertEquals(2, run(VALUE + "\n", "set", "Gate password"));
        assertEquals(2, run("\n", "set", "gate"));
        assertEquals(2, run("", "set", "gate"));
    }

    private int run(String typed, String... order) {
        var said = new StringWriter();
        var wrong = new StringWriter();
        var line = new CommandLine(new SecretCommand(Typed.lines(new BufferedReader(new StringReader(typed)))));
        line.setOut(new PrintWriter(said, true));
        line.setErr(new PrintWriter(wrong, true));
        var all = new java.util.ArrayList<>(java.util.List.of(order));
        all.addAll(java.util.List.of("--data", data.toString()));
        int code = line.execute(all.toArray(String[]::new));
        out = said.toString();
        err = wrong.toString();
        return code;
    }
}
