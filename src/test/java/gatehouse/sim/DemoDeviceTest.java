package gatehouse.sim;

import static gatehouse.sim.OnvifCaller.DEVICE;
import static gatehouse.sim.OnvifCaller.DEVICE_IO;
import static gatehouse.sim.OnvifCaller.MEDIA;
import static gatehouse.sim.OnvifCaller.MEDIA2;
import static gatehouse.sim.OnvifCaller.digest;
import static gatehouse.sim.OnvifCaller.envelope;
import static gatehouse.sim.OnvifCaller.texts;
import static gatehouse.sim.OnvifCaller.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.DoorId;
import gatehouse.door.Login;
import gatehouse.door.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// The ONVIF services of the demo doors, asked by a bare client.
@Isolated
class DemoDeviceTest {
    private final OnvifCaller caller = new OnvifCaller();
    private DemoSite site;

    @BeforeEach
    void open() throws IOException {
        site = DemoSite.open(DemoSettings.of(6).withNetwork(71).withoutDiscovery(), new Dial.Later());
    }

    @AfterEach
    void close() {
        caller.close();
        site.close();
    }

    private SimDoor door(String id) {
        return site.door(new DoorId(id));
    }

    private URI device(SimDoor door) {
        return door.door().device().orElseThrow();
    }

    private String information(SimDoor door, Login login) throws Exception {
        return caller.call(device(door), DEVICE, login, "<x:GetDeviceInformation/>")
                .body();
    }

    @Test
    void tellsTheTimeToAnybody() throws Exception {
        var answer = caller.post(device(door("main-entrance")), envelope(DEVICE, "", "<x:GetSystemDateAndTime/>"));
        assertEquals(200, answer.statusCode());
        assertFalse(texts(answer.body(), "Year").isEmpty());
    }

    @Test
    void rightTokenIsLetIn() throws Exception {
        var door = door("main-entrance");
        assertEquals(List.of("Gatehouse"), texts(information(door, door.plan().login()), "Manufacturer"));
    }

    @Test
    void wrongPasswordIsNotAuthorized() throws Exception {
        var door = door("main-entrance");
        assertTrue(information(door, new Login("gatehouse", Secret.of("guess"))).contains("ter:NotAuthorized"));
        assertTrue(information(door, new Login("root", door.plan().login().password()))
                .contains("ter:NotAuthorized"));
    }

    @Test
    void tokenCannotBeReplayed() throws Exception {
        var door = door("main-entrance");
        String message = envelope(DEVICE, token(door.plan().login(), Instant.now()), "<x:GetDeviceInformation/>");
        assertEquals(200, caller.post(device(door), message).statusCode());
        var again = caller.post(device(door), message);
        assertEquals(400, again.statusCode());
        assertTrue(again.body().contains("ter:NotAuthorized"));
    }

    @Test
    void tokenFollowsTheDoorsOwnClock() throws Exception {
        var door = door("main-entrance");
        door.faults().add(new Fault.ClockOff(Duration.ofHours(5)));
        assertTrue(information(door, door.plan().login()).contains("ter:NotAuthorized"));
        var there = Instant.now().plus(Duration.ofHours(5));
        var answer = caller.post(
                device(door), envelope(DEVICE, token(door.plan().login(), there), "<x:GetDeviceInformation/>"));
        assertEquals(200, answer.statusCode());
    }

    @Test
    void strangerIsChallengedAndDigestIsLetIn() throws Exception {
        var door = door("main-entrance");
        var uri = device(door);
        String question = envelope(DEVICE, "", "<x:GetDeviceInformation/>");
        var challenged = caller.post(uri, question);
        assertEquals(401, challenged.statusCode());
        for (String algorithm : List.of("MD5", "SHA-256")) {
            String right =
                    digest(challenged, algorithm, "POST", uri, door.plan().login(), algorithm.length());
            assertEquals(200, caller.post(uri, question, "Authorization", right).statusCode(), algorithm);
            assertEquals(401, caller.post(uri, question, "Authorization", right).statusCode(), "a replay");
        }
        String wrong = digest(challenged, "MD5", "POST", uri, new Login("gatehouse", Secret.of("no")), 9);
        assertEquals(401, caller.post(uri, question, "Authorization", wrong).statusCode());
    }

