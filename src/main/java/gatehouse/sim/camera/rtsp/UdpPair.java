package gatehouse.sim.camera.rtsp;

import gatehouse.lifecycle.Joining;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An even port for RTP and the odd one above it for RTCP, RFC 3550 §11, to one viewer. Owns both sockets and the
/// thread
/// that hears the viewer's RTCP.
final class UdpPair implements Wire {
    private static final Logger log = LoggerFactory.getLogger(UdpPair.class);
    private static final int ATTEMPTS = 64;

    private final DatagramSocket rtp;
    private final DatagramSocket rtcp;
    private final InetSocketAddress viewerRtp;
    private final InetSocketAddress viewerRtcp;
    private final Thread ears;

    private UdpPair(
            DatagramSocket rtp, DatagramSocket rtcp, InetAddress viewer, Transport.Udp ports, RtcpHeard onRtcp) {
        this.rtp = rtp;
        this.rtcp = rtcp;
        this.viewerRtp = new InetSocketAddress(viewer, ports.rtpPort());
        this.viewerRtcp = new InetSocketAddress(viewer, ports.rtcpPort());
        this.ears = Thread.ofVirtual().name("camera rtcp").start(() -> hear(onRtcp));
    }

    static UdpPair open(InetAddress local, InetAddress viewer, Transport.Udp ports, RtcpHeard onRtcp)
            throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            var even = new DatagramSocket(0, local);
            if (even.getLocalPort() % 2 == 0) {
                try {
                    return new UdpPair(even, new DatagramSocket(even.getLocalPort() + 1, local), viewer, ports, onRtcp);
                } catch (SocketException ignored) {
                    // the odd one is taken: another pair
                }
            }
            even.close();
        }
        throw new IOException("no free pair of UDP ports");
    }

    @Override
    public String transport() {
        return "RTP/AVP;unicast;client_port=" + viewerRtp.getPort() + "-" + viewerRtcp.getPort() + ";server_port="
                + rtp.getLocalPort() + "-" + rtcp.getLocalPort();
    }

    @Override
    public void rtp(byte[] packet, int length) {
        send(rtp, new DatagramPacket(packet, length, viewerRtp));
    }

    @Override
    public void rtcp(byte[] packet, int length) {
        send(rtcp, new DatagramPacket(packet, length, viewerRtcp));
    }

    @Override
    public void flush() {
        // each datagram went out by itself
    }

    private static void send(DatagramSocket socket, DatagramPacket packet) {
        try {
            socket.send(packet);
        } catch (IOException e) {
            log.debug("a datagram is lost: {}", e.getMessage()); // as any may be
        }
    }

    private void hear(RtcpHeard onRtcp) {
        var packet = new DatagramPacket(new byte[1500], 1500);
        while (true) {
            try {
                packet.setLength(1500);
                rtcp.receive(packet);
                if (packet.getAddress().equals(viewerRtcp.getAddress())) {
                    onRtcp.heard(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
                }
            } catch (IOException ignored) {
                if (rtcp.isClosed()) {
                    return;
                }
            }
        }
    }

    @Override
    public void close() {
        rtp.close();
        rtcp.close();
        Joining.untilEnded(ears);
    }
}
