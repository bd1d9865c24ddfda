package gatehouse.sim.http;

import gatehouse.sim.Fault;
import gatehouse.sim.Faults;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The web server of one door. A virtual thread per connection; the faults `Busy` and `NeverAnswers` are honoured here
/// for everything it serves. `close()` returns when its threads and sockets are gone.
///
/// Safe for any thread.
public final class WebServer implements AutoCloseable {
    /// Serves every path that begins with the prefix it was given for. It may block; `close()` interrupts it.
    @FunctionalInterface
    public interface Handler {
        Answer answer(Ask ask) throws InterruptedException;
    }

    private static final Logger log = LoggerFactory.getLogger(WebServer.class);
    private static final int MOST_CONNECTIONS = 128;
    private static final int IDLE_MILLIS = 60_000;
    private static final int MOST_UNHEARD = 1024 * 1024;

    private enum Then {
        MORE,
        END,
        CUT,
        SILENCE,
        /// The rest is read and let go: a connection closed over unread bytes is reset, and the refusal lost.
        REFUSED
    }

    private final ServerSocket server;
    private final Faults faults;
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean closed;

    private WebServer(ServerSocket server, Faults faults) {
        this.server = server;
        this.faults = faults;
        this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual()
                .name("sim-http-" + server.getLocalPort() + "-", 0)
                .factory());
    }

    /// Port 0 takes a free one.
    public static WebServer open(InetSocketAddress at, Faults faults) throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(at, MOST_CONNECTIONS);
        } catch (IOException e) {
            socket.close();
            throw new IOException("A simulated door cannot serve HTTP on " + at + ": " + e.getMessage(), e);
        }
        var web = new WebServer(socket, faults);
        web.threads.execute(web::accept);
        return web;
    }

    public void serve(String prefix, Handler handler) {
        handlers.put(prefix, handler);
    }

    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        closed = true;
        closing.countDown();
        shut(server);
        connections.forEach(WebServer::shut);
        threads.shutdownNow();
        threads.close();
    }

    private void accept() {
        while (!closed) {
            try {
                var connection = server.accept();
                if (connections.size() >= MOST_CONNECTIONS || !connections.add(connection) || closed) {
                    shut(connection);
                } else {
                    threads.execute(() -> converse(connection));
                }
            } catch (RejectedExecutionException e) {
                connections.forEach(WebServer::shut);
                return;
            } catch (IOException e) {
                if (!closed) {
                    log.warn("The simulated web server at {} stopped: {}", server, e.getMessage());
                }
                return;
            }
        }
    }

    private void converse(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            connection.setSoTimeout(IDLE_MILLIS);
            var in = new BufferedInputStream(connection.getInputStream());
            var wire = new Wire(in, connection.getOutputStream(), connection.getInetAddress());
            var then = Then.MORE;
            while (then == Then.MORE && !closed) {
                then = exchange(wire);
            }
            if (then == Then.CUT) {
                connection.setSoLinger(true, 0);
            }
            if (then == Then.REFUSED) {
                connection.shutdownOutput();
            }
            if (then == Then.SILENCE || then == Then.REFUSED) {
                in.skipNBytes(MOST_UNHEARD);
            }
        } catch (IOException e) {
            log.debug("A connection to a simulated door ended: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    /// One request and its answer, and what becomes of the connection.
    private Then exchange(Wire wire) throws IOException, InterruptedException {
        Ask ask;
        try {
            var next = wire.next();
            if (next.isEmpty()) {
                return Then.END;
            }
            ask = next.get();
        } catch (Wire.Unfit unfit) {
            wire.say(Answer.text(unfit.status(), unfit.getMessage()), false, true);
            return Then.REFUSED;
        }
        return switch (answer(ask)) {
            case Answer.Silence() -> Then.SILENCE;
            case Answer.Cut() -> Then.CUT;
            case Answer.Drip drip -> {
                wire.drip(drip.said(), drip.each(), closing);
                yield Then.END;
            }
            case Answer.Said said -> {
                boolean last = "close".equalsIgnoreCase(ask.header("connection").orElse(""));
                wire.say(said, "HEAD".equals(ask.method()), last);
                yield last ? Then.END : Then.MORE;
            }
        };
    }

    private Answer answer(Ask ask) throws InterruptedException {
        if (faults.has(Fault.NeverAnswers.class)) {
            return new Answer.Silence();
        }
        if (faults.has(Fault.Busy.class)) {
            return Answer.text(503, "Too many clients").with(List.of(new Answer.Header("Retry-After", "5")));
        }
        var handler = handlers.entrySet().stream()
                .filter(e -> ask.path().startsWith(e.getKey()))
                .max(Comparator.comparingInt(e -> e.getKey().length()));
        return handler.isEmpty()
                ? Answer.text(404, "Nothing is served at this path")
                : handler.get().getValue().answer(ask);
    }

    private static void shut(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            log.debug("Closing a socket: {}", e.getMessage());
        }
    }
}
