package gatehouse.sim.camera;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/// The head of a [Figure]: face, hair and hat.
final class Head {
    private static final int INK = 0x1d1714;

    private Head() {}

    static void front(Brush b, Pose pose) {
        var look = pose.look();
        int shade = Figure.darker(look.skin(), 0.9);
        b.oval(shade, -100, 142, 17, 28).oval(shade, 100, 142, 17, 28);
        if (look.cut() == Look.Hair.BUN) {
            b.oval(look.hair(), 0, -28, 46, 40);
        }
        b.fill(look.skin(), face());
        if (look.cut() == Look.Hair.BEARD) {
            b.fill(look.hair(), beard());
        }
        features(b, pose);
        hair(b, look);
        hat(b, look);
    }

    static void back(Brush b, Look look) {
        b.fill(look.cut() == Look.Hair.GREY_SIDES ? look.skin() : look.hair(), face());
        if (look.cut() == Look.Hair.LONG) {
            b.round(look.hair(), -116, 40, 232, 320, 150);
        }
        hat(b, look);
    }

    private static void features(Brush b, Pose pose) {
        var look = pose.look();
        double shift = pose.glance() * 7;
        int brow = look.cut() == Look.Hair.GREY_SIDES ? 0x8f8a82 : Figure.darker(look.hair(), 0.9);
        b.line(brow, 7, -56, 97, -24, 94).line(brow, 7, 24, 94, 56, 97);
        for (int eye : new int[] {-39, 39}) {
            if (pose.blink()) {
                b.line(INK, 6, eye - 13, 130, eye + 13, 130);
            } else {
                b.oval(0xf3ede4, eye, 127, 17, 12).oval(INK, eye + shift, 127, 10, 11);
                b.oval(0xffffff, eye + shift + 3, 123, 3, 3);
            }
        }
        var nose = new Path2D.Double();
        nose.moveTo(3, 132);
        nose.lineTo(-9, 168);
        nose.lineTo(10, 170);
        b.stroke(Figure.darker(look.skin(), 0.74), 6, nose);
        var mouth = new Path2D.Double();
        mouth.moveTo(-36, 200);
        mouth.quadTo(0, 224, 36, 198);
        b.stroke(0x6d3b30, 8, mouth);
    }

    private static void hair(Brush b, Look look) {
        switch (look.cut()) {
            case SHORT, BEARD -> b.fill(look.hair(), top(66));
            case BUN -> b.fill(look.hair(), top(58));
            case LONG -> {
                b.fill(look.hair(), top(74));
                b.poly(look.hair(), -106, 90, -84, 92, -92, 260, -122, 300);
                b.poly(look.hair(), 106, 90, 84, 92, 92, 260, 122, 300);
            }
            case CURLY -> {
                b.fill(look.hair(), top(60));
                for (int i = 0; i <= 8; i++) {
                    double angle = Math.PI * (1 + i / 8.0);
                    b.oval(look.hair(), 108 * Math.cos(angle), 92 + 108 * Math.sin(angle), 44, 42);
                }
            }
            case GREY_SIDES -> {
                b.poly(look.hair(), -108, 160, -104, 80, -84, 62, -92, 130);
                b.poly(look.hair(), 108, 160, 104, 80, 84, 62, 92, 130);
                for (int eye : new int[] {-39, 39}) {
                    b.stroke(0x2b2f33, 6, new Ellipse2D.Double(eye - 31, 100, 62, 54));
                }
                b.line(0x2b2f33, 6, -8, 124, 8, 124);
            }
        }
    }

    private static void hat(Brush b, Look look) {
        int dark = Figure.darker(look.hatColour(), 0.8);
        switch (look.hat()) {
            case NONE -> {}
            case CAP -> {
                b.fill(look.hatColour(), dome(-58, 74));
                b.poly(dark, -112, 70, 112, 66, 170, 92, 60, 90, -40, 82);
            }
            case HELMET -> {
                b.fill(look.hatColour(), dome(-64, 62));
                b.round(dark, -142, 54, 284, 26, 24).rect(Figure.darker(look.hatColour(), 1.12), -14, -36, 28, 92);
            }
            case BEANIE -> {
                b.fill(look.hatColour(), dome(-66, 66));
                b.round(dark, -116, 40, 232, 50, 30);
            }
            case SCARF -> {
                b.fill(look.hatColour(), scarf());
                b.poly(look.hatColour(), -112, 240, 112, 240, 160, 400, -160, 400);
                b.poly(dark, -100, 262, 100, 262, 20, 330, -20, 330);
            }
        }
    }

    private static Path2D face() {
        var p = new Path2D.Double();
        p.moveTo(-100, 112);
        p.curveTo(-104, -24, 104, -24, 100, 112);
        p.curveTo(102, 196, 62, 262, 0, 262);
        p.curveTo(-62, 262, -102, 196, -100, 112);
        p.closePath();
        return p;
    }

    private static Path2D beard() {
        var p = new Path2D.Double();
        p.moveTo(-101, 130);
        p.curveTo(-100, 210, -62, 276, 0, 276);
        p.curveTo(62, 276, 100, 210, 101, 130);
        p.curveTo(84, 190, 60, 176, 0, 178);
        p.curveTo(-60, 176, -84, 190, -101, 130);
        p.closePath();
        return p;
    }

    /// Hair that covers the skull down to a fringe.
    private static Path2D top(double fringe) {
        var p = new Path2D.Double();
        p.moveTo(-107, 140);
        p.curveTo(-128, -50, 128, -50, 107, 140);
        p.curveTo(98, 96, 88, 70, 66, fringe);
        p.curveTo(30, fringe - 16, -34, fringe - 20, -70, fringe);
        p.curveTo(-88, 76, -98, 96, -107, 140);
        p.closePath();
        return p;
    }

    private static Path2D dome(double top, double brim) {
        var p = new Path2D.Double();
        p.moveTo(-116, brim + 10);
        p.curveTo(-122, top, 122, top, 116, brim + 10);
        p.quadTo(0, brim - 8, -116, brim + 10);
        p.closePath();
        return p;
    }

    private static Path2D scarf() {
        var p = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        p.moveTo(-124, 160);
        p.curveTo(-140, -70, 140, -70, 124, 160);
        p.curveTo(120, 240, 90, 300, 0, 300);
        p.curveTo(-90, 300, -120, 240, -124, 160);
        p.closePath();
        p.moveTo(-82, 140);
        p.curveTo(-84, 40, 84, 40, 82, 140);
        p.curveTo(80, 200, 52, 250, 0, 250);
        p.curveTo(-52, 250, -80, 200, -82, 140);
        p.closePath();
        return p;
    }
}
