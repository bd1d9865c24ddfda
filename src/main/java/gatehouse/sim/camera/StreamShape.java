package gatehouse.sim.camera;

import static java.util.Objects.requireNonNull;

/// Size and rate of one of the two streams; a key picture comes once a second.
///
/// @param width in pixels, a multiple of 16
/// @param height in pixels, even
/// @param fps pictures per second
/// @param kbits what the encoder aims at, in kilobits per second; a quiet scene stays far below
/// @param coding how pictures are compressed
/// @param restFps pictures per second while nobody is in the picture, as cameras save network and storage
public record StreamShape(int width, int height, int fps, int kbits, Coding coding, int restFps) {
    /// How pictures are compressed.
    public enum Coding {
        H264,
        /// Each picture for itself, RFC 2435; every one is a key picture.
        MJPEG
    }

    public static final StreamShape SUB = new StreamShape(640, 360, 12, 400);
    public static final StreamShape MAIN = new StreamShape(1280, 720, 25, 2500);
    public static final StreamShape FULL_HD = new StreamShape(1920, 1080, 25, 4000);
    /// The sub stream of a door among a hundred: an eighth of the work of [#SUB].
    public static final StreamShape TINY = new StreamShape(320, 180, 6, 100);

    public StreamShape {
        if (width < 160 || width > 1920 || width % 16 != 0 || height < 90 || height > 1088 || height % 2 != 0) {
            throw new IllegalArgumentException("no picture of " + width + "x" + height);
        }
        if (restFps < 1 || restFps > fps || fps > 60 || kbits < 50 || kbits > 20_000) {
            throw new IllegalArgumentException(
                    "no stream of " + restFps + " to " + fps + " fps and " + kbits + " kbit/s");
        }
        requireNonNull(coding);
    }

    public StreamShape(int width, int height, int fps, int kbits) {
        this(width, height, fps, kbits, Coding.H264, fps);
    }

    /// The same pictures, fewer while nothing happens.
    public StreamShape resting(int newRestFps) {
        return new StreamShape(width, height, fps, kbits, coding, newRestFps);
    }

    /// The same pictures as Motion JPEG, which RFC 2435 counts in eights; six times the bits are hardly enough.
    public StreamShape asMjpeg() {
        return new StreamShape(width, height + 7 & ~7, fps, Math.min(20_000, 6 * kbits), Coding.MJPEG, restFps);
    }

    /// Half as wide and half as high, as far as an encoder goes down.
    StreamShape half() {
        return new StreamShape(
                Math.max(160, width / 2 & ~15),
                Math.max(96, height / 2 & ~7),
                fps,
                Math.max(50, kbits / 3),
                coding,
                restFps);
    }
}
