package gatehouse.sim.camera.rtsp;

import gatehouse.lifecycle.Joining;
import gatehouse.sim.Faults;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The RTSP 1.0 server of one camera: accepts viewers, each with its own two virtual threads. Safe for any thread.
public final class RtspServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RtspServer.class);
    private static final int MOST_CONNECTIONS = 64;

    private final ServerSocket socket;
    private final String name;
    private final Map<String, LiveSource> sources;
    private final Terms terms;
    private final Faults faults;
    private final Map<RtspConnection, Thread> connections = new ConcurrentHashMap<>();
    private final Set<Conversation> seated = new HashSet<>(); // guarded by itself
    private final AtomicLong reports = new AtomicLong();
    private final AtomicReference<Optional<ReceiverReport>> newestReport = new AtomicReference<>(Optional.empty());
    private final Thread door;

    private RtspServer(ServerSocket socket, String name, Map<String, LiveSource> sources, Terms terms, Faults faults) {
        this.socket = socket;
        this.name = name;
        this.sources = Map.copyOf(sources);
        this.terms = terms;
        this.faults = faults;
        this.door = Thread.ofVirtual().name("camera door").unstarted(this::accept);
    }

    /// Listens at once.
    ///
    /// @param sources the streams by the first step of their path
    public static RtspServer open(
            InetSocketAddress at, String name, Map<String, ? extends LiveSource> sources, Terms terms, Faults faults)
            throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(at);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        var server = new RtspServer(socket, name, Map.copyOf(sources), terms, faults);
        server.door.start();
        return server;
    }

    public int port() {
        return socket.getLocalPort();
    }

    /// How many play at this moment.
    public int viewers() {
        return (int)
                connections.keySet().stream().filter(RtspConnection::playing).count();
    }

    /// How many receiver reports came from all viewers since the server was opened.
    public long receiverReports() {
        return reports.get();
    }

    /// The newest of them.
    public Optional<ReceiverReport> newestReport() {
        return newestReport.get();
    }

    String name() {
        return name;
    }

    Optional<LiveSource> source(String path) {
        return Optional.ofNullable(sources.get(path));
    }

    Terms terms() {
        return terms;
    }

    /// Whether there is room for this viewer's stream; one who has a seat keeps it.
    boolean seat(Conversation viewer) {
        synchronized (seated) {
            if (terms.mostViewers() > 0 && !seated.contains(viewer) && seated.size() >= terms.mostViewers()) {
                return false;
            }
            seated.add(viewer);
            return true;
        }
    }

    void unseat(Conversation viewer) {
        synchronized (seated) {
            seated.remove(viewer);
        }
    }

    void reported(ReceiverReport report) {
        newestReport.set(Optional.of(report));
        reports.incrementAndGet();
    }

    Faults faults() {
        return faults;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                welcome(socket.accept());
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    log.warn("{} could not take a viewer: {}", name, e.getMessage());
                }
            }
        }
    }

    private void welcome(Socket viewer) throws IOException {
        if (connections.size() >= MOST_CONNECTIONS) {
            viewer.close();
            return;
        }
        var connection = new RtspConnection(viewer, this);
        var thread = Thread.ofVirtual().name("camera viewer").unstarted(() -> {
            try {
                connection.run();
            } finally {
                connections.remove(connection);
            }
        });
        connections.put(connection, thread);
        thread.start();
    }

    /// Returns when all viewers are gone and all threads ended.
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("closing {}: {}", name, e.toString());
        }
        Joining.untilEnded(door);
        connections.forEach((connection, thread) -> {
            connection.close();
            Joining.untilEnded(thread);
        });
    }
}
