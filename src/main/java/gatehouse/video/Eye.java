package gatehouse.video;

import java.util.Optional;

/// What a door is seen by: a camera that is always connected, or the picture that comes with its calls.
///
/// Safe for any thread.
public interface Eye extends AutoCloseable {
    /// Opens a view that fits into the box, on the main stream if wanted. The caller closes it.
    View watch(int width, int height, boolean wantMain);

    /// The newest picture at the camera's own size. Empty when no picture came yet.
    Optional<Still> still();

    /// Begins to film, from as long before this moment as is in memory.
    Filming film(Filming.Shelf shelf);

    /// Leaves the camera and connects anew, where there is a connection of its own.
    void restart();

    VideoDetails details();

    @Override
    void close();
}
