package gatehouse.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// onvif-util of Debian's onvif-tools finds and questions the doors of `gatehouse sim`. The two sit in network
/// namespaces of their own at the ends of a cable: onvif-util does not hear its own machine.
@Tag("peer")
@Execution(ExecutionMode.CONCURRENT)
class OnvifUtilPeerTest {
    private static final String DOORS_AT = "10.66.2.1";

    private final String doorsHere = "gh-doors-" + ProcessHandle.current().pid();
    private final String toolHere = "gh-tool-" + ProcessHandle.current().pid();
    private boolean laid;
    private Process sim;

    @BeforeEach
    void layTheCable() throws Exception {
        need("onvif-util", isProgram("onvif-util"));
        need("ip", isProgram("ip"));
        need("root", run(List.of("id", "-u"), "").strip().equals("0"));
        need("ip netns", runs("ip", "netns", "add", doorsHere));
        laid = true;
        ip("netns", "add", toolHere);
        ip("-n", doorsHere, "link", "set", "lo", "up");
        ip("-n", doorsHere, "link", "add", "gh0", "type", "veth", "peer", "name", "gh1", "netns", toolHere);
        ip("-n", doorsHere, "addr", "add", DOORS_AT + "/24", "dev", "gh0");
        ip("-n", toolHere, "addr", "add", "10.66.2.2/24", "dev", "gh1");
        ip("-n", doorsHere, "link", "set", "gh0", "up");
        ip("-n", toolHere, "link", "set", "gh1", "up");
        ip("-n", toolHere, "route", "add", "default", "dev", "gh1");
        // onvif-util believes the inner address that the lobby names; without this it waits minutes for it.
        ip("-n", toolHere, "route", "add", "unreachable", "192.0.2.0/24");
    }

    @AfterEach
    void takeItDown() throws Exception {
        if (sim != null) {
            sim.descendants().forEach(ProcessHandle::destroy);
            sim.destroy();
            sim.waitFor(20, TimeUnit.SECONDS);
        }
        if (laid) {
            runs("ip", "netns", "del", doorsHere);
            runs("ip", "netns", "del", toolHere);
        }
    }

    @Test
    void findsEveryDoor() throws Exception {
        var doors = doors(6);
        String found = inTool("", "onvif-util", "-a");
        assertTrue(found.contains("Found 6 cameras"), found);
        for (var door : doors) {
            assertTrue(found.contains("(" + door.get("name").asString() + " "), found);
        }
    }

    @Test
    void logsInAndAsksForTheStream() throws Exception {
        var door = doors(1).getFirst();
        String orders = "get time\nget rtsp\nget profiles\nquit\n";
        String said = inTool(
                orders,
                "onvif-util",
                "-u",
                door.get("user").asString(),
                "-p",
                door.get("password").asString(),
                DOORS_AT);
        assertTrue(said.contains("successfully connected"), said);
        assertTrue(said.contains(door.get("rtspMain").asString()), said);
        assertTrue(!said.contains("ERROR"), said);
    }

    private List<JsonNode> doors(int count) throws IOException {
        sim = new ProcessBuilder(
                        "ip",
                        "netns",
                        "exec",
                        doorsHere,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimLauncher.class.getName(),
                        "--doors",
                        Integer.toString(count),
                        "--bind",
                        DOORS_AT)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var out = new BufferedReader(new InputStreamReader(sim.getInputStream(), UTF_8));
        var json = JsonMapper.builder().build();
        var doors = new ArrayList<JsonNode>();
        while (doors.size() < count) {
            String line = out.readLine();
            assertNotNull(line, "the simulator ended");
            doors.add(json.readTree(line));
        }
        assertEquals(count, doors.size());
        return doors;
    }

    private String inTool(String input, String... command) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("ip", "netns", "exec", toolHere));
        all.addAll(List.of(command));
        return run(all, input);
    }

    private static void ip(String... arguments) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("ip"));
        all.addAll(List.of(arguments));
        assertTrue(runs(all.toArray(String[]::new)), all.toString());
    }

    private static boolean runs(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    private static String run(List<String> command, String input) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), () -> command + " does not end");
        return said;
    }

    private static boolean isProgram(String name) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    private static void need(String what, boolean there) {
        if ("required".equals(System.getenv("GATEHOUSE_PEERS"))) {
            assertTrue(there, what + " is required and not there");
        }
        Assumptions.assumeTrue(there, what + " is not there");
    }
}