    @Test
    void digestWithANonceNobodyGaveIsStale() throws Exception {
        var door = door("main-entrance");
        var uri = device(door);
        String question = envelope(DEVICE, "", "<x:GetDeviceInformation/>");
        var challenged = caller.post(uri, question);
        String realm = OnvifCaller.part(
                challenged.headers().firstValue("WWW-Authenticate").orElseThrow(), "realm");
        var answer = caller.post(
                uri,
                question,
                "Authorization",
                digest(realm, "old", "MD5", "POST", uri, door.plan().login(), 1));
        assertEquals(401, answer.statusCode());
        assertTrue(answer.headers().firstValue("WWW-Authenticate").orElseThrow().contains("stale=true"));
    }

    @Test
    void digestOnlyDoorAnswersATokenWithAPage() throws Exception {
        var door = door("visitor-parking");
        var answer = caller.call(device(door), DEVICE, door.plan().login(), "<x:GetDeviceInformation/>");
        assertEquals(401, answer.statusCode());
        assertTrue(answer.body().contains("<html>"));
    }

    @Test
    void bothMediaServicesNameTheSameStreams() throws Exception {
        var door = door("main-entrance");
        var login = door.plan().login();
        var media1 = device(door).resolve("/onvif/media_service");
        var media2 = device(door).resolve("/onvif/media2_service");
        var profiles = caller.call(media1, MEDIA, login, "<x:GetProfiles/>").body();
        assertEquals(List.of("1280", "640"), texts(profiles, "Width"));
        var profiles2 = caller.call(media2, MEDIA2, login, "<x:GetProfiles><x:Type>All</x:Type></x:GetProfiles>")
                .body();
        assertEquals(List.of("1280", "640"), texts(profiles2, "Width"));
        for (String token : List.of("main", "sub")) {
            String parameters = "<x:ProfileToken>" + token + "</x:ProfileToken></x:GetStreamUri>";
            var one = caller.call(media1, MEDIA, login, "<x:GetStreamUri>" + parameters)
                    .body();
            var two = caller.call(media2, MEDIA2, login, "<x:GetStreamUri><x:Protocol>RTSP</x:Protocol>" + parameters)
                    .body();
            var expected = token.equals("main")
                    ? door.door().camera().orElseThrow().main()
                    : door.door().camera().orElseThrow().sub();
            assertEquals(List.of(expected.toString()), texts(one, "Uri"));
            assertEquals(List.of(expected.toString()), texts(two, "Uri"));
        }
    }

    @Test
    void unknownProfileAndOperationAreRefusedInTheStandardsWords() throws Exception {
        var door = door("main-entrance");
        var media = device(door).resolve("/onvif/media_service");
        var login = door.plan().login();
        var profile = caller.call(
                media, MEDIA, login, "<x:GetSnapshotUri><x:ProfileToken>none</x:ProfileToken></x:GetSnapshotUri>");
        assertEquals(400, profile.statusCode());
        assertTrue(profile.body().contains("ter:InvalidArgVal"));
        var operation = caller.call(media, MEDIA, login, "<x:GetOSDs/>");
        assertEquals(500, operation.statusCode());
        assertTrue(operation.body().contains("ter:ActionNotSupported"));
    }

    @Test
    void internalAddressIsWhatTheDeviceNames() throws Exception {
        var door = door("lobby");
        var services = caller.post(
                        device(door),
                        envelope(
                                DEVICE,
                                "",
                                "<x:GetServices><x:IncludeCapability>false</x:IncludeCapability></x:GetServices>"))
                .body();
        assertEquals(5, texts(services, "XAddr").size());
        assertTrue(texts(services, "XAddr").stream().allMatch(a -> a.startsWith("http://192.0.2.13:")), services);
        assertTrue(door.announcement().address().startsWith("http://192.0.2.13:"));
        assertEquals("127.0.71.4", device(door).getHost());
    }

    @Test
    void oldDeviceHasOnlyCapabilitiesAndMediaOne() throws Exception {
        var uri = device(door("loading-dock"));
        assertTrue(caller.post(uri, envelope(DEVICE, "", "<x:GetServices/>"))
                .body()
                .contains("ter:ActionNotSupported"));
        assertTrue(caller.post(uri, envelope(DEVICE, "", "<x:GetCapabilities/>"))
                .body()
                .contains("/onvif/media_service"));
        assertEquals(404, caller.post(uri.resolve("/onvif/media2_service"), "x").statusCode());
    }

