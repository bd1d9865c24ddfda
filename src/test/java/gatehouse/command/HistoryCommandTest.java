package gatehouse.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.DoorId;
import gatehouse.history.Event;
import gatehouse.history.History;
import gatehouse.history.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Execution(ExecutionMode.CONCURRENT)
class HistoryCommandTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Event RANG = Event.now(Kind.RANG, "Rang from extension 302\u001b[2J")
            .withDoor(new DoorId("north-gate"))
            .withVisit("call-1");
    private static final Event ANSWERED = Event.now(Kind.ANSWERED, "Answered by Guard")
            .withDoor(new DoorId("north-gate"))
            .withOperator("Guard")
            .withVisit("call-1")
            .withFact("after", "6 s");
    private static final Event DOWN = Event.now(Kind.STREAM_DOWN, "No picture").withDoor(new DoorId("lobby"));

    @TempDir
    Path data;

    private String out = "";
    private String err = "";

    @BeforeEach
    void keepSomething() throws Exception {
        try (var history = History.open(data)) {
            for (Event event : List.of(RANG, ANSWERED, DOWN)) {
                history.keep(event);
            }
            assertTrue(history.flush(Duration.ofSeconds(30)));
        }
    }

    @Test
    void listPrintsOneObjectPerLineNewestFirst() {
        assertEquals(0, run("list", "--json"));
        var ids = out.lines().map(l -> read(l).path("id").asString()).toList();
        assertEquals(
                List.of(
                        DOWN.id().toString(),
                        ANSWERED.id().toString(),
                        RANG.id().toString()),
                ids);
        assertEquals(
                "north-gate", read(out.lines().toList().getLast()).path("door").asString());
    }

    @Test
    void filtersNarrow() {
        assertEquals(0, run("list", "--json", "--door", "north-gate", "--kind", "RANG", "--kind", "MISSED"));
        assertEquals(1, out.lines().count());
        assertEquals(0, run("list", "--json", "--operator", "Guard", "--from", "2020-01-01", "--text", "answ gua"));
        assertEquals(1, out.lines().count());
        assertEquals(0, run("list", "--json", "--to", "2020-01-01T06:00"));
        assertEquals("", out);
        assertEquals(0, run("list", "--limit", "2"));
        assertEquals(2, out.lines().count());
    }

    @Test
    void itReadsWhileAConsoleOwnsTheFolder() throws Exception {
        try (var console = History.open(data)) {
            console.keep(Event.now(Kind.NOTE, "just now"));
            assertEquals(0, run("list"));
            assertTrue(out.contains("just now"));
            assertEquals(0, run("verify", "--json"));
            assertEquals(4, read(out).path("events").asInt());
            assertFalse(read(out).path("compared").asBoolean());
        }
    }

    @Test
    void showPrintsTheWholeVisitAndNoControlCharacters() {
        assertEquals(0, run("show", ANSWERED.id().toString()));
        assertTrue(out.contains("Rang from extension 302") && out.contains("after: 6 s"), out);
        assertFalse(out.contains("\u001b"));
        assertEquals(0, run("show", "--json", "call-1"));
        assertEquals(2, out.lines().count());
        assertEquals(1, run("show", "nothing"));
        assertTrue(err.contains("nothing"));
    }

    @Test
    void verifyEndsWithOneWhenAByteWasChanged() throws Exception {
        assertEquals(0, run("verify", "--json"), () -> out);
        var intact = read(out);
        assertTrue(intact.path("ok").asBoolean() && intact.path("compared").asBoolean());
        assertEquals(3, intact.path("events").asInt());
        Path segment = data.resolve("events-000001.wal");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[150] ^= 1;
        Files.write(segment, bytes);
        assertEquals(1, run("verify", "--json"));
        assertEquals(1, out.lines().count());
        var problem = read(out).path("problems").path(0);
        assertEquals("events-000001.wal", problem.path("file").asString());
        assertEquals(1, problem.path("seq").asInt());
        assertEquals(1, run("verify"));
        assertTrue(out.contains("NOT INTACT"), out);
    }

    @Test
    void wrongUsageEndsWithTwoAndASentence() {
        assertEquals(2, run());
        assertEquals(2, run("list", "--kind", "SINGING"));
        assertEquals(2, run("list", "--from", "yesterday"));
        assertTrue(err.contains("\"yesterday\" is no time"), err);
        assertEquals(2, run("list", "--door", "North Gate"));
        assertEquals(2, run("list", "--limit", "0"));
        assertEquals(2, new CommandLine(new HistoryCommand()).execute("verify", "--data", data + "/nowhere"));
    }

    private int run(String... arguments) {
        var printed = new StringWriter();
        var complained = new StringWriter();
        var all = new java.util.ArrayList<>(List.of(arguments));
        if (!all.isEmpty()) {
            all.addAll(List.of("--data", data.toString()));
        }
        int code = new CommandLine(new HistoryCommand())
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(complained))
                .execute(all.toArray(String[]::new));
        out = printed.toString();
        err = complained.toString();
        return code;
    }

    private static JsonNode read(String line) {
        return JSON.readTree(line);
    }
}
