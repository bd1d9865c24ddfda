package gatehouse.sim.camera.rtsp;

import gatehouse.door.Login;
import gatehouse.sim.Faults;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The RTSP 1.0 server of one camera: accepts viewers, each with its own two virtual threads. Safe for any thread.
public final class RtspServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RtspServer.class);
    private static final int MOST_CONNECTIONS = 64;

    private final ServerSocket socket;
    private final String name;
    private final Map<String, LiveSource> sources;
    private final Login login;
    private final boolean offersSha256;
    private final Duration sessionTimeout;
    private final Faults faults;
    private final Map<RtspConnection, Thread> connections = new ConcurrentHashMap<>();
    private final Thread door;

    private RtspServer(
            ServerSocket socket,
            String name,
            Map<String, LiveSource> sources,
            Login login,
            boolean offersSha256,
            Duration sessionTimeout,
            Faults faults) {
        this.socket = socket;
        this.name = name;
        this.sources = Map.copyOf(sources);
        this.login = login;
        this.offersSha256 = offersSha256;
        this.sessionTimeout = sessionTimeout;
        this.faults = faults;
        this.door = Thread.ofVirtual().name("camera door").unstarted(this::accept);
    }

    /// Listens at once.
    ///
    /// @param sources the streams by the first step of their path
    /// @param login whom to let in; [Login#NONE] is everybody
    public static RtspServer open(
            InetSocketAddress at,
            String name,
            Map<String, ? extends LiveSource> sources,
            Login login,
            boolean offersSha256,
            Duration sessionTimeout,
            Faults faults)
            throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(at);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        var server = new RtspServer(socket, name, Map.copyOf(sources), login, offersSha256, sessionTimeout, faults);
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

    String name() {
        return name;
    }

    Optional<LiveSource> source(String path) {
        return Optional.ofNullable(sources.get(path));
    }

    Login login() {
        return login;
    }

    boolean offersSha256() {
        return offersSha256;
    }

    Duration sessionTimeout() {
        return sessionTimeout;
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
