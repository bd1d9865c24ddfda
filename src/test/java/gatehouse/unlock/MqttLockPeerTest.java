package gatehouse.unlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Broker;
import gatehouse.door.Login;
import gatehouse.door.Output;
import gatehouse.door.TellsBy;
import gatehouse.door.Times;
import gatehouse.door.UnlockBy;
import gatehouse.door.Way;
import gatehouse.peers.Program;
import gatehouse.sim.Fault;
import gatehouse.sim.Faults;
import gatehouse.sim.Leaf;
import gatehouse.sim.Lock;
import gatehouse.sim.mqtt.MqttLock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Openings over mosquitto, by a lock with a client of its own.
@Tag("peer")
@Execution(ExecutionMode.CONCURRENT)
class MqttLockPeerTest {
    private static final Duration PULSE = Duration.ofMillis(800);

    @TempDir
    private Path folder;

    private final Book record = new Book();
    private final Faults faults = new Faults();
    private ScheduledExecutorService timer;
    private Lock lock;
    private Leaf leaf;
    private int port;
    private Program broker;
    private Unlocker unlocker;

    @BeforeEach
    void open() throws Exception {
        Program.need("mosquitto");
        port = Program.freePort();
        broker = mosquitto();
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon(true).factory());
        lock = new Lock("mqtt", Optional.of(PULSE), faults, timer);
        leaf = new Leaf(lock);
        unlocker = Unlocker.open(record);
    }

    @AfterEach
    void close() throws IOException {
        if (unlocker != null) {
            unlocker.close();
            timer.shutdownNow();
            broker.close();
        }
    }

    private Program mosquitto() throws Exception {
        var settings = Files.writeString(
                folder.resolve("mosquitto.conf"),
                "listener " + port + " 127.0.0.1\nallow_anonymous true\npersistence false\n");
        var started = Program.start(folder, "mosquitto", "-v", "-c", settings.toString());
        started.until("running", 20);
        return started;
    }

    private InetSocketAddress at() {
        return new InetSocketAddress("127.0.0.1", port);
    }

    private Output output() {
        var there = new Broker("127.0.0.1", port, false, Login.NONE, Optional.empty());
        var by = new UnlockBy.Mqtt(
                there,
                "site/gate/command",
                "{\"do\":\"open\",\"id\":\"{command}\"}",
                new UnlockBy.MqttModes(
                        Optional.of("{\"do\":\"hold\",\"id\":\"{command}\"}"),
                        Optional.of("{\"do\":\"lockdown\",\"id\":\"{command}\"}"),
                        Optional.of("{\"do\":\"normal\",\"id\":\"{command}\"}")),
                Optional.of(new TellsBy.Mqtt(TellsBy.Part.LOCK, there, "site/{output}/state", "unlocked", "locked")));
        return new Output(
                "gate",
                "Gate",
                List.of(Way.always(by)),
                List.of(new TellsBy.Mqtt(TellsBy.Part.DOOR, there, "site/gate/leaf", "open", "closed")),
                Times.STANDARD);
    }

    private Outcome press() {
        return unlocker.unlock(Book.order(output()), Optional.empty(), p -> {});
    }

    @Test
    void lockOpensOnceAndItsTopicConfirmsIt() throws Exception {
        try (var there = MqttLock.open(at(), "site/gate", true, lock, leaf, faults)) {
            var proofs = new News<Proof>();
            var outcome = unlocker.unlock(Book.order(output()), Optional.empty(), proofs);
            assertInstanceOf(Outcome.Opened.class, outcome, outcome.toString());
            assertTrue(leaf.push());
            proofs.await(p -> p.known(Step.DOOR_OPENED).isPresent());
            leaf.shut();
            assertTrue(proofs.await(Proof::over).known(Step.SECURED).isPresent());
            assertEquals(1, lock.count());
            var command = there.commands().getFirst();
            assertEquals(2, command.qos());
            assertFalse(command.retained());
        }
    }

    @Test
    void manyOrdersAreManyOpeningsAndNoMore() throws Exception {
        try (var there = MqttLock.open(at(), "site/gate", true, lock, leaf, faults);
                var watch = unlocker.watch(Book.DOOR, List.of(output()), n -> {})) {
            int told = 0;
            for (int i = 0; i < 20; i++) {
                // Pressed again at once, the lock is open still and has nothing new to tell: that is no proof.
                var outcome = press();
                assertTrue(outcome instanceof Outcome.Opened || outcome instanceof Outcome.Unknown, outcome.toString());
                told += outcome instanceof Outcome.Opened ? 1 : 0;
            }
            assertTrue(told > 0);
            News.until(() -> lock.count() >= 20);
            assertEquals(20, lock.count());
            assertEquals(20, there.commands().size());
            assertEquals(Book.DOOR, watch.door());
        }
    }

    @Test
    void lockThatDoesNotTellIsUnknown() throws Exception {
        try (var there = MqttLock.open(at(), "site/gate", true, lock, leaf, faults)) {
            faults.add(new Fault.RelaySilent());
            assertInstanceOf(Outcome.Unknown.class, press());
            assertEquals(1, lock.count());
            assertEquals(1, there.commands().size());
        }
    }

    @Test
    void commandThatNobodyHeardIsUnknownAndKeptNowhere() throws Exception {
        assertInstanceOf(Outcome.Unknown.class, press());
        try (var there = MqttLock.open(at(), "site/gate", true, lock, leaf, faults)) {
            assertInstanceOf(Outcome.Opened.class, press());
            assertEquals(1, lock.count());
            assertEquals(1, there.commands().size());
        }
    }

    @Test
    void commandForALockThatIsAwayGoesStaleInTheBroker() throws Exception {
        MqttLock.open(at(), "site/gate", false, lock, leaf, faults).close();
        assertInstanceOf(Outcome.Unknown.class, press());
        // The broker keeps it for a client with a session, for the five seconds that it may be old.
        var wait = new java.util.concurrent.CountDownLatch(1);
        assertFalse(wait.await(6, java.util.concurrent.TimeUnit.SECONDS));
        try (var there = MqttLock.open(at(), "site/gate", false, lock, leaf, faults)) {
            assertInstanceOf(Outcome.Opened.class, press());
            assertEquals(1, lock.count());
            assertEquals(1, there.commands().size());
        }
    }

    @Test
    void brokerThatIsGoneGetsNothingLater() throws Exception {
        try (var watch = unlocker.watch(Book.DOOR, List.of(output()), n -> {})) {
            broker.close();
            var outcome = press();
            assertInstanceOf(Outcome.Refused.class, outcome, outcome.toString());
            assertTrue(outcome.sentAfter().isEmpty());
            broker = mosquitto();
            try (var there = MqttLock.open(at(), "site/gate", true, lock, leaf, faults)) {
                var news = new News<DoorNews>();
                try (var again = unlocker.watch(Book.DOOR, List.of(output()), news)) {
                    news.await(DoorNews.Heard.class);
                    assertEquals(Book.DOOR, again.door());
                }
                assertEquals(0, lock.count());
                assertEquals(List.of(), there.commands());
            }
            assertEquals(Book.DOOR, watch.door());
        }
    }

    @Test
    void modesAreMessagesToo() throws Exception {
        try (var there = MqttLock.open(at(), "site/gate", true, lock, leaf, faults)) {
            assertInstanceOf(ModeOutcome.Set.class, unlocker.mode(Book.mode(output(), DoorNews.Mode.HELD_OPEN)));
            assertEquals(Lock.Mode.HELD, lock.mode());
            assertInstanceOf(ModeOutcome.Set.class, unlocker.mode(Book.mode(output(), DoorNews.Mode.NORMAL)));
            assertInstanceOf(ModeOutcome.Accepted.class, unlocker.mode(Book.mode(output(), DoorNews.Mode.LOCKED_DOWN)));
            assertEquals(3, there.commands().size());
        }
    }
}
