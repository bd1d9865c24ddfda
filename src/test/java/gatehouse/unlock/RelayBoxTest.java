package gatehouse.unlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.ModbusBox;
import gatehouse.door.Output;
import gatehouse.door.TellsBy;
import gatehouse.door.Times;
import gatehouse.door.UnlockBy;
import gatehouse.door.Way;
import gatehouse.sim.Fault;
import gatehouse.sim.Faults;
import gatehouse.sim.Leaf;
import gatehouse.sim.Lock;
import gatehouse.sim.box.RelayBox;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Openings by a relay box on Modbus/TCP; what it did is asked of its locks, and every write is counted.
@Execution(ExecutionMode.CONCURRENT)
class RelayBoxTest {
    private static final Duration PULSE = Duration.ofMillis(600);

    private final Book record = new Book();
    private final Faults faults = new Faults();
    private ScheduledExecutorService timer;
    private Lock ends;
    private Lock stays;
    private Leaf leaf;
    private RelayBox box;
    private Unlocker unlocker;

    @BeforeEach
    void open() throws IOException {
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon(true).factory());
        ends = new Lock("self-ending", Optional.of(PULSE), faults, timer);
        stays = new Lock("staying", Optional.empty(), faults, timer);
        leaf = new Leaf(ends);
        box = RelayBox.open(InetAddress.getLoopbackAddress(), 0, List.of(ends, stays), List.of(leaf), faults);
        unlocker = Unlocker.open(record);
    }

    @AfterEach
    void close() {
        unlocker.close();
        box.close();
        timer.shutdownNow();
    }

    private Output output(int coil, boolean selfEnding) {
        var at = new ModbusBox("127.0.0.1", box.port(), 1);
        return new Output(
                "gate",
                "Gate",
                List.of(Way.always(new UnlockBy.Modbus(at, coil, selfEnding, true))),
                List.of(new TellsBy.ModbusInput(TellsBy.Part.DOOR, at, 0, true)),
                Times.STANDARD.withPulse(PULSE));
    }

    private Outcome press(Output output) {
        return unlocker.unlock(Book.order(output), Optional.empty(), p -> {});
    }

    @Test
    void coilIsPulsedByTheBoxAndReadBack() throws Exception {
        var proofs = new News<Proof>();
        var outcome = unlocker.unlock(Book.order(output(0, true)), Optional.empty(), proofs);
        assertInstanceOf(Outcome.Opened.class, outcome, outcome.toString());
        assertTrue(leaf.push());
        proofs.await(p -> p.known(Step.DOOR_OPENED).isPresent());
        leaf.shut();
        var proof = proofs.await(Proof::over);
        assertTrue(proof.known(Step.SECURED).isPresent(), proof.toString());
        assertEquals(List.of(new RelayBox.Write(0, true)), box.writes());
        assertEquals(1, ends.count());
    }

    @Test
    void pulseThatTheBoxDoesNotEndIsEndedByTheConsole() throws Exception {
        assertInstanceOf(Outcome.Opened.class, press(output(1, false)));
        assertEquals(Lock.State.LOCKED, stays.when(Lock.State.LOCKED).get(20, TimeUnit.SECONDS));
        assertEquals(1, stays.count());
    }

    @Test
    void pulseIsEndedThoughTheBoxIsDeafForAWhile() throws Exception {
        assertInstanceOf(Outcome.Opened.class, press(output(1, false)));
        faults.add(new Fault.RelayRefuses());
        News.until(() -> box.writes().stream().filter(w -> !w.on()).count() >= 2);
        assertEquals(Lock.State.UNLOCKED, stays.state());
        faults.clear();
        assertEquals(Lock.State.LOCKED, stays.when(Lock.State.LOCKED).get(20, TimeUnit.SECONDS));
    }

    @Test
    void closingTheConsoleCutsAPulseShortAndDoesNotLeaveIt() {
        var by = output(1, false);
        var longer =
                new Output(by.id(), by.name(), by.ways(), by.tells(), Times.STANDARD.withPulse(Duration.ofSeconds(10)));
        assertInstanceOf(Outcome.Opened.class, press(longer));
        assertEquals(Lock.State.UNLOCKED, stays.state());
        unlocker.close();
        assertEquals(Lock.State.LOCKED, stays.state());
    }

    @Test
    void boxThatDoesNotAnswerIsUnknownAndWrittenToOnce() {
        faults.add(new Fault.RelaySilent());
        assertInstanceOf(Outcome.Unknown.class, press(output(0, true)));
        assertEquals(1, ends.count());
        assertEquals(1, box.writes().size());
    }

    @Test
    void boxThatCutsTheConnectionIsUnknownAndWrittenToOnce() {
        for (var moved : List.of(true, false)) {
            faults.add(new Fault.CutsUnlock(moved));
            assertInstanceOf(Outcome.Unknown.class, press(output(0, true)));
        }
        assertEquals(1, ends.count());
        assertEquals(2, box.writes().size());
    }

    @Test
    void boxThatSaysNoIsRefused() {
        faults.add(new Fault.RelayRefuses());
        assertInstanceOf(Outcome.Refused.class, press(output(0, true)));
        assertEquals(0, ends.count());
    }

    /// Modbus application protocol §7: a device failure, an acknowledgement, busy, parity, a gateway without its
    /// target.
    @TestFactory
    List<DynamicTest> boxThatActsAndAnswersWithAnExceptionIsUnknownAndSwitchedOffAgain() {
        return List.of(4, 5, 6, 8, 10, 11).stream()
                .map(code -> DynamicTest.dynamicTest("exception " + code, () -> {
                    faults.add(new Fault.BoxException(code));
                    var other = output(0, true).ways().getFirst();
                    var first = output(1, false);
                    var both = new Output(
                            first.id(),
                            first.name(),
                            List.of(first.ways().getFirst(), other),
                            List.of(),
                            first.times());
                    long before = ends.count();
                    assertInstanceOf(Outcome.Unknown.class, press(both));
                    assertEquals(before, ends.count(), "no second way follows");
                    assertEquals(
                            Lock.State.LOCKED, stays.when(Lock.State.LOCKED).get(20, TimeUnit.SECONDS));
                    News.until(() -> record.owed.isEmpty());
                    faults.clear();
                }))
                .toList();
    }

    @Test
    void nobodyThereIsRefusedBecauseNothingWasSent() {
        box.close();
        var outcome = press(output(0, true));
        assertInstanceOf(Outcome.Refused.class, outcome);
        assertTrue(outcome.sentAfter().isEmpty());
    }

    @Test
    void coilThatAnswersAndDoesNotMoveIsUnknown() {
        faults.add(new Fault.RelayStuck());
        assertInstanceOf(Outcome.Unknown.class, press(output(0, true)));
        assertEquals(0, ends.count());
    }

    @Test
    void coilThatMayBeLeftOnHoldsTheDoorOpen() {
        var output = output(1, false);
        assertInstanceOf(ModeOutcome.Set.class, unlocker.mode(Book.mode(output, DoorNews.Mode.HELD_OPEN)));
        assertEquals(Lock.State.UNLOCKED, stays.state());
        assertInstanceOf(ModeOutcome.Set.class, unlocker.mode(Book.mode(output, DoorNews.Mode.NORMAL)));
        assertEquals(Lock.State.LOCKED, stays.state());
    }

    /// The coil is asked a few times a second: what was seen of it may be the pulse before.
    @Test
    void coilThatWasSeenOnForThePulseBeforeIsNotTakenForHeldOpen() throws Exception {
        var by = assertInstanceOf(
                UnlockBy.Modbus.class, output(1, false).ways().getFirst().by());
        try (var pulses = new Pulses(record)) {
            assertInstanceOf(Told.Yes.class, openedAfter(by, pulses, Optional.empty()));
            long seen = System.nanoTime();
            assertEquals(Lock.State.LOCKED, stays.when(Lock.State.LOCKED).get(20, TimeUnit.SECONDS));
            News.until(() -> record.owed.isEmpty());
            var late = new Sign.State(TellsBy.Part.LOCK, true, false, "the coil", Instant.now(), seen);
            assertInstanceOf(Told.Yes.class, openedAfter(by, pulses, Optional.of(late)));
            assertEquals(Lock.State.LOCKED, stays.when(Lock.State.LOCKED).get(20, TimeUnit.SECONDS));
        }
    }

    private static Told openedAfter(UnlockBy.Modbus by, Pulses pulses, Optional<Sign> seen) {
        var attempt =
                new Attempt(System.nanoTime(), new CountDownLatch(1), Proof.pending(java.util.Set.of()), proof -> {});
        seen.ifPresent(attempt::hear);
        attempt.drain();
        return ByModbus.open(by, PULSE, Duration.ofSeconds(2), pulses, false, attempt);
    }

    /// Nobody can say that the box switched off before the console died, so that is what the next console looks to.
    @Test
    void coilIsKeptAsOwedBeforeItGoesOnAndUntilItIsOff() throws Exception {
        record.owedFails = true;
        assertInstanceOf(Outcome.Refused.class, press(output(1, false)));
        assertEquals(List.of(), box.writes());
        var onTheWordOfASupervisor = Book.overriding(output(1, false));
        record.intentFails = true;
        assertInstanceOf(Outcome.Opened.class, unlocker.unlock(onTheWordOfASupervisor, Optional.empty(), p -> {}));
        assertEquals(Lock.State.LOCKED, stays.when(Lock.State.LOCKED).get(20, TimeUnit.SECONDS));
        record.intentFails = false;
        record.owedFails = false;
        assertInstanceOf(Outcome.Opened.class, press(output(1, false)));
        assertEquals(List.of(1), record.owedOnce);
        assertEquals(Lock.State.LOCKED, stays.when(Lock.State.LOCKED).get(20, TimeUnit.SECONDS));
        News.until(() -> record.owed.isEmpty());
        assertInstanceOf(Outcome.Opened.class, press(output(0, true)));
        assertEquals(List.of(1), record.owedOnce, "the box ends the other one itself");
    }

    @Test
    void coilThatADeadConsoleLeftOnIsSwitchedOffAlsoWhenTheBoxComesBackLater() throws Exception {
        stays.open(Lock.By.MODBUS);
        faults.add(new Fault.RelayRefuses());
        unlocker.settle(new ModbusBox("127.0.0.1", box.port(), 1), 1);
        News.until(() -> box.writes().size() >= 2);
        faults.clear();
        assertEquals(Lock.State.LOCKED, stays.when(Lock.State.LOCKED).get(20, TimeUnit.SECONDS));
    }

    @Test
    void secondOpeningIsNotCutShortByTheEndOfTheFirst() throws Exception {
        var gone = new java.util.concurrent.CountDownLatch(1);
        assertInstanceOf(Outcome.Opened.class, press(output(1, false)));
        assertFalse(gone.await(PULSE.toMillis() / 2, TimeUnit.MILLISECONDS));
        assertInstanceOf(Outcome.Opened.class, press(output(1, false)));
        long second = System.nanoTime();
        stays.when(Lock.State.LOCKED).get(20, TimeUnit.SECONDS);
        long lasted = System.nanoTime() - second;
        assertTrue(lasted > PULSE.toNanos() / 2, "after the second: " + lasted / 1_000_000 + " ms");
        assertEquals(1, box.writes().stream().filter(w -> !w.on()).count(), "one end for both");
    }

    @Test
    void holdIsNotEndedByThePulseBeforeItNorByOneWhileItLasts() throws Exception {
        var gone = new java.util.concurrent.CountDownLatch(1);
        assertInstanceOf(Outcome.Opened.class, press(output(1, false)));
        assertInstanceOf(ModeOutcome.Set.class, unlocker.mode(Book.mode(output(1, false), DoorNews.Mode.HELD_OPEN)));
        assertInstanceOf(Outcome.Opened.class, press(output(1, false)));
        assertFalse(gone.await(PULSE.toMillis() * 2, TimeUnit.MILLISECONDS));
        assertEquals(Lock.State.UNLOCKED, stays.state());
        assertEquals(0, box.writes().stream().filter(w -> !w.on()).count());
        assertEquals(java.util.Set.of(), record.owed);
        assertInstanceOf(ModeOutcome.Set.class, unlocker.mode(Book.mode(output(1, false), DoorNews.Mode.NORMAL)));
        assertEquals(Lock.State.LOCKED, stays.state());
    }

    @Test
    void secondWayIsTriedOnceTheCoilSaysThatItStayedOff() throws Exception {
        var stuck = (UnlockBy.Modbus) output(0, true).by();
        var other = new UnlockBy.Modbus(stuck.box(), 1, false, false);
        faults.add(new Fault.RelayStuck());
        var both = new Output("gate", "Gate", List.of(Way.always(stuck), Way.always(other)), List.of(), Times.STANDARD);
        assertInstanceOf(Outcome.Unknown.class, press(both));
        assertEquals(
                List.of(new RelayBox.Write(0, true), new RelayBox.Write(1, true)),
                box.writes().subList(0, 2));
    }

    @Test
    void watchHearsTheInputOfTheBox() throws Exception {
        var news = new News<DoorNews>();
        try (var watch = unlocker.watch(Book.DOOR, List.of(output(0, true)), news)) {
            News.until(() -> watch.standing("gate").open() == DoorNews.Tri.NO);
            leaf.force();
            news.await(DoorNews.Forced.class);
            assertEquals(DoorNews.Tri.YES, watch.standing("gate").open());
            box.close();
            news.await(DoorNews.Deaf.class);
        }
    }
}
