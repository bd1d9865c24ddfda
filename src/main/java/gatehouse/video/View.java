package gatehouse.video;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/// A picture that somebody is looking at. As long as a view is open its door is decoded, scaled to the box the view
/// asks for; closing the last view of a door stops the decoding, the warm connection stays.
///
/// Safe for any thread.
public interface View extends AutoCloseable {
    record Size(int width, int height) {}

    /// A part of the picture, in shares of its width and height, for digital zoom.
    record Part(double x, double y, double width, double height) {
        public static final Part WHOLE = new Part(0, 0, 1, 1);

        public Part {
            if (!(x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= 1.0001 && y + height <= 1.0001)) {
                throw new IllegalArgumentException("No part of a picture: " + x + " " + y + " " + width + " " + height);
            }
        }
    }

    /// What is wrong with pictures that arrive and are decoded: dark all over, one colour all over as when the lens is
    /// covered, or exactly the same again and again. `since` is how long it has been so.
    record Sight(Kind kind, Duration since) {
        public enum Kind {
            CLEAR,
            BLACK,
            COVERED,
            REPEATED
        }

        public static final Sight CLEAR = new Sight(Kind.CLEAR, Duration.ZERO);
    }

    /// What is being watched: the codec, the camera's own size, and what arrived in the last seconds.
    record Source(String codec, Size size, double framesPerSecond, long bitsPerSecond, boolean main) {}

    /// The box the picture must fit into, in device pixels. The picture keeps its aspect.
    void fit(int width, int height);

    /// The part of the picture that is wanted; the whole until somebody zooms. Cut out of the camera's own picture
    /// before
    /// scaling, so that a zoomed picture is as sharp as the camera gives it.
    default void show(Part part) {}

    /// What is wrong with the picture itself, while pictures keep coming.
    default Sight sight() {
        return Sight.CLEAR;
    }

    /// Whether this view gets fewer or simpler pictures because the machine cannot keep up.
    default boolean slowed() {
        return false;
    }

    /// Whether the main stream is wanted. Until the main stream has its first picture the sub stream goes on.
    void wantMain(boolean wanted);

    /// The size of the newest picture; empty before the first.
    Optional<Size> newest();

    /// Copies the newest picture as BGRA rows without gaps, if there is one of exactly this size that this view did
    /// not copy before. Answers whether something was copied.
    boolean copyNewest(ByteBuffer bgra, Size expected);

    /// Time since the newest picture was decoded, by the monotonic clock; empty before the first.
    Optional<Duration> age();

    Optional<Source> source();

    /// Called on the decoder's thread for each new picture: note it and return.
    void onPicture(Runnable noted);

    @Override
    void close();
}
