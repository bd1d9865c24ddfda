package gatehouse.onvif;

import gatehouse.lifecycle.Joining;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One socket that asks and hears the answers: on one address of one interface, or on any for direct questions. Its
/// virtual thread reads answers and gives the devices on; `close()` returns when that thread is gone.
final class ProbeSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeSocket.class);
    private static final int LARGEST_DATAGRAM = 32 * 1024;
    private static final int RECEIVE_BUFFER = 1 << 20;

    private final DatagramChannel channel;
    private final String interfaceName;
    private final Consumer<FoundDevice> heard;
    private final Thread reader;

    private ProbeSocket(DatagramChannel channel, String interfaceName, Consumer<FoundDevice> heard) {
        this.channel = channel;
        this.interfaceName = interfaceName;
        this.heard = heard;
        this.reader = Thread.ofVirtual().name("discovery-" + interfaceName).unstarted(this::listen);
    }

    /// `via` is the interface multicast leaves by; without it the system chooses the way to each host.
    static ProbeSocket open(InetAddress own, Optional<NetworkInterface> via, Consumer<FoundDevice> heard)
            throws IOException {
        var family = own instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        var channel = DatagramChannel.open(family);
        try {
            // A few hundred devices answer nine times each within half a second.
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            channel.bind(new InetSocketAddress(own, 0));
            if (via.isPresent()) {
                channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, via.get());
            }
            var socket =
                    new ProbeSocket(channel, via.map(NetworkInterface::getName).orElse(""), heard);
            socket.reader.start();
            return socket;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    void send(byte[] message, SocketAddress to) {
        try {
            channel.send(ByteBuffer.wrap(message), to);
        } catch (IOException e) {
            LOG.debug("No probe to {} over \"{}\": {}", to, interfaceName, e.toString());
        }
    }

    private void listen() {
        var buffer = ByteBuffer.allocate(LARGEST_DATAGRAM + 1);
        while (channel.isOpen()) {
            try {
                buffer.clear();
                var from = channel.receive(buffer);
                buffer.flip();
                if (from instanceof InetSocketAddress peer && buffer.remaining() <= LARGEST_DATAGRAM) {
                    var bytes = new byte[buffer.remaining()];
                    buffer.get(bytes);
                    Probe.read(bytes, peer.getAddress(), interfaceName).forEach(heard);
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (Xml.Unreadable e) {
                LOG.debug("Left out an answer that cannot be read: {}", e.getMessage());
            } catch (IOException e) {
                LOG.debug("Heard nothing more over \"{}\": {}", interfaceName, e.toString());
                return;
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("Closing a discovery socket: {}", e.toString());
        }
        Joining.untilEnded(reader);
    }
}
