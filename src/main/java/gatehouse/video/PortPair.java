package gatehouse.video;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.concurrent.ThreadLocalRandom;

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

    /// The same within the ports that are open to the doors, from a random one on. Port 0 means that any will do.
    static PortPair open(InetAddress here, int first, int last) throws IOException {
        int even = first + (first & 1);
        int pairs = (last + 1 - even) / 2;
        if (first == 0) {
            return open(here);
        }
        int start = ThreadLocalRandom.current().nextInt(Math.max(1, pairs));
        for (int i = 0; i < pairs; i++) {
            int port = even + 2 * ((start + i) % pairs);
            try {
                var rtp = bound(here, port);
                try {
                    var pair = new PortPair(rtp, bound(here, port + 1));
                    rtp.setReceiveBufferSize(BUFFER);
                    return pair;
                } catch (SocketException e) {
                    rtp.close();
                }
            } catch (SocketException e) {
                continue; // somebody else's
            }
        }
        throw new SocketException("all UDP ports from " + first + " to " + last + " are taken");
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
