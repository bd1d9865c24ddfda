package gatehouse.sim.camera.rtsp;

/// Told of each RTCP packet of a viewer, on the thread that read it; the bytes are used again afterwards.
interface RtcpHeard {
    void heard(byte[] packet, int length);
}
