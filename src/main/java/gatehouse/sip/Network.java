package gatehouse.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Set;
import java.util.stream.Collectors;

/// The addresses of this computer, which come and go with cables, wireless networks and leases. May block.
interface Network {
    /// The address of ours from which the system would speak to that one.
    InetAddress towards(InetSocketAddress remote) throws IOException;

    Set<InetAddress> own() throws SocketException;

    /// True when nothing can be sent from or arrive at this address any more. The loopback has more addresses than it
    /// lists.
    default boolean hasLost(InetAddress address, Set<InetAddress> own) {
        return !address.isLoopbackAddress() && !own.contains(address);
    }

    /// The real one.
    final class OfThisComputer implements Network {
        /// Nothing is sent: a connected datagram socket merely knows its way.
        @Override
        public InetAddress towards(InetSocketAddress remote) throws IOException {
            try (var probe = new DatagramSocket()) {
                probe.connect(remote);
                return probe.getLocalAddress();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        @Override
        public Set<InetAddress> own() throws SocketException {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .collect(Collectors.toUnmodifiableSet());
        }
    }
}
