package gatehouse.unlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import gatehouse.door.Login;
import gatehouse.door.Output;
import gatehouse.door.Secret;
import gatehouse.door.TellsBy.Part;
import gatehouse.door.Times;
import gatehouse.door.UnlockBy;
import gatehouse.door.Way;
import gatehouse.unlock.Chain.Stayed;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Which way comes after which, as a table.
class ChainTest {
    private static final UnlockBy HTTP =
            new UnlockBy.Http("GET", URI.create("http://192.0.2.1/open"), Login.NONE, Optional.empty());
    private static final UnlockBy TONES =
            new UnlockBy.Dtmf(Secret.of("1#"), UnlockBy.Tones.RFC4733, Duration.ofMillis(100), Duration.ofMillis(100));

    private static Output output(Way... ways) {
        return new Output("gate", "Gate", List.of(ways), List.of(), Times.STANDARD);
    }

    private record Row(Told told, Stayed stayed, boolean goesOn) {}

    @TestFactory
    List<DynamicTest> secondWayOnlyWhileTheFirstCannotHaveReachedTheDoor() {
        var rows = new ArrayList<Row>();
        for (var stayed : Stayed.values()) {
            rows.add(new Row(new Told.NotSent("x"), stayed, true));
            rows.add(new Row(new Told.NotTaken("x"), stayed, true));
            rows.add(new Row(new Told.No("x"), stayed, false));
            rows.add(new Row(new Told.Doubt("x"), stayed, stayed == Stayed.LOCKED));
            rows.add(new Row(new Told.Yes("x"), stayed, stayed == Stayed.LOCKED));
        }
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(row.told().getClass().getSimpleName() + " " + row.stayed(), () -> {
                    var first = Chain.of(output(Way.always(HTTP), Way.always(TONES)), true)
                            .first();
                    var step = assertInstanceOf(Chain.Next.Try.class, first);
                    assertEquals(HTTP, step.way().by());
                    var next = step.rest().after(row.told(), row.stayed());
                    if (row.goesOn()) {
                        var second = assertInstanceOf(Chain.Next.Try.class, next);
                        assertEquals(TONES, second.way().by());
                        // The last way is the last, whatever is told.
                        assertInstanceOf(Chain.Next.Over.class, second.rest().after(row.told(), row.stayed()));
                    } else {
                        assertInstanceOf(Chain.Next.Over.class, next);
                    }
                }))
                .toList();
    }

    @Test
    void waysThatDoNotFitTheMomentArePassedOver() {
        var inCall = new Way(TONES, Way.When.ALWAYS);
        var without = new Way(HTTP, Way.When.WITHOUT_CALL);
        var output = output(inCall, without);
        assertEquals(List.of(inCall), Chain.of(output, true).left());
        assertEquals(List.of(without), Chain.of(output, false).left());
        var only = new Way(HTTP, Way.When.IN_CALL);
        assertInstanceOf(Chain.Next.Over.class, Chain.of(output(only), false).first());
        assertInstanceOf(Chain.Next.Try.class, Chain.of(output(only), true).first());
    }

    private static Sign.State lock(boolean open, long nanos) {
        return new Sign.State(Part.LOCK, open, true, "test", Instant.EPOCH, nanos);
    }

    private static Sign.State leaf(boolean open, long nanos) {
        return new Sign.State(Part.DOOR, open, true, "test", Instant.EPOCH, nanos);
    }

    @TestFactory
    List<DynamicTest> whatTheLockToldSinceTheSending() {
        return List.of(
                stayed("nothing was told", List.of(), List.of(), Stayed.UNTOLD),
                stayed("locked before, silent since", List.of(lock(false, 1)), List.of(), Stayed.LOCKED),
                stayed("told locked since", List.of(), List.of(lock(false, 11)), Stayed.LOCKED),
                stayed("released since", List.of(lock(false, 1)), List.of(lock(true, 11)), Stayed.MOVED),
                stayed(
                        "released and locked again",
                        List.of(lock(false, 1)),
                        List.of(lock(true, 11), lock(false, 12)),
                        Stayed.MOVED),
                stayed("released before already", List.of(lock(true, 1)), List.of(), Stayed.MOVED),
                stayed("only the leaf is told, shut", List.of(leaf(false, 1)), List.of(), Stayed.UNTOLD),
                stayed(
                        "the leaf opened though the lock says locked",
                        List.of(lock(false, 1), leaf(false, 1)),
                        List.of(leaf(true, 11)),
                        Stayed.MOVED),
                stayed(
                        "cut off in the middle",
                        List.of(lock(false, 1)),
                        List.of(new Sign.Deaf("gone", "test", Instant.EPOCH, 11)),
                        Stayed.UNTOLD));
    }

    private static DynamicTest stayed(String name, List<Sign> before, List<Sign> after, Stayed expected) {
        return DynamicTest.dynamicTest(name, () -> {
            var evidence = new Evidence();
            before.forEach(evidence::take);
            evidence.sent(10);
            after.forEach(evidence::take);
            assertEquals(expected, evidence.stayed());
        });
    }
}
