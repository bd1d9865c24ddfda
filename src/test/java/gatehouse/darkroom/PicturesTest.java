package gatehouse.darkroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a printed picture looks like: colours at known places. The source is 128x96: red and green above, blue and
/// white
/// below.
class PicturesTest {
    private static final AtomicLong CLOCK = new AtomicLong();
    private static Darkroom darkroom;

    @BeforeAll
    static void open() {
        darkroom = Darkroom.inside();
    }

    @AfterAll
    static void close() {
        darkroom.close();
    }

    /// A development under test, whose pictures are waited for.
    private static final class Developed implements Development.Seen, AutoCloseable {
        private final BlockingQueue<Print> printed = new LinkedBlockingQueue<>();
        private final Development development;

        Developed(int turn) throws IOException, InterruptedException {
            development = darkroom.develop("test", turn, this);
        }

        Shot shot() throws InterruptedException {
            var print = printed.poll(20, TimeUnit.SECONDS);
            assertNotNull(print, "no picture came");
            assertTrue(print.turn(), "nothing new on the print");
            var picture = print.picture();
            var bgra = ByteBuffer.allocate(4 * picture.width() * picture.height());
            print.copy(bgra);
            return new Shot(picture.width(), picture.height(), bgra);
        }

        @Override
        public void printed(Print print) {
            printed.add(print);
        }

        @Override
        public void through(long arrivedNanos) {}

        @Override
        public void blamed(Blamed blamed) {}

        @Override
        public void close() {
            development.close();
        }
    }

    private record Shot(int width, int height, ByteBuffer bgra) {
        /// The letter of the colour at a place in shares of the picture; a dash for none of them.
        char at(double x, double y) {
            int at = 4 * ((int) (y * height) * width + (int) (x * width));
            int blue = bgra.get(at) & 0xff;
            int green = bgra.get(at + 1) & 0xff;
            int red = bgra.get(at + 2) & 0xff;
            int bits = level(red) * 9 + level(green) * 3 + level(blue);
            return switch (bits) {
                case 18 -> 'r';
                case 6 -> 'g';
                case 2 -> 'b';
                case 26 -> 'w';
                case 0 -> 'k';
                default -> '-';
            };
        }

        /// 0 and 255 within what the codec leaves, else between.
        private static int level(int value) {
            return value <= 12 ? 0 : value >= 243 ? 2 : 1;
        }

        String corners() {
            return "" + at(0.2, 0.2) + at(0.8, 0.2) + at(0.2, 0.8) + at(0.8, 0.8);
        }
    }

    private static AccessUnit unit(Coding coding, String name) throws IOException {
        try (var in = PicturesTest.class.getResourceAsStream("/darkroom/" + name)) {
            return new AccessUnit(
                    coding, in.readAllBytes(), true, true, false, CLOCK.incrementAndGet(), System.nanoTime());
        }
    }

