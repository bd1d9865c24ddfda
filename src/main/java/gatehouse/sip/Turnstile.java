package gatehouse.sip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Lets TCP callers in: those we expect, so many in all and so many from one address.
///
/// Safe for any thread.
final class Turnstile {
    private static final int MOST = 48;
    private static final int MOST_OF_ONE = 12;

    private final Stack.Parts parts;
    private final Set<Connection> inside = ConcurrentHashMap.newKeySet();

    Turnstile(Stack.Parts parts) {
        this.parts = parts;
    }

    ServerSocket listen(InetSocketAddress wanted) throws IOException {
        var socket = new Doorway();
        try {
            socket.setReuseAddress(true);
            socket.bind(wanted, 16);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    void close() {
        inside.forEach(Gate::closeQuietly);
    }

    private void letIn(Connection caller) throws IOException {
        InetAddress address = caller.getInetAddress();
        long now = System.nanoTime();
        if (!parts.guests().mayKnock(address, caller.getPort())) {
            parts.knocks().unread(address, caller.getPort(), now);
            throw new SocketException("a stranger");
        }
        if (!parts.floods().admits(address, now)) {
            throw new SocketException("one of a flood");
        }
        makeRoom(address);
        if (inside.size() >= MOST) {
            throw new SocketException("one too many");
        }
        caller.setTcpNoDelay(true);
        caller.setTrafficClass(Gate.TRAFFIC_CLASS);
        caller.setKeepAlive(true);
        inside.add(caller);
    }

    /// A station that lost its power left connections behind that nobody closed: the one that was silent longest goes.
    private void makeRoom(InetAddress address) {
        List<Connection> ofThisOne = inside.stream()
                .filter(c -> address.equals(c.getInetAddress()))
                .sorted(Comparator.comparingLong(Connection::heardNanos))
                .toList();
        if (ofThisOne.size() >= MOST_OF_ONE) {
            Gate.closeQuietly(ofThisOne.getFirst());
        }
    }

    /// Takes on until somebody we expect has connected.
    private final class Doorway extends ServerSocket {
        Doorway() throws IOException {
            super();
        }

        @Override
        public Socket accept() throws IOException {
            while (true) {
                var caller = new Connection(Optional.of(ParserGuard.reading()), parts.floods(), inside::remove);
                implAccept(caller);
                try {
                    letIn(caller);
                    return caller;
                } catch (IOException e) {
                    // This one caller is gone or unwelcome; the next one is none the worse for it.
                    Gate.closeQuietly(caller);
                }
            }
        }
    }
}
