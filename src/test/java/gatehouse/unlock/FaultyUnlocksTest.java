package gatehouse.unlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.DoorId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The lock's own counter beside the record of what became of the openings, while the door goes wrong at every point.
@Execution(ExecutionMode.CONCURRENT)
class FaultyUnlocksTest {
    private static final int OPENINGS = 500;
    private static final int LANES = 25;
    private static final Duration PATIENCE = Duration.ofMillis(400);

    @Test
    void lockOpenedAsOftenAsTheRecordSaysAndAtMostTheUnknownMore() throws Exception {
        var told = run(OPENINGS, new Random(20_261_128), PATIENCE);
        told.check(OPENINGS);
    }

    /// What was drawn, told and counted in one run.
    record Told(int counter, int requests, int intents, Book record) {
        int opened() {
            return record.count(Outcome.Opened.class);
        }

        int unknown() {
            return record.count(Outcome.Unknown.class);
        }

        /// Openings of the lock beyond those on record as opened or unknown: openings twice, or without a record.
        int tooMany() {
            return Math.max(0, counter - opened() - unknown());
        }

        void check(int orders) {
            assertEquals(orders, intents, "every order is on record before it is sent");
            assertEquals(
                    orders, record.outcomes.values().stream().mapToInt(i -> i).sum(), "and so is every result");
            assertEquals(0, record.count(Outcome.Accepted.class), record.outcomes.toString());
            assertTrue(counter >= opened(), "never on record as opened when it was not: " + this);
            assertEquals(0, tooMany(), "never opened twice, never unrecorded: " + this);
            assertTrue(opened() > 0 && unknown() > 0 && record.count(Outcome.Refused.class) > 0, toString());
        }

        @Override
        public String toString() {
            return "the lock counted " + counter + ", the record " + record.outcomes;
        }
    }

    /// Many doors at once, each with its own lock and its own bad luck, at one desk with one record.
    static Told run(int orders, Random random, Duration patience) throws Exception {
        var record = new Book();
        var doors = new ArrayList<FaultyDoor>();
        try (var unlocker = Unlocker.open(record);
                var lanes = Executors.newVirtualThreadPerTaskExecutor()) {
            var ended = new ArrayList<Future<?>>();
            for (int lane = 0; lane < LANES; lane++) {
                var door = FaultyDoor.open(new Random(random.nextLong()));
                doors.add(door);
                var id = new DoorId("door-" + lane);
                int share = orders / LANES + (lane < orders % LANES ? 1 : 0);
                ended.add(lanes.submit(() -> open(unlocker, door, id, share, patience)));
            }
            for (var one : ended) {
                one.get();
            }
        } finally {
            for (var door : doors) {
                door.close();
            }
        }
        int intents = (int) record.lines.stream().filter("intent"::equals).count();
        return new Told(
                doors.stream().mapToInt(FaultyDoor::counter).sum(),
                doors.stream().mapToInt(FaultyDoor::requests).sum(),
                intents,
                record);
    }

    private static void open(Unlocker unlocker, FaultyDoor door, DoorId id, int orders, Duration patience) {
        var output = door.output(patience);
        for (int i = 0; i < orders; i++) {
            door.draw();
            var order = new UnlockOrder(
                    UUID.randomUUID(), id, id.value(), output, "Weber", Optional.empty(), Instant.now());
            unlocker.unlock(order, Optional.empty(), p -> {});
        }
    }

    /// Each point by itself: what is told of it, and whether the lock moved.
    @TestFactory
    Stream<DynamicTest> everyPointOfTheExchangeHasItsOutcome() {
        return Arrays.stream(FaultyDoor.Break.values())
                .map(point -> DynamicTest.dynamicTest(point.name(), () -> {
                    var record = new Book();
                    try (var door = FaultyDoor.open(new Random(1));
                            var unlocker = Unlocker.open(record)) {
                        door.set(point);
                        var outcome = unlocker.unlock(Book.order(door.output(PATIENCE)), Optional.empty(), p -> {});
                        assertTrue(expected(point).contains(outcome.getClass()), outcome.toString());
                        assertTrue(door.counter() <= 1, "the lock moved " + door.counter() + " times");
                        assertEquals(
                                List.of("intent", "result " + outcome.getClass().getSimpleName()), record.lines);
                    }
                }));
    }

    private static List<Class<? extends Outcome>> expected(FaultyDoor.Break point) {
        return switch (point) {
            case NOWHERE -> List.of(Outcome.Opened.class);
            case FORBIDDEN, NOT_FOUND, WRONG_PASSWORD, ELSEWHERE -> List.of(Outcome.Refused.class);
            // The connection may be gone before it was made, and then it is known that nothing was sent.
            case CLOSED_AT_ONCE -> List.of(Outcome.Unknown.class, Outcome.Refused.class);
            case CUT_WHILE_READING,
                    CUT_BEFORE_MOVING,
                    CUT_AFTER_MOVING,
                    CUT_IN_THE_STATUS,
                    SILENT_BEFORE_MOVING,
                    SILENT_AFTER_MOVING,
                    DRIPS,
                    BROKEN,
                    GATEWAY,
                    WEB_PAGE,
                    GARBAGE,
                    STUCK,
                    STATE_CUT,
                    STATE_SILENT,
                    STATE_GARBAGE -> List.of(Outcome.Unknown.class);
            // The status is what the door decided; that its body broke off does not matter.
            case CUT_IN_THE_BODY -> List.of(Outcome.Opened.class);
        };
    }
}
