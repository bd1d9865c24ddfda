package gatehouse.sim;

/// What is peculiar about a simulated door's camera.
enum Eye {
    USUAL,
    /// Packets only by UDP: whoever begins with TCP is answered 461.
    UDP_ONLY,
    /// Packets only in the RTSP connection.
    TCP_ONLY,
    /// The sub stream is Motion JPEG.
    MJPEG,
    /// One stream at a time, 453 for the next; the site file says `connections: 1`.
    ONE_VIEWER
}
