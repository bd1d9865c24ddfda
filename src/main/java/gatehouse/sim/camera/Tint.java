package gatehouse.sim.camera;

import java.awt.Color;

/// How a variation changes the colours of a scene, so that door 7 is not door 1: accents turn around the colour circle,
/// walls and grounds only a little. Variation 0 changes nothing.
record Tint(int variation) {

    /// A door, a car, a sign: may become quite another colour.
    int accent(int rgb) {
        return turned(rgb, variation * 0.29f, variation == 0 ? 1 : 0.72f);
    }

    /// A wall, a floor, a sky: stays near what it is.
    int wall(int rgb) {
        return turned(rgb, variation * -0.09f, variation == 0 ? 1 : 0.8f);
    }

    /// Every other variation looks from the other side.
    boolean mirrored() {
        return variation % 2 == 1;
    }

    private static int turned(int rgb, float by, float saturation) {
        if (by == 0) {
            return rgb;
        }
        var hsb = Color.RGBtoHSB(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff, null);
        return Color.HSBtoRGB(hsb[0] + by, hsb[1] * saturation, hsb[2]) & 0xffffff;
    }
}
