package gatehouse.sim.camera.rtsp;

/// Which ways to carry its packets a camera offers; to every other it answers 461.
public enum Offer {
    BOTH,
    TCP_ONLY,
    UDP_ONLY
}
