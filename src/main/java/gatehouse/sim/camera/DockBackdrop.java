package gatehouse.sim.camera;

/// A loading dock in the evening: a roller door with slats and stripes, a lorry backed up to it.
final class DockBackdrop implements Backdrop {
    @Override
    public void paint(Brush b, Tint tint) {
        b.fade(tint.wall(0x4c5157), tint.wall(0x5d6268), 0, 0, 1600, 690);
        for (int x = 0; x < 1600; x += 160) {
            b.rect(0x12000000, x, 0, 5, 690);
        }
        b.fade(0x3d3f42, 0x2c2e30, 0, 690, 1600, 210);
        b.glow(0x50f0dca8, 400, 140, 420);
        door(b, tint);
        lorry(b, tint);
        for (int i = 0; i < 5; i++) {
            b.poly(0x88d9b23a, 60 + i * 150, 880, 110 + i * 150, 880, 140 + i * 150, 800, 90 + i * 150, 800);
        }
    }

    private static void door(Brush b, Tint tint) {
        b.rect(0x2f3337, 96, 176, 648, 560);
        b.fade(tint.accent(0x8e979f), tint.accent(0x727b83), 120, 200, 600, 520);
        for (int y = 232; y < 720; y += 40) {
            b.rect(0x2a000000, 120, y, 600, 7).rect(0x22ffffff, 120, y + 7, 600, 4);
        }
        for (int i = 0; i < 10; i++) {
            int stripe = i % 2 == 0 ? 0xd9b23a : 0x26282a;
            b.rect(stripe, 84, 190 + i * 53, 26, 53).rect(stripe, 730, 190 + i * 53, 26, 53);
        }
        b.round(0x24282c, 380, 110, 80, 36, 8).oval(0xfff0cc, 420, 146, 30, 8);
        b.round(0xf2f2ee, 360, 300, 120, 92, 8);
        b.rect(0x2c3136, 394, 322, 18, 50).rect(0x2c3136, 428, 322, 18, 50);
    }

    private static void lorry(Brush b, Tint tint) {
        b.oval(0x55000000, 1210, 792, 440, 30);
        b.fade(0xd7d9d8, 0xb9bcbb, 850, 240, 560, 430);
        b.rect(tint.accent(0x3f6c8f), 850, 520, 560, 60);
        b.rect(0x33ffffff, 850, 240, 560, 14).rect(0x26000000, 850, 656, 560, 14);
        b.round(tint.accent(0x345a78), 1418, 360, 220, 330, 40);
        b.round(0xa9c0cf, 1470, 396, 170, 120, 20);
        b.rect(0x1d1f22, 830, 670, 780, 46);
        b.rect(0xb03a32, 838, 680, 26, 24);
        for (int x : new int[] {960, 1090, 1480}) {
            b.oval(0x131416, x, 736, 64, 64).oval(0x6d7276, x, 736, 26, 26).oval(0x3a3d40, x, 736, 10, 10);
        }
    }
}
