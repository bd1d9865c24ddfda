package gatehouse.unlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Broker;
import gatehouse.door.HttpAccess;
import gatehouse.door.Login;
import gatehouse.door.ModbusBox;
import gatehouse.door.Output;
import gatehouse.door.Secret;
import gatehouse.door.TellsBy;
import gatehouse.door.Times;
import gatehouse.door.UnlockBy;
import gatehouse.door.Way;
import gatehouse.sim.Faults;
import gatehouse.sim.Leaf;
import gatehouse.sim.Lock;
import gatehouse.sim.box.RelayBox;
import gatehouse.sim.camera.StreamShape;
import gatehouse.sim.http.WebServer;
import gatehouse.sim.onvif.ControlledDoor;
import gatehouse.sim.onvif.DeviceCard;
import gatehouse.sim.onvif.OnvifDevice;
import gatehouse.sim.onvif.Pictures;
import gatehouse.sim.onvif.Quirk;
import gatehouse.sim.onvif.Relay;
import gatehouse.unlock.CutRoad.Cut;
import gatehouse.unlock.CutRoad.How;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The network breaks at every single piece of an opening, from the first connection to the last word of the answer,
/// for every way to open that speaks over one. After each break the lock's own counter is compared with the record, and
/// the door is opened once more.
@Execution(ExecutionMode.CONCURRENT)
class CutRoadsTest {
    private static final Duration PULSE = Duration.ofMillis(700);
    private static final Duration PATIENCE = Duration.ofMillis(600);
    private static final int AT_ONCE = 24;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon(true).factory());

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    /// A device with its lock.
    private interface Device extends AutoCloseable {
        Lock lock();

        InetSocketAddress at();

        /// How it is opened by whoever reaches it at that port.
        Output output(int port);

        @Override
        void close() throws IOException;
    }

    private interface Maker {
        Device make() throws IOException;
    }

    @Test
    void onvifRelay() throws Exception {
        everywhere(() -> new OnvifDoor(false));
    }

    @Test
    void onvifDoorControl() throws Exception {
        everywhere(() -> new OnvifDoor(true));
    }

    @Test
    void brokerThatHandsOnAtOnce() throws Exception {
        everywhere(() -> new AtBroker(true));
    }

    @Test
    void brokerThatHandsOnWhenReleased() throws Exception {
        everywhere(() -> new AtBroker(false));
    }

    @Test
    void relayBoxThatEndsThePulse() throws Exception {
        everywhere(() -> new Box(true));
    }

    @Test
    void relayBoxWhosePulseTheConsoleEnds() throws Exception {
        everywhere(() -> new Box(false));
    }

    /// What became of one opening with a break, for the message of a failure.
    private record Tried(Cut cut, Outcome outcome, long moved, boolean broke) {}

    private void everywhere(Maker maker) throws Exception {
        int pieces = piecesOfOne(maker);
        var cuts = new ArrayList<Cut>();
        for (int at = 0; at <= pieces; at++) {
            cuts.add(new Cut(at, How.BEFORE, true));
            cuts.add(new Cut(at, at % 2 == 0 ? How.HALF : How.AFTER, at % 4 < 2));
            if (at % 8 == 2) {
                cuts.add(new Cut(at, How.SILENT, false));
            }
        }
        var tried = all(cuts, cut -> tried(maker, cut));
        assertTrue(tried.stream().filter(Tried::broke).count() > cuts.size() / 2, "the roads broke");
        assertTrue(tried.stream().anyMatch(t -> t.outcome() instanceof Outcome.Unknown), tried.toString());
        assertTrue(
                tried.stream().anyMatch(t -> t.moved() == 1) && tried.stream().anyMatch(t -> t.moved() == 0));
    }

    private interface Trial {
        Tried of(Cut cut) throws Exception;
    }

    private static List<Tried> all(List<Cut> cuts, Trial trial) throws Exception {
        var room = new Semaphore(AT_ONCE);
        try (var lanes = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = cuts.stream()
                    .<Callable<Tried>>map(cut -> () -> {
                        room.acquire();
                        try {
                            return trial.of(cut);
                        } finally {
                            room.release();
                        }
                    })
                    .toList();
            var tried = new ArrayList<Tried>();
            for (var one : lanes.invokeAll(tasks)) {
                tried.add(one.get());
            }
            return tried;
        }
    }

    /// The first of all is slow, because the program itself has to be read.
    private static int piecesOfOne(Maker maker) throws Exception {
        for (int tries = 0; tries < 4 && pieces(maker).isEmpty(); tries++) {
            // Once more.
        }
        return pieces(maker).orElseThrow();
    }

    private static Optional<Integer> pieces(Maker maker) throws Exception {
        try (var device = maker.make();
                var road = CutRoad.open(device.at(), Cut.NEVER);
                var unlocker = Unlocker.open(new Book())) {
            var outcome = unlocker.unlock(Book.order(device.output(road.port())), Optional.empty(), p -> {});
            locked(device.lock());
            return outcome instanceof Outcome.Opened ? Optional.of(road.pieces()) : Optional.empty();
        }
    }

    private static Tried tried(Maker maker, Cut cut) throws Exception {
        var record = new Book();
        try (var device = maker.make();
                var road = CutRoad.open(device.at(), cut);
                var unlocker = Unlocker.open(record)) {
            var output = device.output(road.port());
            var outcome = unlocker.unlock(Book.order(output), Optional.empty(), p -> {});
            road.heal();
            locked(device.lock());
            long moved = device.lock().count();
            var tried = new Tried(cut, outcome, moved, road.broke());
            assertTrue(moved <= 1, tried.toString());
            switch (outcome) {
                case Outcome.Opened it -> assertEquals(1, moved, tried.toString());
                case Outcome.Accepted it -> assertEquals(1, moved, tried.toString());
                case Outcome.Refused it -> assertEquals(0, moved, tried.toString());
                case Outcome.Unknown it -> {}
            }
            assertEquals(
                    List.of("intent", "result " + outcome.getClass().getSimpleName()),
                    record.lines.subList(0, 2),
                    tried.toString());
            nextOneWorks(unlocker, output, device.lock(), tried);
            return tried;
        }
    }

    /// A connection on which nobody was told that it is dead may cost one more press.
    private static void nextOneWorks(Unlocker unlocker, Output output, Lock lock, Tried tried) throws Exception {
        int presses = tried.cut().how() == How.SILENT ? 3 : 1;
        long moved = tried.moved();
        for (int press = 0; press < presses && lock.count() == moved; press++) {
            var next = unlocker.unlock(Book.order(output), Optional.empty(), p -> {});
            locked(lock);
            // Whether its device is heard again by then is another matter.
            boolean works = next instanceof Outcome.Opened || next instanceof Outcome.Accepted;
            assertTrue(lock.count() - moved <= 1, "the next one after " + tried + ": " + next);
            assertTrue(!works || lock.count() - moved == 1, "the next one after " + tried + ": " + next);
            assertTrue(press < presses - 1 || lock.count() > moved, "the next one after " + tried + ": " + next);
        }
    }

    /// Whatever broke, no door stays open.
    private static void locked(Lock lock) throws Exception {
        lock.when(Lock.State.LOCKED).get(20, TimeUnit.SECONDS);
    }

    private Lock newLock(boolean ends) {
        return new Lock("behind a road", ends ? Optional.of(PULSE) : Optional.empty(), new Faults(), timer);
    }

    private static Output output(UnlockBy by) {
        return new Output(
                "gate",
                "Gate",
                List.of(Way.always(by)),
                List.of(),
                Times.STANDARD.withPulse(PULSE).withPatience(PATIENCE).withFollow(Duration.ZERO));
    }

    private final class OnvifDoor implements Device {
        private final Lock lock = newLock(true);
        private final boolean controlled;
        private final WebServer web;

        OnvifDoor(boolean controlled) throws IOException {
            this.controlled = controlled;
            var faults = new Faults();
            this.web = WebServer.open(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), faults);
            var card = new DeviceCard(
                    UUID.randomUUID(), "Gate", "here", "Sim", "D1", "1", "1", "192.0.2.7", Set.<Quirk>of());
            OnvifDevice.on(
                    web,
                    at(),
                    card,
                    new Pictures(
                            List.of(new Pictures.Stream("main", URI.create("rtsp://127.0.0.1:1/"), StreamShape.SUB)),
                            () -> new byte[0]),
                    List.of(new Relay("relay-1", lock)),
                    controlled ? List.of(new ControlledDoor("door-1", "Gate", lock, new Leaf(lock))) : List.of(),
                    new Login("guard", Secret.of("geheim")),
                    faults,
                    InstantSource.system());
        }

        @Override
        public Lock lock() {
            return lock;
        }

        @Override
        public InetSocketAddress at() {
            return new InetSocketAddress("127.0.0.1", web.port());
        }

        @Override
        public Output output(int port) {
            var device = URI.create("http://127.0.0.1:" + port + "/onvif/device_service");
            var access = HttpAccess.of(new Login("guard", Secret.of("geheim")));
            return CutRoadsTest.output(
                    controlled
                            ? new UnlockBy.OnvifDoor(device, access, "door-1")
                            : new UnlockBy.OnvifRelay(device, access, "relay-1", false));
        }

        @Override
        public void close() {
            web.close();
        }
    }

    private final class AtBroker implements Device {
        private final Lock lock = newLock(true);
        private final ScriptedBroker broker;

        AtBroker(boolean early) throws IOException {
            this.broker = ScriptedBroker.open(lock, early);
        }

        @Override
        public Lock lock() {
            return lock;
        }

        @Override
        public InetSocketAddress at() {
            return broker.at();
        }

        @Override
        public Output output(int port) {
            var there = new Broker("127.0.0.1", port, false, Login.NONE, Optional.empty());
            return CutRoadsTest.output(new UnlockBy.Mqtt(
                    there,
                    "site/gate/command",
                    "open {command}",
                    UnlockBy.MqttModes.NONE,
                    Optional.of(new TellsBy.Mqtt(TellsBy.Part.LOCK, there, "site/gate/state", "unlocked", "locked"))));
        }

        @Override
        public void close() throws IOException {
            broker.close();
            for (var connect : broker.connects()) {
                assertEquals(new ScriptedBroker.Connect(true, 0), connect, "no session outlives its connection");
            }
            var payloads = broker.publishes().stream()
                    .map(ScriptedBroker.Publish::payload)
                    .toList();
            assertEquals(payloads.stream().distinct().toList(), payloads, "no command comes twice");
            for (var publish : broker.publishes()) {
                assertEquals(2, publish.qos());
                assertTrue(!publish.retained() && !publish.duplicate(), publish.toString());
                assertTrue(publish.expiry().filter(s -> s >= 1 && s <= 5).isPresent(), publish.toString());
            }
        }
    }

    private final class Box implements Device {
        private final Lock lock;
        private final boolean ends;
        private final RelayBox box;

        Box(boolean ends) throws IOException {
            this.ends = ends;
            this.lock = newLock(ends);
            this.box = RelayBox.open(InetAddress.ofLiteral("127.0.0.1"), 0, List.of(lock), List.of(), new Faults());
        }

        @Override
        public Lock lock() {
            return lock;
        }

        @Override
        public InetSocketAddress at() {
            return new InetSocketAddress("127.0.0.1", box.port());
        }

        @Override
        public Output output(int port) {
            return CutRoadsTest.output(new UnlockBy.Modbus(new ModbusBox("127.0.0.1", port, 1), 0, ends, false));
        }

        @Override
        public void close() {
            box.close();
        }
    }
}
