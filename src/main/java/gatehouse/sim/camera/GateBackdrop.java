package gatehouse.sim.camera;

/// A gate at night: bars from edge to edge in the light of one lamp, dark trees behind, asphalt in front.
final class GateBackdrop implements Backdrop {
    @Override
    public void paint(Brush b, Tint tint) {
        b.fade(tint.wall(0x1a2433), tint.wall(0x323a46), 0, 0, 1600, 640);
        b.fade(tint.wall(0x343840), tint.wall(0x24272d), 0, 640, 1600, 260);
        trees(b);
        b.glow(tint.wall(0x9e8c6c) | 0xe8000000, 820, 330, 880);
        b.glow(0x40f3dfb0, 820, 150, 330);
        lamp(b);
        b.poly(0x16ffffff, 620, 900, 760, 640, 880, 640, 1100, 900);
        bars(b, tint);
    }

    private static void trees(Brush b) {
        for (int i = 0; i < 9; i++) {
            double x = i * 200 - 20 + i % 3 * 30;
            double r = 130 + i * 37 % 60;
            b.oval(0x1c2a2c, x, 560 - i * 53 % 90, r, r * 1.1).rect(0x1b2225, x - 12, 580, 24, 80);
        }
    }

    private static void lamp(Brush b) {
        b.rect(0x23272d, 812, 110, 16, 530);
        b.round(0x23272d, 772, 100, 96, 24, 20);
        b.oval(0xfff0cc, 820, 126, 36, 11);
    }

    private static void bars(Brush b, Tint tint) {
        int bar = tint.accent(0x868b90);
        for (int x = 24; x < 1600; x += 84) {
            b.rect(bar, x, 300, 16, 420).poly(bar, x, 300, x + 8, 274, x + 16, 300);
            b.rect(0x30ffffff, x, 300, 4, 420);
        }
        b.rect(0x93979b, 0, 326, 1600, 18).rect(0x93979b, 0, 660, 1600, 18);
        b.rect(0x4d5258, 1180, 240, 44, 500).rect(0x4d5258, 380, 240, 44, 500);
        b.oval(0x5a6067, 1202, 240, 30, 18).oval(0x5a6067, 402, 240, 30, 18);
        b.round(0x1f242a, 1184, 440, 36, 74, 8).oval(0xe0a94a, 1202, 462, 7, 7);
        b.round(0xd9b23a, 700, 480, 200, 60, 8).rect(0x2c2c2c, 720, 500, 160, 8).rect(0x2c2c2c, 720, 516, 110, 8);
    }
}
