package gatehouse.video;

import gatehouse.door.Trouble;
import java.time.Duration;
import java.time.Instant;

/// What becomes of a door's streams. `main` tells which of the two.
public sealed interface VideoEvent {
    boolean main();

    /// Pictures flow. `firstPicture` is the time from the connection attempt to the first complete key picture.
    record Up(boolean main, Duration firstPicture) implements VideoEvent {}

    /// No pictures, and why; the next try begins at `retryAt`.
    record Down(boolean main, Trouble trouble, Instant retryAt) implements VideoEvent {}
}
