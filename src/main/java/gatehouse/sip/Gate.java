package gatehouse.sip;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// The sockets of the telephone. Strangers are turned away here, before a byte of theirs is parsed, and a socket on a
/// free port is bound before the stack, which wants to know the number first, asks for it.
///
/// Public only because the stack makes it by its name. Safe for any thread.
public final class Gate implements NetworkLayer {
    /// SIP as CS3, as RFC 4594 has it for signalling.
    static final int TRAFFIC_CLASS = 24 << 2;

    private static final int CONNECT_MILLIS = 3000;

    /// How a host is spoken to over TLS, and what it is called in its certificate.
    private record Secrecy(Secured secured, String host) {}

    private final Map<InetSocketAddress, DatagramSocket> boundUdp = new ConcurrentHashMap<>();
    private final Map<InetSocketAddress, ServerSocket> boundTcp = new ConcurrentHashMap<>();
    private final Map<InetSocketAddress, DeafServerSocket> boundTls = new ConcurrentHashMap<>();
    private final Map<InetSocketAddress, Secrecy> secrecies = new ConcurrentHashMap<>();
    private final Map<InetSocketAddress, Connection> outgoing = new ConcurrentHashMap<>();
    private final Set<InetSocketAddress> unshaken = ConcurrentHashMap.newKeySet();
    private volatile Consumer<Connection> mourner = connection -> {};
    private volatile Stack.Parts parts;
    private volatile Turnstile turnstile;

    @Override
    public void setSipStack(SipStackImpl stack) {
        parts = Stack.partsOf(stack);
        turnstile = new Turnstile(parts);
        parts.gate().complete(this);
    }

    /// Binds now and keeps the socket for the stack. Returns the real address.
    InetSocketAddress bind(Transport transport, InetSocketAddress wanted) throws IOException {
        return switch (transport) {
            case UDP -> {
                var socket = new Datagrams(parts, wanted);
                var real = (InetSocketAddress) socket.getLocalSocketAddress();
                boundUdp.put(real, socket);
                yield real;
            }
            case TCP -> {
                var socket = turnstile.listen(wanted);
                var real = (InetSocketAddress) socket.getLocalSocketAddress();
                boundTcp.put(real, socket);
                yield real;
            }
            case TLS -> {
                var socket = new DeafServerSocket(wanted);
                boundTls.put(socket.address(), socket);
                yield socket.address();
            }
        };
    }

    /// Forgets a socket that the stack has closed.
    void forget(Transport transport, InetSocketAddress address) {
        Closeable socket = switch (transport) {
            case UDP -> boundUdp.remove(address);
            case TCP -> boundTcp.remove(address);
            case TLS -> boundTls.remove(address);
        };
        if (socket != null) {
            closeQuietly(socket);
        }
    }

    /// From now on connections to this address are secured like this, and its certificate must name that host.
    void secure(InetSocketAddress remote, Secured secured, String host) {
        secrecies.put(remote, new Secrecy(secured, host));
    }

    /// Our own connection to there, if it is open.
    Optional<Connection> connection(InetSocketAddress remote) {
        return Optional.ofNullable(outgoing.get(remote));
    }

    /// Whom to tell when any connection of ours has ended, for whatever reason. He is told on the thread that ended it.
    void mourn(Consumer<Connection> listener) {
        mourner = listener;
    }

    /// True when the last connection to there came about, but not its TLS handshake. It is closed then.
    boolean shookNoHands(InetSocketAddress remote) {
        Connection connection = outgoing.get(remote);
        if (connection != null && !connection.isUsable()) {
            closeQuietly(connection);
        }
        return unshaken.contains(remote);
    }

    /// A bare keep-alive over UDP (RFC 5626 §4.4): it keeps the way through an address translation open.
    void ping(InetSocketAddress local, InetSocketAddress remote) throws IOException {
        DatagramSocket socket = boundUdp.get(local);
        if (socket != null) {
            socket.send(new DatagramPacket(new byte[] {'\r', '\n', '\r', '\n'}, 4, remote));
        }
    }

