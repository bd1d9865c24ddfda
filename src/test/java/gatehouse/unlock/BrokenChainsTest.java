package gatehouse.unlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Broker;
import gatehouse.door.HttpAccess;
import gatehouse.door.HttpState;
import gatehouse.door.Login;
import gatehouse.door.ModbusBox;
import gatehouse.door.Output;
import gatehouse.door.TellsBy;
import gatehouse.door.Times;
import gatehouse.door.UnlockBy;
import gatehouse.door.Way;
import gatehouse.lifecycle.Scope;
import gatehouse.onvif.RawServer;
import gatehouse.sim.Faults;
import gatehouse.sim.Lock;
import gatehouse.sim.box.RelayBox;
import gatehouse.unlock.CutRoad.Cut;
import gatehouse.unlock.CutRoad.How;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// One lock that several devices move, tried one after the other, each over a socket of its own that goes wrong where
/// chance will have it. Whatever happens, the lock moves once at the most, and a second device hears nothing of an
/// order
/// that may have reached the first, unless the lock itself says that it stayed locked.
@Execution(ExecutionMode.CONCURRENT)
class BrokenChainsTest {
    private static final int TRIALS = 300;
    private static final int AT_ONCE = 24;
    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final Duration PULSE = Duration.ofSeconds(30);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon(true).factory());

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    /// What a device over HTTP does with an order.
    private enum Page {
        MOVES,
        MOVES_AND_CUTS,
        MOVES_AND_BREAKS_DOWN,
        MOVES_AND_IS_SILENT,
        CUTS,
        IS_SILENT,
        STUCK,
        FORBIDS,
        NOT_FOUND,
        WRONG_PASSWORD,
        NOBODY_THERE;

        boolean moves() {
            return ordinal() <= MOVES_AND_IS_SILENT.ordinal();
        }

        /// It has the order and does not say that it could not have carried it out.
        boolean mayHaveMoved() {
            return this != NOT_FOUND && this != WRONG_PASSWORD && this != NOBODY_THERE;
        }
    }

    /// An order that came to the device of that way; `over`: it cannot have moved anything, and said so.
    private record Heard(int way, boolean over) {}

    /// One lock with its chain of devices.
    private final class Door implements AutoCloseable {
        private final Scope scope = new Scope();
        private final Lock lock = new Lock("chain", Optional.of(PULSE), new Faults(), timer);
        private final List<Heard> heard = new CopyOnWriteArrayList<>();
        private final List<String> drawn = new ArrayList<>();
        private final CountDownLatch closing = new CountDownLatch(1);
        private final Output output;
        private final boolean tells;

        Door(Random random) throws IOException {
            tells = random.nextBoolean();
            var ways = new ArrayList<Way>();
            int many = 2 + random.nextInt(2);
            for (int way = 0; way < many; way++) {
                ways.add(Way.always(
                        switch (random.nextInt(tells ? 4 : 3)) {
                            case 0, 1 -> page(way, random);
                            case 2 -> broker(way, random);
                            default -> box(random);
                        }));
            }
            output = new Output(
                    "gate",
                    "Gate",
                    ways,
                    tells ? List.of(teller()) : List.of(),
                    Times.STANDARD.withPatience(PATIENCE).withFollow(Duration.ZERO));
        }

        private UnlockBy page(int way, Random random) throws IOException {
            var page = Page.values()[random.nextInt(Page.values().length)];
            drawn.add(page.toString());
            var server = RawServer.open((seen, socket) -> answer(page, way, socket));
            scope.own(server);
            var at = server.at("/open");
            if (page == Page.NOBODY_THERE) {
                server.close();
            }
            return new UnlockBy.Http("POST", at, Login.NONE, Optional.empty());
        }

        private void answer(Page page, int way, Socket socket) throws IOException {
            heard.add(new Heard(way, !page.mayHaveMoved()));
            if (page.moves()) {
                lock.open(Lock.By.HTTP);
            }
            switch (page) {
                case MOVES, STUCK -> RawServer.reply(socket, 200, "text/plain", "ok");
                case MOVES_AND_BREAKS_DOWN -> RawServer.reply(socket, 500, "text/plain", "oops");
                case FORBIDS -> RawServer.reply(socket, 403, "text/plain", "no");
                case NOT_FOUND -> RawServer.reply(socket, 404, "text/plain", "no");
                case WRONG_PASSWORD -> RawServer.reply(socket, 401, "text/plain", "no");
                case MOVES_AND_CUTS, CUTS, NOBODY_THERE -> socket.close();
                case MOVES_AND_IS_SILENT, IS_SILENT -> {
                    try {
                        closing.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            }
        }

        /// Between the desk and a device: broken at a point that is drawn, or not at all.
        private int road(InetSocketAddress to, Random random, int pieces) throws IOException {
            var how = How.values()[random.nextInt(How.values().length)];
            var cut = random.nextInt(4) == 0 ? Cut.NEVER : new Cut(random.nextInt(pieces), how, random.nextBoolean());
            drawn.add(cut.toString());
            return scope.own(CutRoad.open(to, cut)).port();
        }

        private UnlockBy broker(int way, Random random) throws IOException {
            var broker =
                    scope.own(ScriptedBroker.open(lock, random.nextBoolean(), () -> heard.add(new Heard(way, false))));
            var there = new Broker("127.0.0.1", road(broker.at(), random, 9), false, Login.NONE, Optional.empty());
            return new UnlockBy.Mqtt(
                    there, "site/gate/command", "open {command}", UnlockBy.MqttModes.NONE, Optional.empty());
        }

        private UnlockBy box(Random random) throws IOException {
            var box = scope.own(
                    RelayBox.open(InetAddress.ofLiteral("127.0.0.1"), 0, List.of(lock), List.of(), new Faults()));
            int port = road(new InetSocketAddress("127.0.0.1", box.port()), random, 9);
            return new UnlockBy.Modbus(new ModbusBox("127.0.0.1", port, 1), 0, true, false);
        }

        /// The lock's own word, over a road that does not break.
        private TellsBy teller() throws IOException {
            var server = scope.own(RawServer.open((seen, socket) -> RawServer.reply(
                    socket,
                    200,
                    "application/json",
                    lock.state() == Lock.State.UNLOCKED ? "{\"state\":\"unlocked\"}" : "{\"state\":\"locked\"}")));
            return new TellsBy.Http(
                    TellsBy.Part.LOCK, HttpState.of(server.at("/state").toString()), HttpAccess.of(Login.NONE));
        }

        @Override
        public void close() {
            closing.countDown();
            scope.close();
        }
    }

    @Test
    void lockMovesOnceAtTheMostWhateverBreaks() throws Exception {
        var seeds = new Random(20_261_128).longs(TRIALS).boxed().toList();
        var room = new Semaphore(AT_ONCE);
        try (var lanes = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = seeds.stream()
                    .<Callable<String>>map(seed -> () -> {
                        room.acquire();
                        try {
                            return trial(seed);
                        } finally {
                            room.release();
                        }
                    })
                    .toList();
            var kinds = new ArrayList<String>();
            for (var one : lanes.invokeAll(tasks)) {
                kinds.add(one.get());
            }
            for (var kind : List.of("Opened", "Accepted", "Unknown", "Refused", "second way")) {
                assertTrue(kinds.stream().filter(k -> k.contains(kind)).count() >= 5, kind + " in " + kinds);
            }
        }
    }

    /// That nothing was sent is true of the second way only.
    @Test
    void refusalOfTheSecondWayDoesNotCoverUpTheDoubtOfTheFirst() throws Exception {
        try (var door = new Door(new Random(1));
                var stuck = RawServer.open((seen, socket) -> RawServer.reply(socket, 500, "text/plain", "oops"));
                var gone = RawServer.open((seen, socket) -> socket.close());
                var unlocker = Unlocker.open(new Book())) {
            var nobody = gone.at("/open");
            gone.close();
            var output = new Output(
                    "gate",
                    "Gate",
                    List.of(
                            Way.always(new UnlockBy.Http("POST", stuck.at("/open"), Login.NONE, Optional.empty())),
                            Way.always(new UnlockBy.Http("POST", nobody, Login.NONE, Optional.empty()))),
                    List.of(door.teller()),
                    Times.STANDARD.withPatience(PATIENCE).withFollow(Duration.ZERO));
            var outcome = unlocker.unlock(Book.order(output), Optional.empty(), p -> {});
            assertTrue(outcome instanceof Outcome.Unknown, outcome.toString());
            assertEquals(1, stuck.requests().size());
        }
    }

    private String trial(long seed) throws Exception {
        var record = new Book();
        try (var door = new Door(new Random(seed));
                var unlocker = Unlocker.open(record)) {
            var outcome = unlocker.unlock(Book.order(door.output), Optional.empty(), p -> {});
            // What a device has got and not carried out yet shows itself now.
            boolean waited = door.closing.await(20, TimeUnit.MILLISECONDS);
            var all = "seed " + seed + (waited ? " closed" : "") + ": " + outcome + ", the lock moved "
                    + door.lock.count() + " times, heard " + door.heard + " of " + door.drawn;
            long moved = door.lock.count();
            assertTrue(moved <= 1, all);
            switch (outcome) {
                case Outcome.Opened it -> assertEquals(1, moved, all);
                case Outcome.Refused it -> assertEquals(0, moved, all);
                case Outcome.Accepted it -> {}
                case Outcome.Unknown it -> {}
            }
            assertEquals("intent", record.lines.getFirst(), all);
            if (!door.tells) {
                int last = door.heard.stream().mapToInt(Heard::way).max().orElse(0);
                assertTrue(
                        door.heard.stream().allMatch(h -> h.way() == last || h.over()),
                        "another device was asked while an earlier one may have moved: " + all);
            }
            boolean second = door.heard.stream().mapToInt(Heard::way).distinct().count() > 1;
            return outcome.getClass().getSimpleName() + (second ? ", second way" : "");
        }
    }
}
