package gatehouse.sim.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeCodeTest {
    private static final long MOMENT = 1_795_413_128_417L;
    private static final long LOW = MOMENT & 0xffff_ffffL;

    @ParameterizedTest
    @CsvSource({"1920,1080", "1280,720", "640,360", "470,264", "320,180", "160,90"})
    void isReadFromEverySize(int width, int height) {
        assertEquals(OptionalLong.of(LOW), TimeCode.read(scaled(picture(1280, 720), width, height)));
    }

    @Test
    void everyBitCounts() {
        for (int bit = 0; bit < 32; bit++) {
            var picture = new BufferedImage(640, 360, BufferedImage.TYPE_INT_RGB);
            TimeCode.draw(picture.createGraphics(), 640, 360, 1L << bit);
            assertEquals(OptionalLong.of(1L << bit), TimeCode.read(picture));
        }
    }

    @Test
    void survivesJpegAndNoise() throws IOException {
        var picture = picture(640, 360);
        var random = new Random(1);
        for (int y = 0; y < 10; y++) {
            for (int x = 0; x < 640; x++) {
                int noise = random.nextInt(60) - 30;
                int grey = Math.clamp((picture.getRGB(x, y) & 0xff) + noise, 0, 255);
                picture.setRGB(x, y, grey << 16 | grey << 8 | grey);
            }
        }
        var file = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpg", file);
        assertEquals(OptionalLong.of(LOW), TimeCode.read(ImageIO.read(new ByteArrayInputStream(file.toByteArray()))));
    }

    @Test
    void aPictureWithoutCodeIsRefused() {
        var plain = new BufferedImage(640, 360, BufferedImage.TYPE_INT_RGB);
        assertTrue(TimeCode.read(plain).isEmpty());
        assertTrue(TimeCode.read(new int[0], 640, 360).isEmpty());
        assertTrue(TimeCode.read(new int[40 * 40], 40, 40).isEmpty());
    }

    @Test
    void aTornCodeIsRefused() {
        var picture = picture(640, 360);
        int cell = 20;
        boolean light = (picture.getRGB(cell * 16 + 8, 4) & 0xff) > 128;
        var g = picture.createGraphics();
        g.setColor(light ? Color.BLACK : Color.WHITE);
        g.fillRect(cell * 16, 0, 16, 8);
        assertTrue(TimeCode.read(picture).isEmpty());
    }

    @Test
    void ageCountsAcrossTheEndOfTheLowBits() {
        long now = (5L << 32) + 20;
        assertEquals(50, TimeCode.ageMillis(now - 50 & 0xffff_ffffL, now));
        assertEquals(-3, TimeCode.ageMillis(now + 3 & 0xffff_ffffL, now));
    }

    private static BufferedImage picture(int width, int height) {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var g = picture.createGraphics();
        g.setColor(new Color(0x8f9dab));
        g.fillRect(0, 0, width, height);
        TimeCode.draw(g, width, height, MOMENT);
        g.dispose();
        return picture;
    }

    private static BufferedImage scaled(BufferedImage from, int width, int height) {
        var to = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        var g = to.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(from, 0, 0, width, height, null);
        g.dispose();
        return to;
    }
}
