package gatehouse.unlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.DoorId;
import gatehouse.door.Output;
import gatehouse.onvif.RawServer;
import gatehouse.sim.DemoSettings;
import gatehouse.sim.DemoSite;
import gatehouse.sim.Dial;
import gatehouse.sim.Fault;
import gatehouse.sim.Lock;
import gatehouse.sim.SimDoor;
import gatehouse.site.SiteFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The presets of `config/devices` as a site file names them: against simulated pages of each maker, and against the
/// answers that the makers' public documents show.
@Execution(ExecutionMode.CONCURRENT)
class MakersTest {
    private static final List<String> MAKERS = List.of("2n", "akuvox", "axis", "dahua", "doorbird", "hikvision");

    @TempDir
    private Path folder;

    private Output output(String maker, URI at, String user, String password) throws Exception {
        var file = Files.writeString(
                folder.resolve("site.yaml"), String.format(Locale.ROOT, """
                site: Works
                calls: {listen: [{transport: udp, host: 127.0.0.1}]}
                doors:
                  - id: gate
                    name: Gate
                    user: "%s"
                    password: {clear: "%s"}
                    camera: {main: "rtsp://127.0.0.1/main"}
                    open:
                      - {id: gate, name: Gate, pulse: 1s, by: http, preset: %s, at: "%s"}
                people:
                  - {name: Guard, role: guard, pin: "$argon2id$x"}
                """, user, password, maker, at));
        return SiteFile.read(file, n -> Optional.empty())
                .doors()
                .getFirst()
                .outputs()
                .getFirst();
    }

    private static DemoSite site() throws IOException {
        return DemoSite.open(
                DemoSettings.of(6)
                        .withNetwork(88)
                        .withPulse(Duration.ofSeconds(1))
                        .withoutDiscovery(),
                new Dial.Later());
    }

    private Output at(SimDoor door, String maker) throws Exception {
        var login = door.plan().login();
        return output(maker, door.web(), login.user(), login.password().reveal());
    }

