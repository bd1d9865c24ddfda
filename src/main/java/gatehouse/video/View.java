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

    /// What is being watched: the codec, the camera's own size, and what arrived in the last seconds.
    record Source(String codec, Size size, double framesPerSecond, long bitsPerSecond, boolean main) {}

    /// The box the picture must fit into, in device pixels. The picture keeps its aspect.
    void fit(int width, int height);

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
