package gatehouse.sim.camera;

/// A lobby: warm walls, a plant in a pot, a reception desk, a framed picture and two chairs' worth of light.
final class LobbyBackdrop implements Backdrop {
    @Override
    public void paint(Brush b, Tint tint) {
        b.fade(tint.wall(0xd9d0c2), tint.wall(0xcfc4b4), 0, 0, 1600, 150);
        b.fade(tint.wall(0xc6b9a7), tint.wall(0xb9ab98), 0, 150, 1600, 530);
        b.rect(0xe2dacd, 0, 146, 1600, 8);
        b.fade(0x9b8d7d, 0x85786a, 0, 680, 1600, 220).rect(0x8d7f70, 0, 672, 1600, 12);
        for (int x = 200; x < 1600; x += 400) {
            b.oval(0xfff6df, x, 84, 74, 12).glow(0x40fff2d0, x, 130, 240);
        }
        picture(b, tint);
        desk(b, tint);
        plant(b);
    }

    private static void picture(Brush b, Tint tint) {
        b.rect(0x5b4a3a, 520, 230, 400, 250).rect(0xefe9df, 534, 244, 372, 222);
        b.rect(tint.accent(0x9fb9c8), 560, 270, 320, 100);
        b.poly(tint.accent(0x6e8f7c), 560, 370, 680, 300, 770, 360, 830, 320, 880, 370);
        b.rect(tint.accent(0xc9b58a), 560, 370, 320, 70).oval(0xf3d79a, 810, 300, 20, 20);
    }

    private static void desk(Brush b, Tint tint) {
        b.oval(0x33000000, 1310, 800, 380, 20);
        b.round(tint.accent(0x8a6345), 960, 500, 700, 40, 12);
        b.fade(tint.accent(0x6f4d36), tint.accent(0x5d3f2b), 985, 540, 660, 255);
        for (int x = 1085; x < 1600; x += 110) {
            b.rect(0x22000000, x, 540, 5, 255);
        }
        b.round(0x2b3036, 1250, 386, 180, 106, 10).rect(0x2b3036, 1326, 486, 26, 20);
        b.round(0x3f4a55, 1262, 398, 156, 82, 6);
        b.round(0xe9e4da, 1060, 470, 90, 32, 6)
                .oval(0xd0a64c, 1510, 490, 30, 16)
                .rect(0xd0a64c, 1505, 466, 10, 12);
    }

    private static void plant(Brush b) {
        b.oval(0x33000000, 215, 838, 150, 18);
        int leaf = 0x4e6d45;
        int light = 0x5f8153;
        b.rect(0x5c4631, 206, 520, 16, 160);
        b.oval(leaf, 215, 450, 150, 140).oval(leaf, 120, 500, 90, 84).oval(leaf, 312, 505, 92, 80);
        b.oval(light, 180, 400, 82, 66).oval(light, 280, 440, 66, 60).oval(light, 120, 470, 52, 44);
        b.oval(leaf, 226, 350, 70, 60).oval(light, 226, 470, 54, 40);
        b.poly(0x7a5942, 140, 660, 290, 660, 268, 836, 162, 836).rect(0x8c6850, 130, 644, 170, 34);
    }
}
