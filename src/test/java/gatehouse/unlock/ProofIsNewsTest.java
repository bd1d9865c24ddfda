package gatehouse.unlock;

import static gatehouse.onvif.RawServer.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Broker;
import gatehouse.door.Login;
import gatehouse.door.ModbusBox;
import gatehouse.door.Output;
import gatehouse.door.Secret;
import gatehouse.door.TellsBy;
import gatehouse.door.TellsBy.Part;
import gatehouse.door.Times;
import gatehouse.door.UnlockBy;
import gatehouse.door.Way;
import gatehouse.onvif.RawServer;
import gatehouse.sim.Faults;
import gatehouse.sim.Leaf;
import gatehouse.sim.Lock;
import gatehouse.sim.box.RelayBox;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Nothing that was known before an order, or was kept by somebody between, proves it; nothing but what cannot have
/// acted is a refusal.
@Execution(ExecutionMode.CONCURRENT)
class ProofIsNewsTest {
    private final Book record = new Book();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon(true).factory());

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    private Outcome open(UnlockBy by) {
        try (var unlocker = Unlocker.open(record)) {
            return unlocker.unlock(Book.order(by), Optional.empty(), p -> {});
        }
    }

    /// The lock is dead: all that is heard of it is what the broker kept.
    @Test
    void messageThatTheBrokerRetainedConfirmsNothing() throws Exception {
        var dead = new Lock("dead", Optional.empty(), new Faults(), timer);
        dead.open(Lock.By.MQTT);
        try (var broker = ScriptedBroker.open(dead, true)) {
            var there = new Broker("127.0.0.1", broker.at().getPort(), false, Login.NONE, Optional.empty());
            var state = new TellsBy.Mqtt(Part.LOCK, there, "site/gate/state", "unlocked", "locked");
            var outcome = open(
                    new UnlockBy.Mqtt(there, "site/gate/command", "open", UnlockBy.MqttModes.NONE, Optional.of(state)));
            assertInstanceOf(Outcome.Unknown.class, outcome, outcome.toString());
            assertEquals(1, broker.publishes().size());
            assertFalse(record.lines.contains("step RELAY_ON"), record.lines.toString());
        }
    }

    @Test
    void answerOutOfACacheConfirmsNothing() throws Exception {
        try (var door = RawServer.open((seen, socket) -> {
            boolean asked = seen.target().equals("/state");
            reply(socket, 200, "application/json", asked ? "{\"locked\":false}" : "ok", "Age: 3600");
        })) {
            var by = new UnlockBy.Http("GET", door.at("/open"), Login.NONE, Optional.of(door.at("/state")));
            assertInstanceOf(Outcome.Unknown.class, open(by));
            assertTrue(door.requests().stream()
                    .filter(r -> r.target().equals("/state"))
                    .allMatch(r -> r.header("cache-control").equals("no-cache")));
        }
    }

    @TestFactory
    Stream<DynamicTest> signFromBeforeTheOrderIsNoProof() {
        var kinds = List.of(
                new Sign.State(Part.LOCK, true, true, "an event that waited", Instant.EPOCH, 9),
                new Sign.State(Part.LOCK, true, true, Sign.From.KEPT, "a broker", Instant.EPOCH, 11),
                new Sign.State(Part.DOOR, true, true, Sign.From.KEPT, "a broker", Instant.EPOCH, 11));
        return kinds.stream()
                .map(sign -> DynamicTest.dynamicTest(sign.by() + " " + sign.part(), () -> {
                    var evidence = new Evidence();
                    evidence.take(new Sign.State(Part.DOOR, false, false, "test", Instant.EPOCH, 1));
                    evidence.sent(10);
                    evidence.take(sign);
                    assertEquals(Optional.empty(), evidence.released());
                }));
    }

    /// A lock that is asked some times a second may be released for a moment between two questions of a busy machine.
    @Test
    void lockThatWasAskedTooSeldomDidNotSurelyStayLocked() {
        for (var seldom : List.of(false, true)) {
            var evidence = new Evidence();
            long sent = System.nanoTime() - Duration.ofMillis(1200).toNanos();
            evidence.sent(sent);
            for (int ms = 100; ms <= 1200; ms += seldom && ms == 300 ? 700 : 100) {
                evidence.take(new Sign.State(
                        Part.LOCK,
                        false,
                        false,
                        Sign.From.ASKED,
                        "asked",
                        Instant.EPOCH,
                        sent + Duration.ofMillis(ms).toNanos()));
            }
            assertEquals(seldom ? Chain.Stayed.UNTOLD : Chain.Stayed.LOCKED, evidence.stayed());
        }
    }

    private record Row(int status, Class<? extends Outcome> outcome) {}

    private static Stream<Row> rows(Class<? extends Outcome> outcome, Integer... statuses) {
        return Arrays.stream(statuses).map(s -> new Row(s, outcome));
    }

    /// The door has no lock that tells: what it answers is all there is.
    @TestFactory
    Stream<DynamicTest> onlyAStatusThatCannotHaveActedIsARefusal() {
        return Stream.concat(
                        rows(Outcome.Refused.class, 301, 307, 308, 400, 401, 403, 405, 413, 415, 429, 501, 505),
                        rows(Outcome.Unknown.class, 302, 303, 304, 404, 408, 409, 410, 499, 500, 502, 503, 504, 520))
                .map(row -> DynamicTest.dynamicTest("HTTP " + row.status(), () -> {
                    try (var door = RawServer.open((seen, socket) -> reply(socket, row.status(), "text/plain", "x"))) {
                        var by = new UnlockBy.Http("GET", door.at("/open"), Login.NONE, Optional.empty());
                        assertEquals(row.outcome(), open(by).getClass());
                    }
                }));
    }

    /// As a relay box does that switches and answers "not found".
    @Test
    void afterAnAnswerThatMayFollowADeedNoSecondWayIsTried() throws Exception {
        try (var first = RawServer.open((seen, socket) -> reply(socket, 404, "text/html", "Not found"));
                var second = RawServer.open((seen, socket) -> reply(socket, 200, "text/plain", "ok"));
                var unlocker = Unlocker.open(record)) {
            var output = new Output(
                    "gate",
                    "Gate",
                    Stream.of(first, second)
                            .map(door -> Way.always(
                                    new UnlockBy.Http("GET", door.at("/open"), Login.NONE, Optional.empty())))
                            .toList(),
                    List.of(),
                    Times.STANDARD);
            var outcome = unlocker.unlock(Book.order(output), Optional.empty(), p -> {});
            assertInstanceOf(Outcome.Unknown.class, outcome);
            assertEquals(0, second.connections());
        }
    }

    /// What goes on record is the way that was used, and why the others were not.
    @Test
    void wayThatWasUsedIsNamedAndTheOthersWithTheirReasons() throws Exception {
        var kept = new AtomicReference<Tried>();
        var keeping = new UnlockRecord() {
            @Override
            public void intent(UnlockOrder order) {
                assertEquals(2, order.ways(true).size());
            }

            @Override
            public void result(UnlockOrder order, Outcome outcome) {}

            @Override
            public void result(UnlockOrder order, Outcome outcome, Tried tried) {
                kept.set(tried);
            }
        };
        try (var door = RawServer.open((seen, socket) -> reply(socket, 200, "text/plain", "ok"));
                var unlocker = Unlocker.open(keeping)) {
            var nobody = new UnlockBy.Http("GET", URI.create("http://127.0.0.1:1/open"), Login.NONE, Optional.empty());
            var there = new UnlockBy.Http("GET", door.at("/open"), Login.NONE, Optional.empty());
            var output = new Output(
                    "gate", "Gate", List.of(Way.always(nobody), Way.always(there)), List.of(), Times.STANDARD);
            assertInstanceOf(Outcome.Accepted.class, unlocker.unlock(Book.order(output), Optional.empty(), p -> {}));
            assertEquals(Optional.of(there), kept.get().used());
            var other = kept.get().others().getFirst();
            assertEquals(nobody, other.way());
            assertTrue(other.why().contains("cannot be reached"), other.why());
        }
    }

    @Test
    void refusalSaysWhoRefused() throws Exception {
        try (var door = RawServer.open((seen, socket) -> reply(socket, 403, "text/plain", ""))) {
            var device = open(new UnlockBy.Http("GET", door.at("/open"), Login.NONE, Optional.empty()));
            assertEquals(Outcome.Refused.By.DEVICE, ((Outcome.Refused) device).by());
        }
        var nobody =
                open(new UnlockBy.Http("GET", URI.create("http://127.0.0.1:1/open"), Login.NONE, Optional.empty()));
        assertEquals(Outcome.Refused.By.NOBODY, ((Outcome.Refused) nobody).by());
        var console = open(new UnlockBy.Dtmf(
                Secret.of("1#"), UnlockBy.Tones.RFC4733, Duration.ofMillis(100), Duration.ofMillis(100)));
        assertEquals(Outcome.Refused.By.CONSOLE, ((Outcome.Refused) console).by());
    }

    /// The door says no, and its lock is heard to open all the same.
    @Test
    void doorThatRefusesAndOpensHasNotRefused() throws Exception {
        try (var door = RawServer.open((seen, socket) -> {
            boolean asked = seen.target().equals("/state");
            reply(socket, asked ? 200 : 403, "application/json", asked ? "{\"locked\":false}" : "");
        })) {
            var by = new UnlockBy.Http("GET", door.at("/open"), Login.NONE, Optional.of(door.at("/state")));
            assertInstanceOf(Outcome.Unknown.class, open(by));
        }
    }

    @Test
    void orderThatTheConsoleRefusedExplainsNoOpening() throws Exception {
        var faults = new Faults();
        var lock = new Lock("gate", Optional.of(Duration.ofMillis(300)), faults, timer);
        var leaf = new Leaf(lock);
        try (var box = RelayBox.open(InetAddress.getLoopbackAddress(), 0, List.of(lock), List.of(leaf), faults);
                var unlocker = Unlocker.open(record)) {
            var at = new ModbusBox("127.0.0.1", box.port(), 1);
            // Tones, and no call to send them in: the console itself refuses.
            var output = new Output(
                    "gate",
                    "Gate",
                    List.of(Way.always(new UnlockBy.Dtmf(
                            Secret.of("1#"), UnlockBy.Tones.RFC4733, Duration.ofMillis(100), Duration.ofMillis(100)))),
                    List.of(new TellsBy.ModbusInput(Part.DOOR, at, 0, true)),
                    Times.STANDARD);
            var news = new News<DoorNews>();
            try (var watch = unlocker.watch(Book.DOOR, List.of(output), news)) {
                News.until(() -> watch.standing("gate").open() == DoorNews.Tri.NO);
                assertInstanceOf(Outcome.Refused.class, unlocker.unlock(Book.order(output), Optional.empty(), p -> {}));
                leaf.force();
                news.await(DoorNews.Forced.class);
            }
        }
    }
}
