package gatehouse.unlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.DoorId;
import gatehouse.door.HttpAccess;
import gatehouse.door.Login;
import gatehouse.door.Output;
import gatehouse.door.Secret;
import gatehouse.door.UnlockBy;
import gatehouse.sim.DemoSettings;
import gatehouse.sim.DemoSite;
import gatehouse.sim.Dial;
import gatehouse.sim.Fault;
import gatehouse.sim.SimDoor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Real openings of simulated doors; what the lock did is asked of the lock.
@Execution(ExecutionMode.CONCURRENT)
class SimulatedDoorsUnlockTest {
    private static final UnlockRecord RECORD = new UnlockRecord() {
        @Override
        public void intent(UnlockOrder order) {}

        @Override
        public void result(UnlockOrder order, Outcome outcome) {}
    };

    private DemoSite site;
    private Unlocker unlocker;

    @BeforeEach
    void open() throws IOException {
        site = DemoSite.open(
                DemoSettings.of(8)
                        .withNetwork(85)
                        .withPulse(Duration.ofSeconds(20))
                        .withoutDiscovery(),
                new Dial.Later());
        unlocker = Unlocker.open(RECORD);
    }

    @AfterEach
    void close() {
        unlocker.close();
        site.close();
    }

    private SimDoor door(String id) {
        return site.door(new DoorId(id));
    }

    private Outcome press(SimDoor door, Output output) {
        return press(door, output, new ArrayList<>());
    }

    private Outcome press(SimDoor door, Output output, List<Step> stages) {
        var order = new UnlockOrder(
                UUID.randomUUID(),
                door.plan().id(),
                door.plan().name(),
                output,
                "Weber",
                Optional.empty(),
                Instant.now());
        return unlocker.unlock(
                order,
                Optional.empty(),
                proof -> proof.furthest().filter(s -> !proof.over()).ifPresent(stages::add));
    }

    private static int openings(SimDoor door, Output output) {
        return door.lock(output.id()).openings().size();
    }

    @TestFactory
    List<DynamicTest> everyWayThatIsNoTonesOpensOnceAndIsConfirmed() {
        return site.doors().stream()
                .flatMap(d -> d.door().outputs().stream()
                        .filter(o -> !(o.by() instanceof UnlockBy.Dtmf))
                        .map(o -> DynamicTest.dynamicTest(
                                d.plan().name() + " / " + o.name() + " "
                                        + o.by().getClass().getSimpleName(),
                                () -> {
                                    var stages = new ArrayList<Step>();
                                    var outcome = press(d, o, stages);
                                    assertInstanceOf(Outcome.Opened.class, outcome, outcome.toString());
                                    assertEquals(1, openings(d, o));
                                    assertEquals(List.of(Step.ASKED, Step.ACCEPTED, Step.RELAY_ON), stages);
                                    assertTrue(outcome.sentAfter().isPresent());
                                })))
                .toList();
    }

    @Test
    void relayThatIsOpenAlreadyIsConfirmedAgain() {
        var door = door("staff-door");
        var output = door.door().outputs().getFirst();
        assertInstanceOf(Outcome.Opened.class, press(door, output));
        assertInstanceOf(Outcome.Opened.class, press(door, output));
        assertEquals(2, openings(door, output));
    }