    /// Closes whatever is still open; the stack should have left nothing.
    void close() {
        boundUdp.values().forEach(Gate::closeQuietly);
        boundTcp.values().forEach(Gate::closeQuietly);
        boundTls.values().forEach(Gate::closeQuietly);
        outgoing.values().forEach(Gate::closeQuietly);
        turnstile.close();
    }

    /// Ends a connection and waits until the stack has let go of it, too.
    static void end(Connection connection) throws InterruptedException {
        closeQuietly(connection);
        connection.awaitReader();
    }

    static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed all the same, and nobody is left who wants to know.
        }
    }

    @Override
    public DatagramSocket createDatagramSocket(int port, InetAddress address) throws SocketException {
        return bound(boundUdp, port, address);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return bound(boundTcp, port, address);
    }

    @Override
    public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return bound(boundTls, port, address);
    }

    private static <S> S bound(Map<InetSocketAddress, S> sockets, int port, InetAddress address)
            throws SocketException {
        S socket = sockets.get(new InetSocketAddress(address, port));
        if (socket == null) {
            throw new SocketException("No such socket was bound at " + address.getHostAddress() + ":" + port);
        }
        return socket;
    }

    @Override
    public DatagramSocket createDatagramSocket() throws SocketException {
        throw new SocketException("The telephone speaks from the sockets it listens on");
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        return connected(new InetSocketAddress(address, port), Optional.empty(), true);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local) throws IOException {
        return connected(new InetSocketAddress(address, port), Optional.of(new InetSocketAddress(local, 0)), true);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort) throws IOException {
        var from = new InetSocketAddress(local, localPort);
        return connected(new InetSocketAddress(address, port), Optional.of(from), true);
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port) throws IOException {
        throw new SocketException("TLS is spoken from an address of ours only");
    }

    /// From the port that stands in our contact, so that an exchange finds this connection when it wants to reach us;
    /// from another one when that is still held by the last connection.
    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port, InetAddress local) throws IOException {
        var remote = new InetSocketAddress(address, port);
        Secrecy secrecy = secrecies.get(remote);
        if (secrecy == null) {
            throw new SocketException("Nobody said how to know " + remote + " by its certificate");
        }
        unshaken.remove(remote);
        Connection below;
        try {
            below = connected(remote, Optional.of(contactPort(local)), false);
        } catch (BindException | NoRouteToHostException e) {
            below = connected(remote, Optional.of(new InetSocketAddress(local, 0)), false);
        }
        try {
            SSLSocket socket = secrecy.secured().over(below, secrecy.host());
            below.carries(socket);
            return socket;
        } catch (IOException | RuntimeException e) {
            closeQuietly(below);
            throw e;
        }
    }

    private InetSocketAddress contactPort(InetAddress local) {
        return boundTls.keySet().stream()
                .filter(at -> at.getAddress().equals(local))
                .findFirst()
                .orElse(new InetSocketAddress(local, 0));
    }

    private Connection connected(InetSocketAddress to, Optional<InetSocketAddress> from, boolean inTheClear)
            throws IOException {
        var socket = new Connection(
                inTheClear ? Optional.of(ParserGuard.reading()) : Optional.empty(), parts.floods(), this::ended);
        try {
            if (from.isPresent()) {
                socket.setReuseAddress(true);
                socket.bind(from.get());
            }
            socket.setTcpNoDelay(true);
            socket.setTrafficClass(TRAFFIC_CLASS);
            socket.setKeepAlive(true);
            socket.connect(to, CONNECT_MILLIS);
            Connection before = outgoing.put(to, socket);
            if (before != null) {
                closeQuietly(before);
            }
            return socket;
        } catch (IOException e) {
            closeQuietly(socket);
            throw e;
        }
    }

    private void ended(Connection connection) {
        InetSocketAddress remote = connection.remote();
        if (remote == null) {
            return;
        }
        if (!connection.isUsable()) {
            unshaken.add(remote);
        }
        if (outgoing.remove(remote, connection)) {
            mourner.accept(connection);
        }
    }
}
