package gatehouse.sim.camera;

/// The main entrance by day: glass double doors on the left, a wooden notice board and a bench on the right.
final class EntranceBackdrop implements Backdrop {
    @Override
    public void paint(Brush b, Tint tint) {
        b.fade(tint.wall(0x8793a1), tint.wall(0x97a3b0), 0, 0, 1600, 720);
        for (int y = 150; y < 720; y += 95) {
            b.rect(0x0a000000, 0, y, 1600, 4);
        }
        b.fade(0x77706a, 0x625c57, 0, 720, 1600, 180);
        b.rect(0x55504b, 0, 716, 1600, 8);
        doors(b, tint);
        board(b, tint);
        bench(b, tint);
    }

    private static void doors(Brush b, Tint tint) {
        int frame = tint.accent(0x3c4853);
        b.rect(Figure.darker(frame, 0.85), 0, 84, 736, 16);
        b.rect(frame, 0, 96, 716, 690);
        for (int x : new int[] {0, 362}) {
            b.fade(0xc3d0da, 0xa9b8c4, x, 136, 328, 620);
            b.poly(0x2effffff, x + 60, 136, x + 170, 136, x + 20, 756, x, 756, x, 420);
            b.poly(0x2effffff, x + 220, 136, x + 262, 136, x + 112, 756, x + 70, 756);
            b.rect(0x22405060, x, 560, 328, 196);
        }
        b.round(0xe4e8ec, 306, 420, 14, 150, 14).round(0xe4e8ec, 372, 420, 14, 150, 14);
        b.poly(0x4a4641, 20, 800, 690, 800, 760, 872, -60, 872);
        b.poly(0x5a554f, 46, 808, 668, 808, 724, 862, -20, 862);
        b.round(0x2a3138, 770, 430, 64, 132, 14)
                .oval(0x9fc2dd, 802, 466, 16, 16)
                .round(0xd7dde2, 786, 506, 32, 32, 8);
    }

    private static void board(Brush b, Tint tint) {
        b.rect(tint.accent(0x7d5a37), 900, 170, 640, 430).rect(tint.accent(0xa8835b), 918, 188, 604, 394);
        b.rect(0xe9e2d2, 960, 226, 130, 170).rect(0xdfe6ec, 1120, 240, 190, 130).rect(0xf0d9a8, 1350, 226, 126, 126);
        b.rect(0xe6ebdf, 985, 420, 210, 120).rect(0xe9e2d2, 1240, 410, 120, 150).rect(0xd9e2ea, 1388, 390, 96, 130);
        for (int i = 0; i < 5; i++) {
            b.rect(0x559a8f80, 976, 250 + i * 26, 98 - i % 2 * 30, 8);
            b.rect(0x557d8a96, 1140, 262 + i * 20, 150 - i % 3 * 34, 7);
            b.rect(0x559a8f80, 1256, 434 + i * 22, 88 - i % 2 * 22, 7);
        }
        b.oval(0xb8493f, 1025, 226, 8, 8).oval(0x3f6fb8, 1215, 240, 8, 8).oval(0xb8493f, 1090, 420, 8, 8);
    }

    private static void bench(Brush b, Tint tint) {
        b.oval(0x33000000, 1240, 836, 260, 16);
        b.round(tint.accent(0x6b4d31), 1000, 700, 480, 34, 10);
        b.rect(0x3a3f45, 1040, 734, 22, 100).rect(0x3a3f45, 1418, 734, 22, 100);
    }
}