    @TestFactory
    List<DynamicTest> relayThatIsSilentIsUnknownAndMovedOnce() {
        return List.of("staff-door", "workshop", "loading-dock").stream()
                .filter(id -> site.doors().stream()
                        .anyMatch(d -> d.plan().id().value().equals(id)))
                .map(id -> DynamicTest.dynamicTest(id, () -> {
                    var door = door(id);
                    var output = door.door().outputs().getFirst();
                    door.faults().add(new Fault.RelaySilent());
                    assertInstanceOf(Outcome.Unknown.class, press(door, output));
                    assertEquals(1, openings(door, output));
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> relayThatRefusesIsRefused() {
        return List.of("staff-door", "north-gate", "loading-dock", "visitor-parking").stream()
                .map(id -> DynamicTest.dynamicTest(id, () -> {
                    var door = door(id);
                    var output = door.door().outputs().getFirst();
                    door.faults().add(new Fault.RelayRefuses());
                    assertInstanceOf(Outcome.Refused.class, press(door, output));
                    assertEquals(0, openings(door, output));
                }))
                .toList();
    }

    @Test
    void doorThatNeverAnswersOpensNothing() {
        var door = door("data-centre");
        var output = door.door().outputs().getFirst();
        door.faults().add(new Fault.NeverAnswers());
        var outcome = press(door, output);
        assertInstanceOf(Outcome.Refused.class, outcome, outcome.toString());
        assertEquals(0, openings(door, output));
    }

    @Test
    void preparedDoorThatNeverAnswersIsUnknown() {
        var door = door("data-centre");
        var output = door.door().outputs().getFirst();
        unlocker.prepare(output);
        assertEquals(0, openings(door, output));
        door.faults().add(new Fault.NeverAnswers());
        assertInstanceOf(Outcome.Unknown.class, press(door, output));
        assertEquals(0, openings(door, output));
    }

    /// A relay that is switched on and stays so holds the door open: how it is set is asked for each order.
    @Test
    void relayThatWasSetToStayOnIsNotSwitchedOnAndOnceItIsSetBackItIs() {
        var door = door("staff-door");
        var output = door.door().outputs().getFirst();
        assertInstanceOf(Outcome.Opened.class, press(door, output));
        var pulse = door.lock(output.id()).pulse();
        door.lock(output.id()).pulse(Optional.empty());
        var refused = assertInstanceOf(Outcome.Refused.class, press(door, output));
        assertTrue(refused.why().contains("bistable"), refused.why());
        assertEquals(1, openings(door, output));
        door.lock(output.id()).pulse(pulse);
        assertInstanceOf(Outcome.Opened.class, press(door, output));
        assertEquals(2, openings(door, output));
    }

    @Test
    void whatWasAskedAtARingServesOnePress() {
        var door = door("staff-door");
        var output = door.door().outputs().getFirst();
        unlocker.prepare(output);
        assertInstanceOf(Outcome.Opened.class, press(door, output));
        door.lock(output.id()).pulse(Optional.empty());
        assertInstanceOf(Outcome.Refused.class, press(door, output));
        unlocker.prepare(output);
        assertInstanceOf(Outcome.Refused.class, press(door, output));
        assertEquals(1, openings(door, output));
    }

    @Test
    void wrongPasswordIsRefusedByEveryKind() {
        for (var id : List.of("staff-door", "loading-dock", "visitor-parking")) {
            var door = door(id);
            var wrong = new Login(door.plan().login().user(), Secret.of("guess"));
            var output = door.door().outputs().getFirst();
            UnlockBy by = switch (output.by()) {
                case UnlockBy.Http h ->
                    new UnlockBy.Http(h.open(), h.modes(), h.expect(), HttpAccess.of(wrong), h.lock());
                case UnlockBy.OnvifRelay r -> new UnlockBy.OnvifRelay(r.device(), wrong, r.token());
                case UnlockBy.Dtmf d -> d;
                case UnlockBy.OnvifDoor d -> new UnlockBy.OnvifDoor(d.device(), HttpAccess.of(wrong), d.token());
                case UnlockBy.Mqtt m -> m;
                case UnlockBy.Modbus m -> m;
            };
            assertInstanceOf(Outcome.Refused.class, press(door, new Output(output.id(), output.name(), by)));
            assertEquals(0, openings(door, output));
        }
    }

    @Test
    void relayNobodyKnowsIsRefused() {
        var door = door("staff-door");
        var by = new UnlockBy.OnvifRelay(
                door.door().device().orElseThrow(), door.plan().login(), "NoSuchRelay");
        assertInstanceOf(Outcome.Refused.class, press(door, new Output("x", "X", by)));
    }
}
