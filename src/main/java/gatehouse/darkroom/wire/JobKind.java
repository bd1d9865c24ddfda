package gatehouse.darkroom.wire;

/// What the first message of a connection asks for. One connection is one job.
public enum JobKind {
    /// Decode one live stream and print its pictures.
    DEVELOP,
    /// Decode to the newest picture and make a JPEG of it.
    STILL,
    /// Write coded pictures into a clip.
    FILM,
    /// Play a clip.
    REEL
}
