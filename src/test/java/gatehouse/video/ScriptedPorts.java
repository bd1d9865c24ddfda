package gatehouse.video;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;

/// The UDP side of one connection of a scripted camera: its two ports, and those of the viewer.
final class ScriptedPorts implements AutoCloseable {
    private final DatagramSocket rtp;
    private final DatagramSocket rtcp;
    private final int viewer;

    /// What arrives goes to `punches` and `reports`.
    ScriptedPorts(String transport, BlockingQueue<byte[]> punches, BlockingQueue<byte[]> reports) throws IOException {
        String ports = transport.substring(transport.indexOf("client_port=") + 12);
        viewer = Integer.parseInt(ports.split("-", 2)[0]);
        rtp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        rtcp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("scripted-rtp").start(() -> read(rtp, punches));
        Thread.ofVirtual().name("scripted-rtcp").start(() -> read(rtcp, reports));
    }

    private static void read(DatagramSocket socket, BlockingQueue<byte[]> into) {
        try {
            while (true) {
                var packet = new DatagramPacket(new byte[2048], 2048);
                socket.receive(packet);
                into.add(Arrays.copyOf(packet.getData(), packet.getLength()));
            }
        } catch (IOException e) {
            // closed
        }
    }

    String served() {
        return "RTP/AVP;unicast;client_port=" + viewer + "-" + (viewer + 1) + ";server_port=" + rtp.getLocalPort() + "-"
                + rtcp.getLocalPort();
    }

    int viewerPort() {
        return viewer;
    }

    /// A frame as it would go through the connection, without its four bytes, to the port of its channel.
    void send(byte[] frame) throws IOException {
        var socket = frame[1] == 0 ? rtp : rtcp;
        socket.send(
                new DatagramPacket(frame, 4, frame.length - 4, InetAddress.getLoopbackAddress(), viewer + frame[1]));
    }

    @Override
    public void close() {
        rtp.close();
        rtcp.close();
    }
}
