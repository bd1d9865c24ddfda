package gatehouse.sim.camera;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/// The few flat shapes all scenes and people are made of. Colours are 0xRRGGBB, or 0xAARRGGBB where something shines
/// through. Confined to the thread that paints.
final class Brush {
    private final Graphics2D g;

    Brush(Graphics2D g) {
        this.g = g;
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    Brush rect(int colour, double x, double y, double w, double h) {
        return fill(colour, new Rectangle2D.Double(x, y, w, h));
    }

    Brush round(int colour, double x, double y, double w, double h, double arc) {
        return fill(colour, new RoundRectangle2D.Double(x, y, w, h, arc, arc));
    }

    Brush oval(int colour, double cx, double cy, double rx, double ry) {
        return fill(colour, new Ellipse2D.Double(cx - rx, cy - ry, 2 * rx, 2 * ry));
    }

    Brush poly(int colour, double... xy) {
        var path = new Path2D.Double();
        path.moveTo(xy[0], xy[1]);
        for (int i = 2; i < xy.length; i += 2) {
            path.lineTo(xy[i], xy[i + 1]);
        }
        path.closePath();
        return fill(colour, path);
    }

    Brush line(int colour, double width, double x1, double y1, double x2, double y2) {
        return stroke(colour, width, new Line2D.Double(x1, y1, x2, y2));
    }

    Brush stroke(int colour, double width, Shape shape) {
        g.setColor(colour(colour));
        g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(shape);
        return this;
    }

    Brush fill(int colour, Shape shape) {
        return fill(colour(colour), shape);
    }

    /// A rectangle that runs from one colour at its top to another at its bottom.
    Brush fade(int top, int bottom, double x, double y, double w, double h) {
        var paint = new GradientPaint(0, (float) y, colour(top), 0, (float) (y + h), colour(bottom));
        return fill(paint, new Rectangle2D.Double(x, y, w, h));
    }

    /// Light that is strongest in the middle and gone at the radius.
    Brush glow(int colour, double cx, double cy, double radius) {
        var none = new Color(colour & 0xffffff, true);
        var paint = new RadialGradientPaint(
                (float) cx, (float) cy, (float) radius, new float[] {0f, 1f}, new Color[] {colour(colour), none});
        return fill(paint, new Ellipse2D.Double(cx - radius, cy - radius, 2 * radius, 2 * radius));
    }

    private Brush fill(Paint paint, Shape shape) {
        g.setPaint(paint);
        g.fill(shape);
        return this;
    }

    private static Color colour(int argb) {
        return argb >>> 24 == 0 ? new Color(argb) : new Color(argb, true);
    }
}
