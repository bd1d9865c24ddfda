package gatehouse.ui.wall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.video.View;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoomTest {
    private static final double EXACT = 1e-9;

    /// From the whole picture: so many steps towards a point, and the part that is then seen.
    @ParameterizedTest
    @CsvSource({
        "1, 0.5, 0.5, 1.25, 0.1, 0.1",
        "1, 0, 0, 1.25, 0, 0",
        "1, 1, 1, 1.25, 0.2, 0.2",
        "2, 0, 1, 1.5625, 0, 0.36",
        "100, 0.5, 0.5, 8, 0.4375, 0.4375",
        "-3, 0.5, 0.5, 1, 0, 0",
    })
    void wheelZoomsTowardsThePointer(double steps, double px, double py, double times, double x, double y) {
        var zoom = Zoom.NONE.by(steps, px, py);
        assertEquals(times, zoom.times(), EXACT);
        assertEquals(x, zoom.x(), EXACT);
        assertEquals(y, zoom.y(), EXACT);
    }

    @Test
    void pointUnderThePointerStaysThere() {
        var zoom = Zoom.NONE.by(3, 0.3, 0.6);
        double before = zoom.x() + 0.4 / zoom.times();
        var closer = zoom.by(2, 0.4, 0.5);
        assertEquals(before, closer.x() + 0.4 / closer.times(), EXACT);
    }

    @Test
    void wayBackEndsAtTheWholePicture() {
        var there = Zoom.NONE.by(5, 0.9, 0.1);
        assertTrue(there.zoomed());
        var back = there.by(-5, 0.2, 0.7);
        assertEquals(Zoom.NONE, back);
        assertEquals(View.Part.WHOLE, back.part());
        assertFalse(back.zoomed());
    }

    @Test
    void movingStopsAtTheEdges() {
        var zoom = new Zoom(2, 0.25, 0.25);
        assertEquals(new Zoom(2, 0.5, 0.25), zoom.moved(0.5, 0));
        assertEquals(new Zoom(2, 0.5, 0), zoom.moved(40, -40));
        assertEquals(Zoom.NONE, Zoom.NONE.moved(0.3, 0.3));
    }

    @Test
    void partNeverLeavesThePictureWhateverTheHandDoes() {
        var random = new Random(7);
        var zoom = Zoom.NONE;
        for (int i = 0; i < 50_000; i++) {
            zoom = random.nextBoolean()
                    ? zoom.by(random.nextGaussian() * 3, random.nextDouble(), random.nextDouble())
                    : zoom.moved(random.nextGaussian(), random.nextGaussian());
            var part = zoom.part(); // refuses what is outside
            assertTrue(part.x() + part.width() <= 1 + EXACT && part.y() + part.height() <= 1 + EXACT, zoom::toString);
        }
        assertEquals(Zoom.NONE, new Zoom(Double.NaN, Double.NaN, Double.POSITIVE_INFINITY));
    }
}
