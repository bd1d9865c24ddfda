package gatehouse.sim.camera;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.sim.Faults;
import gatehouse.sim.camera.rtsp.AccessUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A camera that saves pictures while nobody is before it.
@Execution(ExecutionMode.CONCURRENT)
class RestingCameraTest {
    private static final StreamShape SHAPE = new StreamShape(320, 180, 20, 200).resting(4);
    private static final double AT_REST = 250;

    private final LinkedBlockingQueue<AccessUnit> pictures = new LinkedBlockingQueue<>();

    @Test
    void fewPicturesComeWhileNobodyIsThereAndManyWhenSomebodyIs() throws Exception {
        var visitor = new Visitor(SceneKind.GATE, 0);
        var stage = new Stage(SceneKind.GATE, 0, "North gate", visitor, new Faults());
        try (var stream = new LiveStream("resting", stage, SHAPE)) {
            stream.watch(pictures::add);
            var quiet = next(10);
            // The middle one: after a stall two may follow each other closely.
            assertTrue(gaps(quiet).get(4) > AT_REST * 0.5, () -> "the gaps at rest: " + gaps(quiet));
            // Whoever begins to look waits a second at most, as when there are many.
            assertTrue(quiet.stream().filter(AccessUnit::key).count() >= 2, "key pictures at rest");
            visitor.walkUp(System.nanoTime());
            var busy = next(40);
            assertTrue(gaps(busy).getFirst() < AT_REST * 0.5, () -> "the gaps with somebody there: " + gaps(busy));
        }
    }

    private List<AccessUnit> next(int count) throws InterruptedException {
        var units = new ArrayList<AccessUnit>();
        while (units.size() < count) {
            var unit = pictures.poll(20, TimeUnit.SECONDS);
            assertNotNull(unit, "no picture comes any more");
            units.add(unit);
        }
        return units;
    }

    /// Milliseconds between them, the shortest first.
    private static List<Double> gaps(List<AccessUnit> units) {
        return IntStream.range(1, units.size())
                .mapToObj(i -> (units.get(i).takenNanos() - units.get(i - 1).takenNanos()) / 1e6)
                .sorted()
                .toList();
    }
}
