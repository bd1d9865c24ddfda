package gatehouse.sim.camera.rtsp;

import java.io.IOException;

/// Carries packets to one viewer. Confined to the connection's writer, but for `close`.
interface Wire extends AutoCloseable {

    /// The value of the Transport header that agrees to this wire.
    String transport();

    void rtp(byte[] packet, int length) throws IOException;

    void rtcp(byte[] packet, int length) throws IOException;

    /// Sends what was gathered.
    void flush() throws IOException;

    @Override
    void close();
}
