package gatehouse.sim.camera;

import java.awt.geom.Rectangle2D;

/// How and where a visitor stands at one moment, in the units of the picture (1600 by 900), in steps coarse enough that
/// someone who keeps still costs nothing.
///
/// @param x the middle of the body
/// @param top the top of the head
/// @param scale 1 is near enough to ring; someone far away is about 0.28
/// @param stride -1 to 1: which leg is in front, 0 when standing
/// @param facing whether the face is seen, not the back of the head
/// @param blink whether the eyes are shut
/// @param glance where the eyes look, -1 to 1
record Pose(Look look, double x, double top, double scale, double stride, boolean facing, boolean blink, int glance) {
    private static final double HALF_WIDTH = 290;
    private static final double ABOVE = 70;
    private static final double HEIGHT = 1900;

    /// Everything the figure can touch.
    Rectangle2D bounds() {
        return new Rectangle2D.Double(
                x - HALF_WIDTH * scale, top - ABOVE * scale, 2 * HALF_WIDTH * scale, (ABOVE + HEIGHT) * scale);
    }
}
