package gatehouse.video;

import java.time.Duration;
import java.time.Instant;

/// One picture of a door as a JPEG at the camera's own size. `takenAt` is when it was asked for; the camera had sent
/// the picture `pictureAge` before that.
@SuppressWarnings("ArrayRecordComponent") // stills are handed over, never compared
public record Still(byte[] jpeg, int width, int height, Instant takenAt, Duration pictureAge) {}
