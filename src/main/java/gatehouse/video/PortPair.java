package gatehouse.video;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;

/// An even port for RTP and the odd one above it for RTCP, RFC 3550 §11. The caller owns both sockets.
record PortPair(DatagramSocket rtp, DatagramSocket rtcp) implements AutoCloseable {
    private static final int TRIES = 32;
    private static final int BUFFER = 2 << 20; // a key picture of a large stream comes in one breath

    static PortPair open(InetAddress here) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            var one = bound(here, 0);
            int port = one.getLocalPort();
            try {
                var other = bound(here, port ^ 1);
                var pair = port % 2 == 0 ? new PortPair(one, other) : new PortPair(other, one);
                pair.rtp.setReceiveBufferSize(BUFFER);
                return pair;
            } catch (SocketException e) {
                one.close(); // its neighbour is somebody else's
            }
        }
        throw new SocketException("no two neighbouring UDP ports are free");
    }

    private static DatagramSocket bound(InetAddress here, int port) throws SocketException {
        return new DatagramSocket(new InetSocketAddress(here, port));
    }

    @Override
    public void close() {
        rtp.close();
        rtcp.close();
    }
}
