package gatehouse.sim.camera;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.OptionalLong;

/// The moment of drawing, written into the picture so that a program can read it back after encoding, sending, decoding
/// and scaling: the way to measure glass to glass.
///
/// Layout: a strip along the top edge, as wide as the picture and 1/45 of its height (8 rows of 360), of 40 equally
/// wide
/// cells, each light or dark. From the left:
///
/// | cells | meaning |
/// |---|---|
/// | 0-3 | reference: light, dark, light, dark |
/// | 4-35 | the low 32 bits of the milliseconds since 1970, highest bit first, light is 1 |
/// | 36-39 | check: exclusive or of the eight groups of four bits, and of binary 1010; highest bit first |
///
/// At 640, 1280 and 1920 pixels a cell is one, two or three macroblocks wide, so that H.264 keeps it clean.
public final class TimeCode {
    private static final int CELLS = 40;
    private static final int ROWS_OF_HEIGHT = 45;
    private static final int LEAST_CONTRAST = 48;
    private static final Color LIGHT = new Color(0xe6, 0xe6, 0xe6);
    private static final Color DARK = new Color(0x14, 0x14, 0x14);

    private TimeCode() {}

    /// How many rows at the top of a picture of this height belong to the code.
    public static int rows(int pictureHeight) {
        return Math.max(2, Math.round(pictureHeight / (float) ROWS_OF_HEIGHT));
    }

    /// Draws the code for this moment over the top edge of a picture of this size.
    public static void draw(Graphics2D picture, int width, int height, long epochMillis) {
        long cells = cells((int) epochMillis);
        int rows = rows(height);
        for (int i = 0; i < CELLS; i++) {
            int from = i * width / CELLS;
            int to = (i + 1) * width / CELLS;
            picture.setColor((cells >> (CELLS - 1 - i) & 1) == 1 ? LIGHT : DARK);
            picture.fillRect(from, 0, to - from, rows);
        }
    }

    /// The low 32 bits of the moment this picture was drawn; empty when there is no readable code in it.
    public static OptionalLong read(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int rows = Math.min(height, rows(height) + 1);
        return read(picture.getRGB(0, 0, width, rows, null, 0, width), width, height);
    }

    /// The same from pixels, row by row, 0xAARRGGBB. The array needs to hold the top rows only; `height` is the height
    /// of
    /// the whole picture.
    public static OptionalLong read(int[] argb, int width, int height) {
        if (width < CELLS * 2 || argb.length < width * rows(height)) {
            return OptionalLong.empty();
        }
        double strip = height / (double) ROWS_OF_HEIGHT;
        int top = (int) (strip * 0.25);
        int bottom = Math.max(top + 1, (int) Math.round(strip * 0.7));
        var light = new int[CELLS];
        for (int i = 0; i < CELLS; i++) {
            int from = (int) ((i + 0.3) * width / CELLS);
            int to = Math.max(from + 1, (int) ((i + 0.7) * width / CELLS));
            light[i] = brightness(argb, width, from, to, top, bottom);
        }
        int lightest = Math.min(light[0], light[2]);
        int darkest = Math.max(light[1], light[3]);
        if (lightest - darkest < LEAST_CONTRAST) {
            return OptionalLong.empty();
        }
        long cells = 0;
        for (int value : light) {
            cells = cells << 1 | (value * 2 > lightest + darkest ? 1 : 0);
        }
        long code = cells >> 4 & 0xffff_ffffL;
        return cells == cells((int) code) ? OptionalLong.of(code) : OptionalLong.empty();
    }

    /// How old a picture with this code is at `nowMillis`, in milliseconds; right for ages up to 24 days.
    public static long ageMillis(long code, long nowMillis) {
        return (int) (nowMillis - code);
    }

    private static long cells(int code) {
        int check = 0b1010;
        for (int i = 0; i < 8; i++) {
            check ^= code >>> (4 * i) & 0xf;
        }
        return 0b1010L << 36 | (code & 0xffff_ffffL) << 4 | check;
    }

    private static int brightness(int[] argb, int width, int from, int to, int top, int bottom) {
        int sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = from; x < to; x++) {
                int p = argb[y * width + x];
                sum += (p >> 16 & 0xff) + 2 * (p >> 8 & 0xff) + (p & 0xff);
            }
        }
        return sum / (4 * (to - from) * (bottom - top));
    }
}
