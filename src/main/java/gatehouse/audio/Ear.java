package gatehouse.audio;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The hearing half of a voice: receives packets for what is agreed on now. It does not own the socket and ends when
/// that is closed.
final class Ear {
    private static final Logger log = LoggerFactory.getLogger(Ear.class);
    private static final int MOST_DATAGRAM = 2048;

    private final DatagramSocket socket;
    private volatile Hearing hearing;
    private Tally before = Tally.NONE; // guarded by this
    private OptionalLong firstBefore = OptionalLong.empty(); // guarded by this

    Ear(DatagramSocket socket, Hearing hearing) {
        this.socket = socket;
        this.hearing = hearing;
    }

    /// Receives until the socket is closed.
    void receive() {
        var datagram = new DatagramPacket(new byte[MOST_DATAGRAM], MOST_DATAGRAM);
        while (!socket.isClosed()) {
            try {
                datagram.setLength(MOST_DATAGRAM);
                socket.receive(datagram);
                hearing.arrived(
                        (InetSocketAddress) datagram.getSocketAddress(),
                        ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength()),
                        System.nanoTime());
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    log.debug("RTP receive: {}", e.toString());
                }
            }
        }
    }

    /// What is agreed on now.
    Hearing hearing() {
        return hearing;
    }

    /// From now on under another agreement. What was counted so far stays counted.
    synchronized void hear(Hearing next) {
        before = before.plus(hearing.tally());
        firstBefore = firstPacketNanos();
        hearing = next;
    }

    /// Since the voice was opened.
    synchronized Tally tally() {
        return before.plus(hearing.tally());
    }

    synchronized OptionalLong firstPacketNanos() {
        return firstBefore.isPresent() ? firstBefore : hearing.firstPacketNanos();
    }
}
