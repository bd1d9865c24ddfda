package gatehouse.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.sim.DemoSettings;
import gatehouse.sim.DemoSite;
import gatehouse.sim.Dial;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

@Isolated
class DiscoverCommandTest {
    private record Said(int code, String out, String err) {}

    private static Said run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = new CommandLine(new DiscoverCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        return new Said(code, out.toString(), err.toString());
    }

    @Test
    void foundDoorIsOneJsonObjectOnALine() throws Exception {
        try (var site = DemoSite.open(DemoSettings.of(1).withNetwork(87), new Dial.Later())) {
            var door = site.doors().getFirst();
            var said = run(
                    "--json", "--for", "900ms", "--at", door.plan().address().getHostAddress());
            assertEquals(0, said.code(), said.err());
            var lines = said.out().lines().toList();
            assertEquals(1, lines.size(), said.out());
            var json = JsonMapper.builder().build().readTree(lines.getFirst());
            assertEquals(door.plan().name(), json.get("name").stringValue());
            assertEquals(
                    door.door().device().orElseThrow().toString(),
                    json.get("service").stringValue());
            var plain = run("--for", "900ms", "--at", door.plan().address().getHostAddress());
            assertTrue(plain.out().contains(door.plan().name()), plain.out());
        }
    }

    @TestFactory
    List<DynamicTest> wrongUsageEndsWithTwoAndASentence() {
        return List.of(
                wrong("is not a time", "--for", "soon"),
                wrong("is not between", "--for", "0s"),
                wrong("no network interface \"nope0\"", "--interface", "nope0"),
                wrong("at most a /16", "--range", "10.0.0.0/8"),
                wrong("10.0.0.0/24 does", "--range", "10.0.0.5/24"),
                wrong("no known name", "--at", "not a name"),
                wrong("Unknown option", "--nonsense"));
    }

    private static DynamicTest wrong(String sentence, String... args) {
        return DynamicTest.dynamicTest(String.join(" ", args), () -> {
            var said = run(args);
            assertEquals(2, said.code());
            assertTrue(said.err().contains(sentence), said.err());
            assertEquals("", said.out());
        });
    }
}
