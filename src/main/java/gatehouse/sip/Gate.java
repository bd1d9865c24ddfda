package gatehouse.sip;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// The sockets of the telephone. Strangers are turned away here, before a byte of theirs is parsed, and a socket on a
/// free port is bound before the stack, which wants to know the number first, asks for it.
///
/// Public only because the stack makes it by its name.
public final class Gate implements NetworkLayer {
    /// SIP as CS3, as RFC 4594 has it for signalling.
    private static final int TRAFFIC_CLASS = 24 << 2;

    private static final int MOST_CONNECTIONS = 64;
    private static final int CONNECT_MILLIS = 3000;

    private final Map<InetSocketAddress, DatagramSocket> boundUdp = new ConcurrentHashMap<>();
    private final Map<InetSocketAddress, ServerSocket> boundTcp = new ConcurrentHashMap<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile Stack.Parts parts;

    @Override
    public void setSipStack(SipStackImpl stack) {
        parts = Stack.partsOf(stack);
        parts.gate().complete(this);
    }

    /// Binds now and keeps the socket for the stack. Returns the real address.
    InetSocketAddress bind(Transport transport, InetSocketAddress wanted) throws IOException {
        if (transport == Transport.UDP) {
            var socket = new Datagrams(wanted);
            var real = (InetSocketAddress) socket.getLocalSocketAddress();
            boundUdp.put(real, socket);
            return real;
        }
        var socket = new Connections();
        try {
            socket.setReuseAddress(true);
            socket.bind(wanted, 16);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        var real = (InetSocketAddress) socket.getLocalSocketAddress();
        boundTcp.put(real, socket);
        return real;
    }

    /// Closes whatever is still open; the stack should have left nothing.
    void close() {
        boundUdp.values().forEach(DatagramSocket::close);
        boundTcp.values().forEach(Gate::closeQuietly);
        connections.forEach(Gate::closeQuietly);
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed all the same, and nobody is left who wants to know.
        }
    }

    @Override
    public DatagramSocket createDatagramSocket(int port, InetAddress address) throws SocketException {
        DatagramSocket socket = boundUdp.get(new InetSocketAddress(address, port));
        if (socket == null) {
            throw new SocketException("No UDP socket was bound at " + address.getHostAddress() + ":" + port);
        }
        return socket;
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        ServerSocket socket = boundTcp.get(new InetSocketAddress(address, port));
        if (socket == null) {
            throw new SocketException("No TCP socket was bound at " + address.getHostAddress() + ":" + port);
        }
        return socket;
    }

    @Override
    public DatagramSocket createDatagramSocket() throws SocketException {
        throw new SocketException("The telephone speaks from the sockets it listens on");
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        return connected(new InetSocketAddress(address, port), null);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local) throws IOException {
        return connected(new InetSocketAddress(address, port), new InetSocketAddress(local, 0));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort) throws IOException {
        return connected(new InetSocketAddress(address, port), new InetSocketAddress(local, localPort));
    }

    private Socket connected(InetSocketAddress to, InetSocketAddress from) throws IOException {
        var socket = new Socket();
        try {
            if (from != null) {
                socket.bind(from);
            }
            socket.setTcpNoDelay(true);
            socket.connect(to, CONNECT_MILLIS);
            keep(socket);
            return socket;
        } catch (IOException e) {
            closeQuietly(socket);
            throw e;
        }
    }

    private void keep(Socket socket) throws IOException {
        connections.removeIf(Socket::isClosed);
        if (connections.size() >= MOST_CONNECTIONS) {
            throw new SocketException("More than " + MOST_CONNECTIONS + " connections");
        }
        connections.add(socket);
    }

    @Override
    public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress address) throws IOException {
        throw new SocketException("TLS is not spoken here");
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port) throws IOException {
        throw new SocketException("TLS is not spoken here");
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port, InetAddress local) throws IOException {
        throw new SocketException("TLS is not spoken here");
    }

    /// UDP: reads on until somebody we expect has spoken.
    private final class Datagrams extends DatagramSocket {
        Datagrams(InetSocketAddress address) throws SocketException {
            super(address);
            setTrafficClass(TRAFFIC_CLASS);
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
                if (!parts.guests().mayKnock(packet.getAddress(), packet.getPort())) {
                    parts.knocks().unread(packet, now);
                } else if (parts.arrivals().note(packet.getData(), packet.getOffset(), packet.getLength(), now)) {
                    return;
                }
            }
        }
    }

    /// TCP: takes on until somebody we expect has connected.
    private final class Connections extends ServerSocket {
        Connections() throws IOException {
            super();
        }

        @Override
        public Socket accept() throws IOException {
            while (true) {
                Socket socket = super.accept();
                try {
                    if (parts.guests().mayKnock(socket.getInetAddress(), socket.getPort())) {
                        socket.setTcpNoDelay(true);
                        socket.setTrafficClass(TRAFFIC_CLASS);
                        keep(socket);
                        return socket;
                    }
                    parts.knocks().unread(socket.getInetAddress(), socket.getPort(), System.nanoTime());
                } catch (IOException e) {
                    // This one caller is gone or too many; the next one is none the worse for it.
                }
                closeQuietly(socket);
            }
        }
    }
}
