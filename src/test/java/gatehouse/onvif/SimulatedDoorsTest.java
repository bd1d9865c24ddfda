package gatehouse.onvif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.DoorId;
import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.sim.DemoSettings;
import gatehouse.sim.DemoSite;
import gatehouse.sim.Dial;
import gatehouse.sim.Fault;
import gatehouse.sim.SimDoor;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/// The client against the simulated doors, each with its maker's quirk. Client and doors share no code.
@Isolated
class SimulatedDoorsTest {
    private final Web web = Web.open();
    private DemoSite site;

    @BeforeEach
    void open() throws IOException {
        site = DemoSite.open(DemoSettings.of(8).withNetwork(83).withoutDiscovery(), new Dial.Later());
    }

    @AfterEach
    void close() {
        web.close();
        site.close();
    }

    private SimDoor door(String id) {
        return site.door(new DoorId(id));
    }

    private Device device(SimDoor door) throws OnvifException {
        return Device.reach(web, door.door().device().orElseThrow(), door.plan().login());
    }

    @TestFactory
    List<DynamicTest> everyDoorTellsWhatItIsAndWhereItsStreamsAre() {
        return site.doors().stream()
                .map(d ->
                        DynamicTest.dynamicTest(d.plan().name() + " " + d.plan().quirks(), () -> {
                            var device = device(d);
                            assertEquals("Gatehouse", device.information().manufacturer());
                            var profiles = device.profiles();
                            assertEquals(
                                    List.of(1280, 640),
                                    profiles.stream().map(Profile::width).toList());
                            assertEquals(
                                    List.of(
                                            d.door().camera().orElseThrow().main(),
                                            d.door().camera().orElseThrow().sub()),
                                    List.of(
                                            device.streamUri(profiles.getFirst()),
                                            device.streamUri(profiles.getLast())));
                            assertTrue(device.snapshot(profiles.getFirst()).length > 100);
                        }))
                .toList();
    }

    @Test
    void mediaServiceIsTheNewestThereIs() throws Exception {
        assertTrue(device(door("main-entrance")).profiles().getFirst().media2());
        assertFalse(device(door("loading-dock")).profiles().getFirst().media2());
    }

    @Test
    void relaysAreFoundWhereverTheyAreListed() throws Exception {
        assertTrue(device(door("north-gate")).relays().getFirst().viaDeviceIo());
        var relay = device(door("staff-door")).relays().getFirst();
        assertFalse(relay.viaDeviceIo());
        assertFalse(relay.isBistable());
    }

    @Test
    void clockThatIsOffIsMeasuredAndAllowedFor() throws Exception {
        var door = door("main-entrance");
        door.faults().add(new Fault.ClockOff(Duration.ofHours(-7)));
        var device = device(door);
        assertEquals("Gatehouse", device.information().manufacturer());
        var offset = device.clockOffset().orElseThrow();
        assertTrue(offset.plus(Duration.ofHours(7)).abs().compareTo(Duration.ofSeconds(30)) < 0, offset.toString());
    }

    @Test
    void clockThatStepsLaterIsReadAnew() throws Exception {
        var door = door("main-entrance");
        var device = device(door);
        device.information();
        door.faults().add(new Fault.ClockOff(Duration.ofHours(3)));
        assertEquals("Gatehouse", device.information().manufacturer());
    }

    @Test
    void wrongPasswordIsSaidAsSuch() throws Exception {
        for (var id : List.of("main-entrance", "visitor-parking")) {
            var door = door(id);
            var login = new Login(door.plan().login().user(), Secret.of("guess"));
            var device = Device.reach(web, door.door().device().orElseThrow(), login);
            var fault = assertThrows(OnvifException.class, device::information).fault();
            var refused = assertInstanceOf(OnvifFault.NotAuthorized.class, fault);
            assertEquals(OnvifFault.NotAuthorized.Why.WRONG_PASSWORD, refused.why());
        }
    }

    @Test
    void doorThatNeverAnswersTimesOut() {
        var door = door("main-entrance");
        door.faults().add(new Fault.NeverAnswers());
        var fault = assertThrows(
                        OnvifException.class,
                        () -> Device.reach(
                                web,
                                door.door().device().orElseThrow(),
                                door.plan().login(),
                                Deadline.in(Duration.ofMillis(400))))
                .fault();
        assertInstanceOf(OnvifFault.Timeout.class, fault);
    }

    @TestFactory
    List<DynamicTest> inputIsHeardThroughThePullPointOfEachKind() {
        return List.of("main-entrance", "staff-door", "visitor-parking").stream()
                .map(id -> DynamicTest.dynamicTest(id, () -> {
                    var door = door(id);
                    var initial = new LinkedBlockingQueue<DeviceEvent>();
                    var changes = new LinkedBlockingQueue<DeviceEvent>();
                    try (var feed =
                            EventFeed.open(device(door), e -> (e.isChange() ? changes : initial).add(e), down -> {})) {
                        assertTrue(
                                feed != null && initial.poll(20, TimeUnit.SECONDS) != null,
                                "it says first how things stand");
                        door.contact(true);
                        var event = changes.poll(20, TimeUnit.SECONDS);
                        assertTrue(
                                event != null && event.isAbout("Device/Trigger/DigitalInput"), String.valueOf(event));
                    }
                }))
                .toList();
    }
}
