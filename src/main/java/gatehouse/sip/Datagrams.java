package gatehouse.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;

/// A UDP socket of the telephone: reads on until somebody we expect has spoken, and not too often.
final class Datagrams extends DatagramSocket {
    private final Stack.Parts parts;

    Datagrams(Stack.Parts parts, InetSocketAddress address) throws SocketException {
        super(address);
        this.parts = parts;
        setTrafficClass(Gate.TRAFFIC_CLASS);
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
        int room = packet.getLength();
        while (true) {
            packet.setLength(room);
            super.receive(packet);
            long now = System.nanoTime();
            // Four bytes and less are keep-alives (RFC 5626 §4.4.1); a full buffer is a message cut short.
            if (packet.getLength() <= 4 || packet.getLength() == room) {
                continue;
            }
            boolean welcome = parts.floods().admits(packet.getAddress(), now);
            if (!parts.guests().mayKnock(packet.getAddress(), packet.getPort())) {
                parts.knocks().unread(packet, now);
            } else if (welcome) {
                return;
            }
        }
    }
}
