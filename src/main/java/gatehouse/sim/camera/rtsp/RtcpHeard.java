package gatehouse.sim.camera.rtsp;

import java.nio.ByteBuffer;

/// Told of each RTCP packet of a viewer, on the thread that read it; the bytes are used again afterwards.
interface RtcpHeard {
    void heard(ByteBuffer packet);
}