    @Test
    void snapshotStandsBehindDigest() throws Exception {
        var door = door("main-entrance");
        var uri = device(door).resolve("/onvif/snapshot");
        var challenged = caller.get(uri);
        assertEquals(401, challenged.statusCode());
        var picture = caller.get(
                uri,
                "Authorization",
                digest(challenged, "SHA-256", "GET", uri, door.plan().login(), 1));
        assertEquals(200, picture.statusCode());
        assertEquals((byte) 0xFF, picture.body()[0]);
        assertEquals((byte) 0xD8, picture.body()[1]);
    }

    @Test
    void relayMovesTheLockAndThePulseEndsByItself() throws Exception {
        try (var quick = DemoSite.open(
                DemoSettings.of(1).withNetwork(72).withoutDiscovery().withPulse(Duration.ofMillis(300)),
                new Dial.Later())) {
            var door = quick.doors().getFirst();
            var answer = relay(door, device(door), DEVICE, "relay1", "active");
            assertEquals(200, answer.statusCode());
            assertEquals(
                    List.of(Lock.By.ONVIF),
                    door.lock().openings().stream().map(Lock.Opening::by).toList());
            door.lock().when(Lock.State.LOCKED).get(20, java.util.concurrent.TimeUnit.SECONDS);
        }
    }

    @Test
    void relayOfTheNorthGateIsOnlyInDeviceIo() throws Exception {
        var door = door("north-gate");
        var login = door.plan().login();
        var io = device(door).resolve("/onvif/deviceio_service");
        assertFalse(caller.call(device(door), DEVICE, login, "<x:GetRelayOutputs/>")
                .body()
                .contains("token="));
        assertTrue(relay(door, device(door), DEVICE, "relay1", "active").body().contains("ter:RelayToken"));
        assertTrue(
                caller.call(io, DEVICE_IO, login, "<x:GetRelayOutputs/>").body().contains("token=\"relay2\""));
        assertEquals(200, relay(door, io, DEVICE_IO, "relay2", "active").statusCode());
        assertEquals(Lock.State.LOCKED, door.lock("gate").state());
        assertEquals(Lock.State.UNLOCKED, door.lock("wicket").state());
    }

    @Test
    void bistableRelayStaysUntilItIsPutBack() throws Exception {
        var door = door("staff-door");
        var uri = device(door);
        var settings = caller.call(uri, DEVICE, door.plan().login(), """
                <x:SetRelayOutputSettings><x:RelayOutputToken>relay1</x:RelayOutputToken><x:Properties>
                <tt:Mode>Bistable</tt:Mode><tt:DelayTime>PT0S</tt:DelayTime><tt:IdleState>open</tt:IdleState>
                </x:Properties></x:SetRelayOutputSettings>
                """);
        assertEquals(200, settings.statusCode(), settings.body());
        relay(door, uri, DEVICE, "relay1", "active");
        assertEquals(Lock.State.UNLOCKED, door.lock().state());
        assertTrue(door.lock().pulse().isEmpty());
        relay(door, uri, DEVICE, "relay1", "inactive");
        assertEquals(Lock.State.LOCKED, door.lock().state());
    }

    @Test
    void refusingRelayIsAFaultAndTheLockStays() throws Exception {
        var door = door("staff-door");
        door.faults().add(new Fault.RelayRefuses());
        assertEquals(500, relay(door, device(door), DEVICE, "relay1", "active").statusCode());
        assertEquals(Lock.State.LOCKED, door.lock().state());
    }

    @Test
    void brokenMessagesAreFaultsNotSilence() throws Exception {
        var uri = device(door("main-entrance"));
        String doctype = "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><a>&b;</a>";
        String deep = "<a>".repeat(100) + "</a>".repeat(100);
        String old = "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body/></e:Envelope>";
        for (String message : List.of("", "<", "<a/>", doctype, deep)) {
            var answer = caller.post(uri, message);
            assertEquals(400, answer.statusCode(), message);
            assertTrue(answer.body().contains("ter:WellFormed"), message);
        }
        assertTrue(caller.post(uri, old).body().contains("s:VersionMismatch"));
        assertEquals(413, caller.post(uri, "x".repeat(300_000)).statusCode());
    }

    private java.net.http.HttpResponse<String> relay(SimDoor door, URI to, String namespace, String token, String state)
            throws Exception {
        return caller.call(
                to,
                namespace,
                door.plan().login(),
                "<x:SetRelayOutputState><x:RelayOutputToken>" + token + "</x:RelayOutputToken><x:LogicalState>" + state
                        + "</x:LogicalState></x:SetRelayOutputState>");
    }
}
