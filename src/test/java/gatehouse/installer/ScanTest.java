package gatehouse.installer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.DoorId;
import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.door.UnlockBy;
import gatehouse.onvif.OnvifException;
import gatehouse.onvif.OnvifFault;
import gatehouse.sim.DemoSettings;
import gatehouse.sim.DemoSite;
import gatehouse.sim.Dial;
import gatehouse.sim.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class ScanTest {
    private DemoSite site;
    private Scan scan;

    @BeforeEach
    void open() throws IOException {
        site = DemoSite.open(DemoSettings.of(6).withNetwork(86).withoutDiscovery(), new Dial.Later());
        scan = Scan.open();
    }

    @AfterEach
    void close() {
        scan.close();
        site.close();
    }

    @Test
    void inspectedDeviceBecomesADoorLikeTheOneInTheSiteFile() throws Exception {
        var door = site.door(new DoorId("staff-door"));
        var login = door.plan().login();
        var findings = scan.inspect(door.door().device().orElseThrow(), login);
        assertEquals("Gatehouse", findings.info().manufacturer());
        assertFalse(findings.isClockOff());
        assertTrue(findings.snapshot().orElseThrow().jpeg().length > 100);
        assertTrue(findings.troubles().isEmpty(), findings.troubles().toString());
        var proposed =
                Enrolment.propose(findings, login, "Staff door", Set.of()).orElseThrow();
        assertEquals(door.door().camera(), proposed.camera());
        assertEquals(door.door().id(), proposed.id());
        assertEquals(door.door().device(), proposed.device());
        assertInstanceOf(
                UnlockBy.OnvifRelay.class, proposed.outputs().getFirst().by());
        assertEquals(
                door.door().outputs().getFirst().by(),
                proposed.outputs().getFirst().by());
    }

    @Test
    void wrongPasswordEndsTheInspection() {
        var door = site.door(new DoorId("main-entrance"));
        var wrong = new Login("gatehouse", Secret.of("guess"));
        var fault = assertThrows(
                        OnvifException.class,
                        () -> scan.inspect(door.door().device().orElseThrow(), wrong))
                .fault();
        assertInstanceOf(OnvifFault.NotAuthorized.class, fault);
    }

    @Test
    void clockThatIsOffIsNoticed() throws Exception {
        var door = site.door(new DoorId("main-entrance"));
        door.faults().add(new Fault.ClockOff(Duration.ofMinutes(10)));
        assertTrue(scan.inspect(door.door().device().orElseThrow(), door.plan().login())
                .isClockOff());
    }

    @Test
    void idIsMadeOfTheNameAndTakenByNobodyElse() {
        assertEquals(new DoorId("grosses-tor-sud"), Enrolment.id(" Großes Tor (Süd)", Set.of()));
        assertEquals(new DoorId("tor-2"), Enrolment.id("Tor", Set.of(new DoorId("tor"))));
        assertEquals(new DoorId("door"), Enrolment.id("門", Set.of()));
        assertEquals(59, Enrolment.id("x".repeat(200), Set.of()).value().length());
    }
}
