package gatehouse.sim.camera;

/// A staff door: a plain steel door in a painted wall, a card reader with a green light, a lamp above.
final class StaffDoorBackdrop implements Backdrop {
    @Override
    public void paint(Brush b, Tint tint) {
        b.fade(tint.wall(0x66736a), tint.wall(0x75827a), 0, 0, 1600, 740);
        for (int row = 0; row < 12; row++) {
            int y = 110 + row * 56;
            b.rect(0x10000000, 0, y, 1600, 3);
            for (int x = row % 2 * 90; x < 1600; x += 180) {
                b.rect(0x10000000, x, y, 3, 56);
            }
        }
        b.fade(0x59625d, 0x464d49, 0, 740, 1600, 160).rect(0x4b534e, 0, 734, 1600, 10);
        b.glow(0x58fff0c8, 790, 100, 420);
        door(b, tint);
        reader(b);
        sign(b, tint);
    }

    private static void door(Brush b, Tint tint) {
        b.round(0x30363b, 730, 84, 120, 26, 12).oval(0xfff3d2, 790, 112, 46, 9);
        b.rect(0x2c3c49, 520, 130, 540, 612);
        b.fade(tint.accent(0x456680), tint.accent(0x38546b), 540, 150, 500, 592);
        b.rect(0x20ffffff, 540, 150, 8, 592).rect(0x24000000, 1032, 150, 8, 592);
        b.round(0x33000000, 600, 210, 380, 200, 10).round(0x2d4558, 606, 216, 368, 188, 8);
        b.poly(0x1effffff, 640, 216, 740, 216, 640, 404, 606, 404, 606, 280);
        b.rect(0x4e6f89, 560, 660, 460, 60);
        b.oval(0xd9dde0, 986, 470, 19, 19).round(0xd9dde0, 916, 462, 80, 16, 16);
        b.oval(0x22000000, 790, 752, 290, 12);
    }

    private static void reader(Brush b) {
        b.round(0x33000000, 1230, 392, 122, 204, 20).round(0x20262b, 1222, 382, 122, 204, 20);
        b.oval(0x55c873, 1283, 426, 19, 19).glow(0x6055c873, 1283, 426, 54);
        for (int i = 0; i < 9; i++) {
            b.round(0x3b434a, 1246 + i % 3 * 28, 468 + i / 3 * 32, 20, 22, 6);
        }
    }

    private static void sign(Brush b, Tint tint) {
        b.round(0x20000000, 206, 256, 200, 130, 10).round(tint.accent(0xe4e7e2), 200, 250, 200, 130, 10);
        b.round(0x2f6a9b, 220, 274, 82, 82, 41).oval(0xffffff, 261, 298, 11, 11).round(0xffffff, 246, 313, 30, 32, 12);
        b.rect(0x69716c, 318, 284, 62, 9).rect(0x69716c, 318, 308, 50, 9).rect(0x69716c, 318, 332, 58, 9);
    }
}
