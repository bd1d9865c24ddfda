package gatehouse.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Broker;
import gatehouse.door.CallsFrom;
import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.HttpAccess;
import gatehouse.door.HttpCall;
import gatehouse.door.HttpExpect;
import gatehouse.door.HttpState;
import gatehouse.door.Login;
import gatehouse.door.ModbusBox;
import gatehouse.door.Output;
import gatehouse.door.Secret;
import gatehouse.door.TellsBy;
import gatehouse.door.Times;
import gatehouse.door.UnlockBy;
import gatehouse.door.Way;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteFileTest {
    private static final Path EXAMPLE = Path.of("config/site.example.yaml");

    /// What stands in the environment of a desk: passwords, and codes that can be sent as tones.
    static Optional<String> kept(String name) {
        return Optional.of(name.endsWith("_CODE") ? "42#" : "from-" + name);
    }

    @Test
    void lineMayHaveTlsSparesAndAPin() throws Exception {
        var line = SiteFile.read(EXAMPLE, SiteFileTest::kept).calls().lines().getLast();
        assertEquals(LineTransport.TLS, line.transport());
        assertEquals(
                List.of(new Exchange("pbx.example.test", 5061), new Exchange("pbx2.example.test", 5061)),
                line.exchanges());
        assertEquals(44, line.pin().orElseThrow().length());
    }

    @Test
    void theExampleOfARealSiteIsUsable() throws Exception {
        var site = SiteFile.read(EXAMPLE, SiteFileTest::kept);
        assertEquals(3, site.doors().size());
        assertEquals("620", site.calls().lines().getFirst().number());
        var gate = site.door(new DoorId("north-gate")).orElseThrow();
        assertEquals(Optional.of(new CallsFrom.Peer("192.0.2.32", 5060)), gate.callsFrom());
        var http =
                assertInstanceOf(UnlockBy.Http.class, gate.outputs().getFirst().by());
        assertEquals("from-GATEHOUSE_DOOR_PASSWORD", http.login().password().reveal());
        var staff = site.door(new DoorId("staff-door")).orElseThrow();
        assertEquals(
                staff.camera().orElseThrow().main(),
                staff.camera().orElseThrow().sub(),
                "one stream serves both");
        assertInstanceOf(UnlockBy.OnvifRelay.class, staff.outputs().getFirst().by());
        assertEquals(
                new gatehouse.door.Security(true, true, true, List.of("Delivery", "Maintenance", "Visit announced")),
                staff.security());
        assertFalse(gate.security().high());
        var hours = site.openHours().getFirst();
        assertEquals(new DoorId("main-entrance"), hours.door());
        assertEquals("office", hours.schedule().id());
        assertFalse(site.toString().contains("from-GATEHOUSE"), "no password is printed");
    }

    /// Each row breaks the example in one place: what is replaced by what, and where and how it must be said.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "priority: 5 | prority: 5 | \"prority\" is not known here. | name, instruction, priority",
                "registrar: 192.0.2.10 | registrar: [a] | \"registrar\" is a list. | string",
                "transport: udp | transport: sctp | \"transport\" is \"sctp\". | udp, tcp",
                "rtsp://192.0.2.31/main | http://192.0.2.31/main | \"main\" is \"http://192.0.2.31/main\". | rtsp://",
                "line: pbx | line: pabx | There is no line \"pabx\". | pbx",
                "extension: \"302\" | extension: \"301\" | Another door calls from there already. | of its own",
                "openBy: office | openBy: shop | There is no schedule \"shop\". | office",
                "consent: true | consent: maybe | \"consent\" is \"maybe\". | boolean",
                "id: staff-door | id: north-gate | \"north-gate\" is the name of another door. | new one",
                "code: {env: GATEHOUSE_DOOR_CODE} | code: \"42x\" | \"code\" is \"42x\". | 0-9 A-D",
                "code: {env: GATEHOUSE_DOOR_CODE} | code: \"42#\" | A code stands here for everybody to read. | stored",
                "code: {env: GATEHOUSE_DOOR_CODE} | code: {stored: gate} | There is no secret \"gate\" | secret set gate",
                "by: onvif | by: magic | \"by\" is \"magic\". | dtmf, http, onvif",
                "role: guard | role: boss | There is no role \"boss\". | guard, supervisor, installer",
                "role: night | role: boss | There is no role \"boss\". | or night",
                "group: outside | group: inside | There is no group \"inside\". | outside",
                "may: [see, answer, history] | may: [see, dance] | \"1\" is \"dance\". | hold-open",
                "doors: [main-entrance, north-gate] | doors: [main-entrance, attic] | There is no door \"attic\". | id of a door",
                "back: 12h | back: long ago | \"back\" is \"long ago\". | 30d",
                "site: Riverside works | sites: x | \"sites\" is not known here. | site, calls",
                "ringTime: 60s | ringTime: soon | \"ringTime\" is \"soon\". | 45s",
                "mostCalls: 20 | mostCalls: many | \"mostCalls\" is \"many\". | integer",
                "'    name: North gate' | '    name: [' | This is not YAML | key: value",
            })
    void aWrongFileIsRefusedWithItsPlace(String right, String wrong, String said, String expected) throws Exception {
        var text = Files.readString(EXAMPLE);
        int at = text.indexOf(right.strip());
        assertTrue(at >= 0, right);
        var broken = text.substring(0, at)
                + wrong.strip()
                + text.substring(at + right.strip().length());
        var fault = assertThrows(
                SiteFault.class, () -> SiteFile.parse(Path.of("site.yaml"), broken, n -> Optional.of("x")));
        assertTrue(fault.wrong().contains(said.strip()), fault.getMessage());
        assertTrue((fault.wrong() + fault.expected()).contains(expected.strip()), fault.getMessage());
        long line = text.substring(0, at).lines().count();
        assertTrue(
                said.contains("missing") || Math.abs(fault.line() - line) <= 2,
                "line " + line + " but said " + fault.getMessage());
        assertTrue(fault.column() > 0);
    }

    private static final String PIN = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    /// One output of each kind, with everything that can be said of it.
    private static List<Output> everyOutput() {
        var access = new HttpAccess(new Login("door", Secret.of("x")), HttpAccess.Scheme.DIGEST, Optional.of(PIN));
        var token = new HttpAccess(new Login("", Secret.of("t0ken")), HttpAccess.Scheme.BEARER, Optional.empty());
        var device = URI.create("https://192.0.2.50/onvif/device_service");
        var broker = new Broker("192.0.2.61", 8883, true, new Login("desk", Secret.of("y")), Optional.of(PIN));
        var box = new ModbusBox("192.0.2.60", 502, 3);
        var http = new UnlockBy.Http(
                new HttpCall(
                        "POST", "https://192.0.2.51/open?id={command}", Map.of("X-Door", "{door}"), "{\"s\":{pulse}}"),
                new UnlockBy.HttpModes(
                        Optional.of(HttpCall.of("GET", "https://192.0.2.51/hold?s={hold}")),
                        Optional.of(HttpCall.of("GET", "https://192.0.2.51/lock")),
                        List.of(
                                HttpCall.of("GET", "https://192.0.2.51/release"),
                                HttpCall.of("PUT", "https://192.0.2.51/unlock"))),
                new HttpExpect(
                        Set.of(200, 202),
                        Optional.of(Pattern.compile("ok\\s*\\d")),
                        Optional.of(Pattern.compile("no"))),
                token,
                Optional.of(new HttpState(
                        "https://192.0.2.51/state",
                        Optional.of(Pattern.compile("on")),
                        Optional.of(Pattern.compile("off")))));
        var tones = new UnlockBy.Dtmf(
                Secret.of("1#"), UnlockBy.Tones.INFO_DTMF, Duration.ofMillis(90), Duration.ofMillis(500));
        var topic = new TellsBy.Mqtt(TellsBy.Part.LOCK, broker, "shed/state", "auf", "zu");
        var mqtt = new UnlockBy.Mqtt(
                broker,
                "shed/command",
                "{\"do\":\"open\",\"id\":\"{command}\"}",
                new UnlockBy.MqttModes(Optional.of("hold"), Optional.of("lock"), Optional.of("normal")),
                Optional.of(topic));
        var times = new Times(
                Optional.of(Duration.ofMillis(1500)),
                Duration.ofSeconds(3),
                Duration.ofSeconds(20),
                Duration.ofMinutes(2),
                false);
        return List.of(
                new Output(
                        "one",
                        "One",
                        List.of(new Way(http, Way.When.WITHOUT_CALL), new Way(tones, Way.When.IN_CALL)),
                        List.of(
                                new TellsBy.Http(TellsBy.Part.DOOR, HttpState.of("https://192.0.2.51/leaf"), access),
                                new TellsBy.OnvifInput(TellsBy.Part.DOOR, device, access, "in1", false),
                                new TellsBy.Mqtt(TellsBy.Part.DOOR, broker, "shed/leaf", "open", "closed"),
                                new TellsBy.ModbusInput(TellsBy.Part.LOCK, box, 7, false)),
                        times),
                new Output("two", "Two", new UnlockBy.OnvifRelay(device, access, "R1", true)),
                new Output("three", "Three", new UnlockBy.OnvifDoor(device, access, "D1")),
                new Output("four", "Four", mqtt),
                new Output("five", "Five", new UnlockBy.Modbus(box, 4, false, true)));
    }

    /// Patterns are compared by their text; they have no equality of their own.
    private static String plain(Object value) {
        return value.toString();
    }

    @Test
    void everyKindOfOutputComesBackAsItWasWritten(@TempDir Path folder) throws Exception {
        var file = Files.copy(EXAMPLE, folder.resolve("site.yaml"));
        var like = SiteFile.read(file, n -> Optional.of("x"))
                .door(new DoorId("staff-door"))
                .orElseThrow();
        var door = new Door(
                new DoorId("every-way"),
                "Every way",
                like.camera().orElseThrow(),
                Optional.empty(),
                everyOutput(),
                "",
                5,
                Optional.empty(),
                Login.NONE);
        SiteFile.addDoor(file, door, n -> Optional.of("x"));
        var read = SiteFile.read(file, n -> Optional.of("x")).door(door.id()).orElseThrow();
        assertEquals(plain(door.outputs()), plain(read.outputs()));
        var secret = ((UnlockBy.Http) read.outputs().getFirst().by())
                .access()
                .login()
                .password();
        assertEquals("t0ken", secret.reveal());
    }

    @Test
    void aDoorIsAddedWithoutDisturbingTheRestOfTheFile(@TempDir Path folder) throws Exception {
        var file = Files.copy(EXAMPLE, folder.resolve("site.yaml"));
        var before = SiteFile.read(file, SiteFileTest::kept);
        var like = before.door(new DoorId("staff-door")).orElseThrow();
        var door = new Door(
                new DoorId("boiler-room"),
                "Boiler room: \"old\"",
                like.camera().orElseThrow(),
                Optional.of(new CallsFrom.Peer("192.0.2.77", 0)),
                like.outputs(),
                "",
                5,
                like.device(),
                new Login("gatehouse", Secret.of("it's # secret")));

        var after = SiteFile.addDoor(file, door, SiteFileTest::kept);

        assertEquals(4, after.doors().size());
        var read = after.door(door.id()).orElseThrow();
        assertEquals(door.name(), read.name());
        assertEquals(door.login(), read.login());
        assertEquals(door.callsFrom(), read.callsFrom());
        assertEquals(
                door.camera().orElseThrow().main(), read.camera().orElseThrow().main());
        assertInstanceOf(UnlockBy.OnvifRelay.class, read.outputs().getFirst().by());
        var text = Files.readString(file);
        for (var line : Files.readAllLines(EXAMPLE)) {
            assertTrue(text.contains(line), line);
        }
    }

    @Test
    void aDoorWithoutACameraIsSeenInItsCalls(@TempDir Path folder) throws Exception {
        var file = Files.copy(EXAMPLE, folder.resolve("site.yaml"));
        var before = SiteFile.read(file, n -> Optional.of("x"));
        var like = before.door(new DoorId("staff-door")).orElseThrow();
        var door = new Door(
                new DoorId("garage"),
                "Garage",
                Optional.empty(),
                Optional.of(new CallsFrom.Peer("192.0.2.78", 0)),
                List.of(),
                "",
                5,
                Optional.empty(),
                Login.NONE,
                like.intercom(),
                like.security());

        var read = SiteFile.addDoor(file, door, n -> Optional.of("x"))
                .door(door.id())
                .orElseThrow();

        assertEquals(Optional.empty(), read.camera());
        assertEquals(door.callsFrom(), read.callsFrom());
    }

    @Test
    void aSiteMayHaveRolesOfItsOwnForGroupsOfDoors() throws Exception {
        var site = SiteFile.read(EXAMPLE, name -> Optional.of("x"));
        assertEquals(
                List.of("outside"), site.groups().stream().map(DoorGroup::id).toList());
        var night = site.people().stream()
                .filter(p -> p.own().isPresent())
                .findFirst()
                .orElseThrow()
                .own()
                .get();
        assertEquals("Night guard", night.name());
        assertEquals(2, night.parts().size());
        assertEquals(Optional.of(Duration.ofHours(12)), night.parts().getFirst().back());
        assertEquals(
                Optional.of(Set.of(new DoorId("main-entrance"), new DoorId("north-gate"))),
                night.parts().getLast().doors());
    }

    /// A tone code opens the door to whoever reads it: it is kept like a password, and counted where it is not.
    @Test
    void aToneCodeIsASecretLikeAnyOther() throws Exception {
        var text = Files.readString(EXAMPLE);
        var site = SiteFile.parse(EXAMPLE, text, name -> Optional.of("7" + name.length()));
        var by = assertInstanceOf(
                UnlockBy.Dtmf.class,
                site.door(new DoorId("main-entrance"))
                        .orElseThrow()
                        .outputs()
                        .getFirst()
                        .by());
        assertEquals("719", by.code().reveal());
        assertFalse(site.toString().contains("719"));
        assertEquals(0, site.security().secretsInClear());
        var open = text.replace("code: {env: GATEHOUSE_DOOR_CODE}", "code: {clear: \"42#\"}");
        assertEquals(
                1,
                SiteFile.parse(EXAMPLE, open, name -> Optional.of("x"))
                        .security()
                        .secretsInClear());
    }

    @Test
    void aPasswordThatIsNotInTheEnvironmentIsNamed() {
        var fault = assertThrows(SiteFault.class, () -> SiteFile.read(EXAMPLE, name -> Optional.empty()));
        assertTrue(fault.getMessage().contains("GATEHOUSE_PBX_PASSWORD"), fault.getMessage());
    }
}