    private static Shot shot(AccessUnit unit, int turn, Order order) throws IOException, InterruptedException {
        try (var developed = new Developed(turn)) {
            developed.development.print(order, print -> {});
            developed.development.feed(unit, false);
            return developed.shot();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "H264, corners-601.h264",
        "H264, corners-709.h264",
        "H264, corners-full.h264",
        "H265, corners.h265",
        "JPEG, corners.jpg"
    })
    void coloursAreRightInEveryCodingRangeAndMatrix(Coding coding, String name)
            throws IOException, InterruptedException {
        for (var box : List.of(new Order(128, 96), new Order(64, 48), new Order(256, 192))) {
            var shot = shot(unit(coding, name), 0, box);
            assertEquals(box.boxWidth(), shot.width());
            assertEquals("rgbw", shot.corners(), name + " in " + box);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 128, 96, rgbw", "90, 96, 128, brwg", "180, 128, 96, wbgr", "270, 96, 128, gwrb"})
    void turnedPictureIsTurnedOnTheTileAndOnTheStill(int turn, int width, int height, String corners)
            throws IOException, InterruptedException {
        var unit = unit(Coding.H264, "corners-601.h264");
        for (int scale = 1; scale <= 4; scale *= 2) {
            var shot = shot(unit, turn, new Order(width * scale / 2, height * scale / 2));
            assertEquals(width * scale / 2, shot.width());
            assertEquals(height * scale / 2, shot.height());
            assertEquals(corners, shot.corners(), "turned by " + turn);
        }
        var still = darkroom.still("test", List.of(unit), turn).orElseThrow();
        var image = ImageIO.read(new ByteArrayInputStream(still.jpeg()));
        assertEquals(List.of(width, height), List.of(image.getWidth(), image.getHeight()));
        assertEquals(List.of(width, height), List.of(still.width(), still.height()));
        var seen = new StringBuilder();
        for (double[] at : new double[][] {{0.2, 0.2}, {0.8, 0.2}, {0.2, 0.8}, {0.8, 0.8}}) {
            int rgb = image.getRGB((int) (at[0] * width), (int) (at[1] * height));
            boolean red = (rgb >> 16 & 0xff) > 128;
            boolean green = (rgb >> 8 & 0xff) > 128;
            boolean blue = (rgb & 0xff) > 128;
            seen.append(red && green && blue ? 'w' : red ? 'r' : green ? 'g' : blue ? 'b' : '-');
        }
        assertEquals(corners, seen.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.5, 0, gggg",
        "0, 0, 0.5, bbbb",
        "0, 0.25, 0.25, rgbw",
        "90, 0, 0, bbbb",
        "90, 0.5, 0.5, gggg",
        "180, 0, 0, wwww",
        "270, 0.5, 0, wwww"
    })
    void partIsCutOutOfThePictureAsItIsSeen(int turn, double x, double y, String corners)
            throws IOException, InterruptedException {
        var order = new Order(200, 200, x, y, 0.5, 0.5);
        assertEquals(
                corners,
                shot(unit(Coding.H264, "corners-601.h264"), turn, order).corners());
    }

    @Test
    void zoomAndSizeChangeWithoutANewPicture() throws IOException, InterruptedException {
        try (var developed = new Developed(0)) {
            var print = developed.development.print(new Order(120, 90), made -> {});
            developed.development.feed(unit(Coding.H264, "corners-601.h264"), false);
            assertEquals("rgbw", developed.shot().corners());
            assertTrue(developed.development.order(print, new Order(120, 90, 0.5, 0, 0.5, 0.5)));
            assertEquals("gggg", developed.shot().corners());
            assertTrue(developed.development.order(print, new Order(60, 60)));
            assertEquals(60, developed.shot().width());
            assertTrue(!developed.development.order(print, new Order(2000, 2000)), "larger than the print");
        }
    }

    @Test
    void pixelsThatAreNotSquareKeepTheShapeOfThePicture() throws IOException, InterruptedException {
        var shot = shot(unit(Coding.H264, "corners-wide.h264"), 0, new Order(400, 400));
        assertEquals(List.of(400, 100), List.of(shot.width(), shot.height()));
        var turned = shot(unit(Coding.H264, "corners-wide.h264"), 90, new Order(400, 400));
        assertEquals(List.of(100, 400), List.of(turned.width(), turned.height()));
    }

    /// One field is white, the other black: what moves between two fields must not stand there as a comb.
    @ParameterizedTest
    @CsvSource({"128, 96", "64, 48", "256, 192"})
    void interlacedPictureShowsOneFieldAtATime(int width, int height) throws IOException, InterruptedException {
        var shot = shot(unit(Coding.H264, "fields.h264"), 0, new Order(width, height));
        for (double y = 0.05; y < 1; y += 0.01) {
            assertEquals('w', shot.at(0.5, y), "row at " + y);
        }
    }

    @Test
    void codingMayChangeInMidStream() throws IOException, InterruptedException {
        try (var developed = new Developed(0)) {
            developed.development.print(new Order(128, 96), made -> {});
            for (var unit : List.of(
                    unit(Coding.H264, "corners-601.h264"),
                    unit(Coding.JPEG, "corners.jpg"),
                    unit(Coding.H265, "corners.h265"),
                    unit(Coding.H264, "corners-full.h264"))) {
                developed.development.feed(unit, false);
                assertEquals("rgbw", developed.shot().corners(), unit.coding().label());
            }
        }
    }
}
