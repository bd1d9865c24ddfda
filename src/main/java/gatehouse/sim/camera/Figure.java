package gatehouse.sim.camera;

import java.awt.geom.Path2D;

/// Draws a visitor around the origin: the head's top at y = 0, its middle at x = 0, the chin at 262, the shoes at 1800.
/// Nearest things last.
final class Figure {
    private final Brush b;
    private final Look look;
    private final Pose pose;

    private Figure(Brush brush, Pose pose) {
        this.b = brush;
        this.look = pose.look();
        this.pose = pose;
    }

    static void draw(Brush brush, Pose pose) {
        var figure = new Figure(brush, pose);
        figure.legs();
        if (pose.facing()) {
            figure.body();
            Head.front(brush, pose);
            figure.carried();
        } else {
            figure.body();
            Head.back(brush, pose.look());
            figure.seenFromBehind();
        }
    }

    private void legs() {
        if (pose.scale() > 0.9) {
            return; // below the edge of the picture
        }
        int trousers = darker(look.coat(), 0.55);
        b.oval(0x44000000, 0, 1800, 230, 34);
        double lift = pose.stride() * 80;
        leg(-74, Math.max(0, lift), trousers);
        leg(74, Math.max(0, -lift), trousers);
    }

    private void leg(double x, double lift, int trousers) {
        b.round(trousers, x - 66, 860, 132, 900 - lift, 60);
        b.round(0x201d1b, x - 70, 1730 - lift, 140, 76, 50);
    }

    private void body() {
        if (look.cut() == Look.Hair.LONG && look.hat() != Look.Hat.SCARF && pose.facing()) {
            b.round(look.hair(), -122, 40, 244, 330, 150);
        }
        b.poly(darker(look.skin(), 0.88), -46, 215, 46, 215, 58, 352, -58, 352);
        b.fill(look.coat(), torso());
        int arm = darker(look.coat(), 0.82);
        b.poly(arm, -138, 500, -130, 930, -152, 930).poly(arm, 138, 500, 130, 930, 152, 930);
        b.fill(darker(look.skin(), 0.88), neckline());
        if (look.prop() == Look.Prop.VEST) {
            vest();
        }
    }

    private static Path2D torso() {
        var p = new Path2D.Double();
        p.moveTo(-62, 318);
        p.curveTo(-130, 336, -190, 352, -206, 480);
        p.curveTo(-216, 640, -222, 780, -222, 930);
        p.lineTo(222, 930);
        p.curveTo(222, 780, 216, 640, 206, 480);
        p.curveTo(190, 352, 130, 336, 62, 318);
        p.closePath();
        return p;
    }

    private static Path2D neckline() {
        var p = new Path2D.Double();
        p.moveTo(-58, 316);
        p.quadTo(0, 400, 58, 316);
        p.closePath();
        return p;
    }

    private void vest() {
        int hiVis = 0xd6d13c;
        b.poly(hiVis, -60, 320, -130, 340, -120, 930, -14, 930, -14, 430);
        b.poly(hiVis, 60, 320, 130, 340, 120, 930, 14, 930, 14, 430);
        b.rect(0xd5d8da, -122, 600, 108, 34).rect(0xd5d8da, 14, 600, 108, 34);
    }

    private void carried() {
        switch (look.prop()) {
            case PARCEL -> {
                b.round(0xbb9058, -170, 470, 340, 330, 10).rect(0x96723f, -170, 524, 340, 42);
                b.round(0xede6d6, 40, 594, 96, 64, 6)
                        .rect(0x77706a, 52, 610, 70, 8)
                        .rect(0x77706a, 52, 630, 48, 8);
                b.round(darker(look.skin(), 0.95), -206, 580, 66, 100, 44);
                b.round(darker(look.skin(), 0.95), 140, 580, 66, 100, 44);
            }
            case BADGE -> {
                b.line(0x24507a, 9, -54, 330, -6, 560).line(0x24507a, 9, 54, 330, 6, 560);
                b.round(0xf0efe9, -44, 560, 88, 112, 12)
                        .oval(0x8b9aa8, 0, 600, 20, 20)
                        .rect(0x8b9aa8, -26, 634, 52, 9);
            }
            case RUCKSACK -> {
                int strap = darker(look.coat(), 0.55);
                b.poly(strap, -128, 338, -94, 328, -86, 760, -118, 760);
                b.poly(strap, 128, 338, 94, 328, 86, 760, 118, 760);
            }
            case FLOWERS -> flowers();
            case NONE, VEST -> {
                b.line(darker(look.coat(), 0.78), 7, 0, 372, 0, 930);
            }
        }
    }

    private void flowers() {
        b.poly(0xe7e0d0, -10, 860, 60, 860, 150, 590, -100, 590);
        int[] colours = {0xd9577a, 0xe9b44c, 0xe8e3da, 0xc94f4f, 0xe59ab0};
        for (int i = 0; i < 9; i++) {
            double x = -80 + i % 5 * 52;
            double y = 590 - i % 2 * 40 - i / 5 * 46;
            b.oval(0x4f7a4a, x, y + 18, 30, 26).oval(colours[i % colours.length], x, y, 30, 28);
        }
        b.round(darker(look.skin(), 0.95), -28, 800, 110, 66, 44);
    }

    private void seenFromBehind() {
        if (look.prop() == Look.Prop.RUCKSACK) {
            b.round(darker(look.coat(), 0.6), -130, 380, 260, 430, 70);
        }
    }

    static int darker(int rgb, double by) {
        int r = (int) ((rgb >> 16 & 0xff) * by);
        int g = (int) ((rgb >> 8 & 0xff) * by);
        return r << 16 | g << 8 | (int) ((rgb & 0xff) * by);
    }
}
