package gatehouse.desk;

import gatehouse.door.DoorId;
import gatehouse.video.VideoDetails;
import gatehouse.video.View;
import java.util.Optional;

/// What a screen pulls by itself because it changes too often for the desk: pictures and levels. Safe for any thread.
public interface Glass {
    /// A view of a door's picture; the caller closes it. Empty when there is no such door.
    Optional<View> watch(DoorId door, int width, int height, boolean main);

    /// How a door's video is doing, for its details. Empty when there is no such door.
    default Optional<VideoDetails> details(DoorId door) {
        return Optional.empty();
    }

    Levels levels(CallId call);

    /// The screen tells that a call's pop-up is shown, and that a fresh face of the door is in it: both are measured
    /// from the INVITE. Only the first of each counts.
    void popupShown(CallId call);

    void faceShown(CallId call);
}
