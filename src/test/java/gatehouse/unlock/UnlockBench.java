package gatehouse.unlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.history.Event;
import gatehouse.history.History;
import gatehouse.history.HistoryFault;
import gatehouse.history.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// From the click to the first byte on the wire with the intent durable in a real journal; from the door's answer to
/// the
/// outcome told; then 10,000 openings of a door that goes wrong at every point. Writes `target/bench/unlock.json`.
@Tag("bench")
class UnlockBench {
    private static final int WARM = 200;
    private static final int CLICKS = 2_000;
    private static final int FAULTY = Integer.getInteger("bench.faulty", 10_000);

    @TempDir
    private Path folder;

    private record Durable(History history, AtomicLong resultAsked) implements UnlockRecord {
        @Override
        public void intent(UnlockOrder order) throws IOException {
            keep(Event.now(Kind.UNLOCK_INTENT, order.operator() + " asked to open the gate"));
        }

        @Override
        public void result(UnlockOrder order, Outcome outcome) throws IOException {
            resultAsked.set(System.nanoTime());
            keep(Event.now(Kind.UNLOCK_RESULT, "Gate: " + outcome));
        }

        private void keep(Event event) throws IOException {
            try {
                history.keep(event);
            } catch (HistoryFault e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }

    @Test
    void unlock() throws Exception {
        assumeTrue(List.of("", "unlock").contains(System.getProperty("bench", "")), "another bench was asked for");
        var json = JsonMapper.builder().build();
        var report = json.createObjectNode().put("name", "unlock");
        report.put(
                "machine",
                System.getProperty("os.name") + ", " + Runtime.getRuntime().availableProcessors() + " cores, Java "
                        + Runtime.version());
        var figures = report.putObject("figures");

        var toWire = new long[CLICKS];
        var toTold = new long[CLICKS];
        var answered = new AtomicLong();
        var first = new AtomicLong();
        try (var history = History.open(Files.createDirectory(folder.resolve("data")));
                var door = gatehouse.onvif.RawServer.open((seen, socket) -> {
                    answered.set(System.nanoTime());
                    gatehouse.onvif.RawServer.reply(socket, 200, "application/json", "{\"state\":\"unlocked\"}");
                });
                var unlocker = Unlocker.open(new Durable(history, new AtomicLong()))) {
            history.flush(Duration.ofSeconds(30));
            history.keep(Event.now(Kind.STARTED, "As every console keeps first"));
            unlocker.rehearse();
            // As long as nobody presses anything after a start, and shorter.
            new java.util.concurrent.CountDownLatch(1).await(2, java.util.concurrent.TimeUnit.SECONDS);
            var by = new gatehouse.door.UnlockBy.Http(
                    "POST", door.at("/open"), gatehouse.door.Login.NONE, Optional.of(door.at("/state")));
            var output = new gatehouse.door.Output(
                    "gate",
                    "Gate",
                    List.of(gatehouse.door.Way.always(by)),
                    List.of(),
                    gatehouse.door.Times.STANDARD.withFollow(Duration.ZERO));
            for (int i = -WARM; i < CLICKS; i++) {
                var order = new UnlockOrder(
                        java.util.UUID.randomUUID(),
                        Book.DOOR,
                        "North gate",
                        output,
                        "Weber",
                        Optional.of("call-1"),
                        Instant.now());
                var outcome = unlocker.unlock(order, Optional.empty(), p -> {});
                long told = System.nanoTime();
                assertInstanceOf(Outcome.Opened.class, outcome, outcome.toString());
                if (i == -WARM) {
                    first.set(outcome.sentAfter().orElseThrow().toNanos());
                }
                if (i >= 0) {
                    toWire[i] = outcome.sentAfter().orElseThrow().toNanos();
                    toTold[i] = told - answered.get();
                }
            }
        }
        figures.put("firstClickToWireMs", Math.round(first.get() / 1e3) / 1e3);
        figures.put("clickToWireMedianMs", millis(toWire, 0.5));
        figures.put("clickToWireP99Ms", millis(toWire, 0.99));
        figures.put("answerToToldMedianMs", millis(toTold, 0.5));
        figures.put("answerToToldP99Ms", millis(toTold, 0.99));

        var run = FaultyUnlocksTest.run(FAULTY, new Random(20_261_129), Duration.ofMillis(250));
        figures.put("faultyUnlocks", FAULTY);
        figures.put("lockCounter", run.counter());
        figures.put("recordedOpened", run.opened());
        figures.put("recordedUnknown", run.unknown());
        figures.put("recordedRefused", run.record().count(Outcome.Refused.class));
        figures.put("doubleOpens", run.tooMany());
        figures.put("unrecordedOpens", run.counter() > 0 ? FAULTY - run.intents() : 0);
        report.put(
                "detail",
                "clickToWire: the click to the first byte of the request, a durable intent between; answerToTold: the"
                        + " lock's last answer to the outcome returned, a durable result between");
        Files.createDirectories(Path.of("target/bench"));
        Files.writeString(
                Path.of("target/bench/unlock.json"),
                json.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
        run.check(FAULTY);
        assertEquals(0, run.tooMany());
    }

    private static double millis(long[] nanos, double share) {
        var sorted = nanos.clone();
        Arrays.sort(sorted);
        return Math.round(sorted[(int) Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] / 1e3) / 1e3;
    }
}
