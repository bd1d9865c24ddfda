package gatehouse.sim.phone;

import gatehouse.lifecycle.Joining;
import gatehouse.site.Transport;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries SIP messages over UDP and TCP on one port (RFC 3261 §18). A TCP connection is used again for whatever goes
/// to its other end. What cannot be read is dropped.
///
/// Safe for any thread; messages are handed over on the thread that read them. `close` returns when those are gone.
final class Wire implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Wire.class);
    private static final int MOST = 16 * 1024;
    private static final int MOST_CONNECTIONS = 64;
    private static final int CONNECT_MILLIS = 3000;
    private static final int TRIES = 32;

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final InetSocketAddress at;
    private final BiConsumer<Message, Hop> receiver;
    private final Map<InetSocketAddress, Socket> connections = new ConcurrentHashMap<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private Wire(DatagramSocket udp, ServerSocket tcp, BiConsumer<Message, Hop> receiver) {
        this.udp = udp;
        this.tcp = tcp;
        this.at = (InetSocketAddress) (udp != null ? udp.getLocalSocketAddress() : tcp.getLocalSocketAddress());
        this.receiver = receiver;
    }

    /// Listens with these transports; port 0 takes a free one, the same for all.
    static Wire open(InetAddress bind, int port, Set<Transport> transports, BiConsumer<Message, Hop> receiver)
            throws IOException {
        var wire = bound(bind, port, EnumSet.copyOf(transports), receiver);
        if (wire.udp != null) {
            wire.start("udp", wire::receive);
        }
        if (wire.tcp != null) {
            wire.start("tcp", wire::accept);
        }
        return wire;
    }

    private static Wire bound(InetAddress bind, int port, Set<Transport> transports, BiConsumer<Message, Hop> receiver)
            throws IOException {
        IOException last = new BindException("no port");
        for (int i = 0; i < (port == 0 ? TRIES : 1); i++) {
            var udp = transports.contains(Transport.UDP) ? new DatagramSocket(new InetSocketAddress(bind, port)) : null;
            try {
                int same = udp == null ? port : udp.getLocalPort();
                var tcp = transports.contains(Transport.TCP) ? new ServerSocket(same, 50, bind) : null;
                return new Wire(udp, tcp, receiver);
            } catch (IOException e) {
                last = e;
                if (udp != null) {
                    udp.close();
                }
            }
        }
        throw last;
    }

    /// Where it listens.
    Hop here(Transport transport) {
        return new Hop(transport, at);
    }

    /// Sends, or logs why not: SIP's timers deal with what is lost.
    void send(Message message, Hop to) {
        var bytes = message.write();
        try {
            switch (to.transport()) {
                case UDP -> {
                    if (udp != null) {
                        udp.send(new DatagramPacket(bytes, bytes.length, to.at()));
                    }
                }
                case TCP -> {
                    var connection = connection(to.at());
                    synchronized (connection) {
                        connection.getOutputStream().write(bytes);
                    }
                }
            }
        } catch (IOException e) {
            if (!closed) {
                log.debug("{} to {}: {}", message, to, e.toString());
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            if (udp != null) {
                udp.close();
            }
            if (tcp != null) {
                tcp.close();
            }
            for (var connection : connections.values()) {
                connection.close();
            }
        } catch (IOException e) {
            log.debug("close: {}", e.toString());
        }
        for (var thread : threads) {
            Joining.untilEnded(thread);
        }
    }

    private void start(String name, Runnable work) {
        var thread =
                Thread.ofVirtual().name("sim-sip-" + name + "-" + at.getPort()).unstarted(work);
        threads.add(thread);
        thread.start();
    }

    private void receive() {
        var datagram = new DatagramPacket(new byte[MOST], MOST);
        while (!closed) {
            try {
                datagram.setLength(MOST);
                udp.receive(datagram);
                var from = new Hop(Transport.UDP, (InetSocketAddress) datagram.getSocketAddress());
                Message.read(datagram.getData(), 0, datagram.getLength())
                        .ifPresent(message -> receiver.accept(message, from));
            } catch (IOException e) {
                if (!closed) {
                    log.debug("receive: {}", e.toString());
                }
            }
        }
    }

    private void accept() {
        while (!closed) {
            try {
                keep(tcp.accept());
            } catch (IOException e) {
                if (!closed) {
                    log.debug("accept: {}", e.toString());
                }
            }
        }
    }

    private synchronized Socket connection(InetSocketAddress to) throws IOException {
        var known = connections.get(to);
        if (known != null) {
            return known;
        }
        var fresh = new Socket();
        try {
            // A station is known by its address, so it must also be the one its calls come from.
            fresh.bind(new InetSocketAddress(tcp == null ? null : tcp.getInetAddress(), 0));
            fresh.connect(to, CONNECT_MILLIS);
        } catch (IOException e) {
            fresh.close();
            throw e;
        }
        keep(fresh);
        return fresh;
    }

    private void keep(Socket connection) throws IOException {
        if (closed || connections.size() >= MOST_CONNECTIONS) {
            connection.close();
            throw new SocketException("no more connections");
        }
        connection.setTcpNoDelay(true);
        var there = (InetSocketAddress) connection.getRemoteSocketAddress();
        connections.put(there, connection);
        start("flow", () -> read(connection, there));
        if (closed) {
            connection.close();
        }
    }

    private void read(Socket connection, InetSocketAddress there) {
        try (connection) {
            var in = new BufferedInputStream(connection.getInputStream());
            while (true) {
                var bytes = frame(in);
                Message.read(bytes, 0, bytes.length)
                        .ifPresent(message -> receiver.accept(message, new Hop(Transport.TCP, there)));
            }
        } catch (IOException e) {
            if (!closed) {
                log.debug("{}: {}", there, e.toString());
            }
        } finally {
            connections.remove(there, connection);
            threads.remove(Thread.currentThread());
        }
    }

    /// One message of the stream: head to the empty line, then as much as Content-Length says (§18.3).
    private static byte[] frame(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        int ending = 0; // how much of CR LF CR LF was seen
        while (ending < 4) {
            int next = in.read();
            if (next < 0 || bytes.size() >= MOST) {
                throw new IOException(next < 0 ? "the other end closed" : "a head without an end");
            }
            if (bytes.size() == 0 && (next == '\r' || next == '\n')) {
                continue; // keep-alive
            }
            bytes.write(next);
            ending = next == (ending % 2 == 0 ? '\r' : '\n') ? ending + 1 : next == '\r' ? 1 : 0;
        }
        int length = contentLength(bytes.toString(StandardCharsets.ISO_8859_1));
        var body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("the other end closed in a body");
        }
        bytes.write(body);
        return bytes.toByteArray();
    }

    private static int contentLength(String head) throws IOException {
        for (var line : head.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            var name = colon < 0 ? "" : line.substring(0, colon).strip();
            if (name.equalsIgnoreCase("Content-Length") || name.equalsIgnoreCase("l")) {
                int length = Text.number(line.substring(colon + 1)).orElse(MOST);
                if (length < MOST) {
                    return length;
                }
                throw new IOException("a body of wrong length");
            }
        }
        return 0;
    }
}
