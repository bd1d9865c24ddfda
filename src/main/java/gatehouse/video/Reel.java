package gatehouse.video;

import gatehouse.door.Trouble;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A clip that somebody looks at. It begins standing at its first picture. Orders return at once; the newest one wins.
///
/// Safe for any thread. `close` returns when its thread has ended.
public interface Reel extends AutoCloseable {
    /// How fast a clip can be played.
    List<Double> SPEEDS = List.of(0.25, 0.5, 1.0, 2.0, 4.0);

    /// From the beginning of the first picture to the end of the last.
    Duration length();

    /// When the picture that is shown was due, since the first one.
    Duration position();

    boolean isPlaying();

    /// Plays from here; from the beginning when it stands at the end.
    void play(double speed);

    void pause();

    /// Shows the picture of exactly this moment: the last that is due at or before it.
    void seek(Duration moment);

    /// So many pictures on, or back; a clip that plays stands still then.
    void step(int pictures);

    /// The box the picture must fit into, in device pixels. The picture keeps its aspect.
    void fit(int width, int height);

    /// The size of the newest picture; empty before the first.
    Optional<View.Size> newest();

    /// Copies the newest picture as BGRA rows without gaps, if there is one of exactly this size that was not copied
    /// before. Answers whether something was copied.
    boolean copyNewest(ByteBuffer bgra, View.Size expected);

    /// Why no picture comes any more.
    Optional<Trouble> trouble();

    /// Called on the player's thread after each change: note it and return.
    void onChange(Runnable noted);

    @Override
    void close();
}
