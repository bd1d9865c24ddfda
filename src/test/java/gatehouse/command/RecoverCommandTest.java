package gatehouse.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Secret;
import gatehouse.history.History;
import gatehouse.history.Kind;
import gatehouse.history.Search;
import gatehouse.operator.Directory;
import gatehouse.operator.LogIn;
import gatehouse.operator.People;
import gatehouse.operator.Right;
import gatehouse.operator.Staffing;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

/// From the first person of a desk to the day when nobody knows the PIN any more, with the real files of a data folder.
@Execution(ExecutionMode.CONCURRENT)
class RecoverCommandTest {
    private static final Secret FIRST = Secret.of("830274");
    private static final Secret NEXT = Secret.of("583017");

    @TempDir
    private Path folder;

    private String said = "";

    @Test
    void theFileOfTheFirstInstallerLeadsBackInOnce() throws Exception {
        var data = Files.createDirectory(folder.resolve("data"));
        var file = folder.resolve("recovery.txt");
        assertEquals(Optional.empty(), first(data));
        assertEquals(1, run("999999\n", data, "make", file.toString(), "--name", "Ines"), said);
        assertFalse(Files.exists(file), "a wrong PIN makes no file");
        assertEquals(0, run(FIRST.reveal() + "\n", data, "make", file.toString(), "--name", "Ines"), said);
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        assertFalse(Files.readString(data.resolve("people.json"))
                .contains(Files.readAllLines(file).get(1)));

        // The program as it is started, with the new PIN on its standard input.
        assertEquals(0, program(data, "583017\n583017\n", "recover", "use", file.toString(), "--name", "Nora"), said);
        assertFalse(said.contains("583017"), said);
        var people = People.open(data, List.of());
        var logIn = new LogIn(people, Directory.NONE, event -> {});
        var welcome = assertInstanceOf(LogIn.Result.Welcome.class, logIn.attempt("Nora", NEXT));
        assertTrue(welcome.operator().may(Right.INSTALL));
        assertInstanceOf(LogIn.Result.Welcome.class, logIn.attempt("Ines", FIRST), "nobody else is touched");

        assertEquals(1, run("583017\n583017\n", data, "use", file.toString(), "--name", "Mallory"), "it works once");
        assertTrue(said.contains("used already"), said);
        try (var history = History.open(data)) {
            assertTrue(history.flush(Duration.ofSeconds(30)));
            var rows = history.search(Search.everything().kinds(java.util.Set.of(Kind.RECOVERED)))
                    .rows();
            assertEquals(2, rows.size(), "made and used are both on record");
            assertEquals(Optional.of("Nora"), rows.getFirst().operator());
        }
    }

    @Test
    void whileAConsoleRunsTheFileIsUsedThere() throws Exception {
        try (var history = History.open(folder)) {
            assertEquals(1, run("583017\n583017\n", folder, "use", "any.txt", "--name", "Nora"));
            assertTrue(said.contains("A console runs"), said);
            assertFalse(history.safety().toString().isEmpty());
        }
    }

    @Test
    void whatIsTypedMustBeTheSameTwice() throws Exception {
        assertEquals(1, run("583017\n583018\n", folder, "use", "any.txt", "--name", "Nora"));
        assertTrue(said.contains("not the same"), said);
        assertEquals(2, run("", folder.resolve("missing"), "use", "any.txt", "--name", "Nora"));
    }

    private static Optional<String> first(Path data) throws Exception {
        var people = People.open(data, List.of());
        return new Staffing(people, new LogIn(people, Directory.NONE, event -> {})).first("Ines", FIRST);
    }

    private int run(String typed, Path data, String... args) {
        var text = new StringWriter();
        var line = new CommandLine(new RecoverCommand(Typed.lines(new BufferedReader(new StringReader(typed)))));
        line.setErr(new PrintWriter(text, true));
        line.setOut(new PrintWriter(text, true));
        var all = new java.util.ArrayList<>(List.of(args));
        all.addAll(List.of("--data", data.toString()));
        int code = line.execute(all.toArray(String[]::new));
        said = text.toString();
        return code;
    }

    private int program(Path data, String typed, String... args) throws Exception {
        var command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Dgatehouse.log.dir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "gatehouse.Main"));
        command.addAll(List.of(args));
        command.addAll(List.of("--data", data.toString()));
        var program = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            try (var in = program.outputWriter(StandardCharsets.UTF_8)) {
                in.write(typed);
            }
            said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(program.waitFor(60, TimeUnit.SECONDS), "the program ends");
            return program.exitValue();
        } finally {
            program.destroyForcibly();
        }
    }
}
