package gatehouse.sim.camera;

/// Visitor parking at dusk: a skyline, marked bays, two parked cars, a sign.
final class ParkingBackdrop implements Backdrop {
    @Override
    public void paint(Brush b, Tint tint) {
        b.fade(tint.wall(0x39414d), tint.wall(0x5b606a), 0, 0, 1600, 450);
        skyline(b);
        b.fade(0x34373d, 0x25282d, 0, 450, 1600, 450).rect(0x474b51, 0, 446, 1600, 16);
        for (int i = -2; i < 9; i++) {
            double x = i * 250;
            b.poly(0xb8bcc0, x + 120, 500, x + 132, 500, x - 28, 880, x - 46, 880);
        }
        b.oval(0x22fff0c0, 800, 640, 640, 180);
        sign(b, tint);
        car(b, 220, 470, 1.0, tint.accent(0x7d8792));
        car(b, 1000, 500, 1.14, tint.accent(0x8e3c34));
    }

    private static void skyline(Brush b) {
        int[] heights = {130, 190, 90, 230, 150, 110, 200, 140, 180, 100};
        for (int i = 0; i < heights.length; i++) {
            double x = i * 165 - 20;
            b.rect(0x3a414b, x, 450 - heights[i], 150, heights[i]);
            for (int n = 0; n < heights[i] / 45; n++) {
                b.rect(0xd8c58a, x + 24 + n * 37 % 90, 450 - heights[i] + 22 + n * 38, 16, 20);
            }
        }
    }

    private static void sign(Brush b, Tint tint) {
        b.rect(0x8b9096, 765, 260, 14, 240).round(0x2d5fa0, 716, 170, 112, 112, 16);
        // The letter is read from its own side even when the scene is mirrored.
        double stem = tint.mirrored() ? 778 : 750;
        double bow = tint.mirrored() ? 746 : 750;
        b.rect(0xffffff, stem, 192, 16, 70).round(0xffffff, bow, 192, 48, 44, 40);
        b.round(0x2d5fa0, bow + 14, 204, 20, 20, 18);
    }

    private static void car(Brush b, double x, double y, double s, int paint) {
        b.oval(0x66000000, x + 200 * s, y + 218 * s, 230 * s, 20 * s);
        b.poly(paint, x + 70 * s, y + 90 * s, x + 120 * s, y, x + 290 * s, y, x + 345 * s, y + 90 * s);
        b.poly(
                0x2a333c,
                x + 96 * s,
                y + 86 * s,
                x + 132 * s,
                y + 16 * s,
                x + 200 * s,
                y + 16 * s,
                x + 200 * s,
                y + 86 * s);
        b.poly(
                0x2a333c,
                x + 212 * s,
                y + 16 * s,
                x + 280 * s,
                y + 16 * s,
                x + 322 * s,
                y + 86 * s,
                x + 212 * s,
                y + 86 * s);
        b.round(paint, x, y + 80 * s, 410 * s, 118 * s, 60 * s);
        b.rect(0x26000000, x + 8 * s, y + 160 * s, 394 * s, 24 * s)
                .rect(0x22ffffff, x + 20 * s, y + 92 * s, 370 * s, 8);
        b.round(0xf4e3b0, x + 2 * s, y + 108 * s, 26 * s, 26 * s, 12)
                .round(0xc0443a, x + 386 * s, y + 108 * s, 22 * s, 24 * s, 8);
        for (double wheel : new double[] {90, 318}) {
            b.oval(0x121316, x + wheel * s, y + 192 * s, 42 * s, 42 * s)
                    .oval(0x7f858b, x + wheel * s, y + 192 * s, 20 * s, 20 * s);
        }
    }
}