    @TestFactory
    Stream<DynamicTest> everyMakersPageOpensOnceAndRefusesAsItSays() {
        return MAKERS.stream()
                .map(maker -> DynamicTest.dynamicTest(maker, () -> {
                    try (var site = site();
                            var unlocker = Unlocker.open(new Book())) {
                        var door = site.door(new DoorId("loading-dock"));
                        var output = at(door, maker);
                        var outcome = unlocker.unlock(Book.order(output), Optional.empty(), p -> {});
                        boolean tells = List.of("2n", "axis", "dahua").contains(maker);
                        Class<? extends Outcome> expected = tells ? Outcome.Opened.class : Outcome.Accepted.class;
                        assertEquals(expected, outcome.getClass(), outcome.toString());
                        assertEquals(1, door.lock().count());
                        assertEquals(
                                Lock.State.LOCKED,
                                door.lock().when(Lock.State.LOCKED).get(20, TimeUnit.SECONDS));
                        door.faults().add(new Fault.RelayRefuses());
                        assertInstanceOf(
                                Outcome.Refused.class, unlocker.unlock(Book.order(output), Optional.empty(), p -> {}));
                        door.faults().clear();
                        door.faults().add(new Fault.LoginPage());
                        var page = unlocker.unlock(Book.order(output), Optional.empty(), p -> {});
                        assertTrue(page instanceof Outcome.Unknown, page.toString());
                        assertEquals(1, door.lock().count());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> modesOfTheMakersThatHaveThem() {
        return Stream.of("2n", "hikvision")
                .map(maker -> DynamicTest.dynamicTest(maker, () -> {
                    try (var site = site();
                            var unlocker = Unlocker.open(new Book())) {
                        var door = site.door(new DoorId("loading-dock"));
                        var output = at(door, maker);
                        for (var mode : List.of(DoorNews.Mode.HELD_OPEN, DoorNews.Mode.NORMAL)) {
                            var outcome = unlocker.mode(Book.mode(output, mode));
                            assertTrue(
                                    outcome instanceof ModeOutcome.Set || outcome instanceof ModeOutcome.Accepted,
                                    outcome.toString());
                            assertEquals(
                                    mode == DoorNews.Mode.HELD_OPEN ? Lock.Mode.HELD : Lock.Mode.NORMAL,
                                    door.lock().mode());
                        }
                        assertInstanceOf(
                                ModeOutcome.Accepted.class,
                                unlocker.mode(Book.mode(output, DoorNews.Mode.LOCKED_DOWN)));
                        assertEquals(Lock.Mode.LOCKED_DOWN, door.lock().mode());
                        assertInstanceOf(
                                Outcome.Refused.class, unlocker.unlock(Book.order(output), Optional.empty(), p -> {}));
                        unlocker.mode(Book.mode(output, DoorNews.Mode.NORMAL));
                        assertEquals(Lock.Mode.NORMAL, door.lock().mode());
                    }
                }));
    }

    private record Shape(
            String maker, String name, int status, String type, String body, Class<? extends Outcome> is) {}

    /// Answers in the shapes of the makers' documents.
    @TestFactory
    Stream<DynamicTest> answersMeanWhatTheMakersSay() {
        var json = "application/json";
        return Stream.of(
                        new Shape("2n", "well done", 200, json, "{\n  \"success\" : true\n}", Outcome.Unknown.class),
                        new Shape(
                                "2n",
                                "locked switch",
                                200,
                                json,
                                "{\"success\":false,\"error\":{\"code\":14,\"description\":\"action failed\"}}",
                                Outcome.Refused.class),
                        new Shape(
                                "2n",
                                "no right",
                                200,
                                json,
                                "{\"success\":false,\"error\":{\"code\":10,\"description\":\"insufficient privileges\"}}",
                                Outcome.Refused.class),
                        new Shape(
                                "akuvox",
                                "well done",
                                200,
                                json,
                                "{ \"retcode\" : 0, \"action\" : \"trig\", \"message\" : \"OK\", \"data\" : { }}",
                                Outcome.Accepted.class),
                        new Shape(
                                "akuvox",
                                "wrong",
                                200,
                                json,
                                "{ \"retcode\" : -100, \"action\" : \"trig\", \"message\" : \"error\" }",
                                Outcome.Refused.class),
                        new Shape(
                                "doorbird",
                                "well done",
                                200,
                                json,
                                "{\"BHA\": {\"RETURNCODE\": \"1\"}}",
                                Outcome.Accepted.class),
                        new Shape("doorbird", "not now", 204, "text/plain", "", Outcome.Refused.class),
                        new Shape(
                                "hikvision",
                                "well done",
                                200,
                                "application/xml",
                                "<ResponseStatus version=\"2.0\"><requestURL>/ISAPI</requestURL><statusCode>1</statusCode>"
                                        + "<statusString>OK</statusString></ResponseStatus>",
                                Outcome.Accepted.class),
                        new Shape(
                                "hikvision",
                                "device busy",
                                503,
                                "application/xml",
                                "<ResponseStatus><statusCode>2</statusCode><statusString>Device Busy</statusString>"
                                        + "</ResponseStatus>",
                                Outcome.Refused.class),
                        new Shape(
                                "dahua",
                                "well done, lock not seen",
                                200,
                                "text/plain",
                                "OK\r\n",
                                Outcome.Unknown.class),
                        new Shape(
                                "dahua",
                                "wrong",
                                400,
                                "text/plain",
                                "Error\r\nBad Request!\r\n",
                                Outcome.Refused.class),
                        new Shape("axis", "no such port", 200, "text/plain", "Error: ...", Outcome.Refused.class))
                .map(shape -> DynamicTest.dynamicTest(shape.maker() + ", " + shape.name(), () -> {
                    try (var door = RawServer.open((seen, socket) ->
                                    RawServer.reply(socket, shape.status(), shape.type(), shape.body()));
                            var unlocker = Unlocker.open(new Book())) {
                        var output = output(shape.maker(), door.at(""), "guard", "geheim");
                        var outcome = unlocker.unlock(Book.order(output), Optional.empty(), p -> {});
                        assertInstanceOf(shape.is(), outcome, outcome.toString());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> requestsAreAsTheMakersWantThem() {
        record Asked(String maker, String method, String target) {}
        return Stream.of(
                        new Asked("2n", "GET", "/api/switch/ctrl?switch=1&action=on"),
                        new Asked("akuvox", "POST", "/api/relay/trig"),
                        new Asked("axis", "GET", "/axis-cgi/io/port.cgi?action=1:/1000%5C"),
                        new Asked("dahua", "GET", "/cgi-bin/accessControl.cgi?action=openDoor&channel=1&Type=Remote"),
                        new Asked("doorbird", "GET", "/bha-api/open-door.cgi?r=1"),
                        new Asked("hikvision", "PUT", "/ISAPI/AccessControl/RemoteControl/door/1"))
                .map(asked -> DynamicTest.dynamicTest(asked.maker(), () -> {
                    try (var door = RawServer.open((seen, socket) -> RawServer.reply(socket, 403, "text/plain", ""));
                            var unlocker = Unlocker.open(new Book())) {
                        unlocker.unlock(
                                Book.order(output(asked.maker(), door.at(""), "guard", "geheim")),
                                Optional.empty(),
                                p -> {});
                        var seen = door.requests().getFirst();
                        assertEquals(asked.method(), seen.method());
                        assertEquals(asked.target(), seen.target());
                    }
                }));
    }
}
