package gatehouse.sim.camera;

/// Size and rate of one of the two streams; a key picture comes once a second.
///
/// @param width in pixels, a multiple of 16
/// @param height in pixels, even
/// @param fps pictures per second
/// @param kbits what the encoder aims at, in kilobits per second; a quiet scene stays far below
public record StreamShape(int width, int height, int fps, int kbits) {
    public static final StreamShape SUB = new StreamShape(640, 360, 12, 400);
    public static final StreamShape MAIN = new StreamShape(1280, 720, 25, 2500);
    public static final StreamShape FULL_HD = new StreamShape(1920, 1080, 25, 4000);

    public StreamShape {
        if (width < 160 || width > 1920 || width % 16 != 0 || height < 90 || height > 1088 || height % 2 != 0) {
            throw new IllegalArgumentException("no picture of " + width + "x" + height);
        }
        if (fps < 1 || fps > 60 || kbits < 50 || kbits > 20_000) {
            throw new IllegalArgumentException("no stream of " + fps + " fps and " + kbits + " kbit/s");
        }
    }
}
