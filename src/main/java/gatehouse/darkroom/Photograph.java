package gatehouse.darkroom;

/// A JPEG of one picture at the camera's own size, and when that picture's last packet came.
@SuppressWarnings("ArrayRecordComponent") // photographs are handed over, never compared
public record Photograph(byte[] jpeg, int width, int height, long arrivedNanos) {}
