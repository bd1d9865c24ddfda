package gatehouse.unlock;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// The network between the desk and a device: it carries bytes both ways, and breaks once, at the piece with a certain
/// number. A connection that is made is a piece too.
///
/// Safe for any thread. `close()` ends all connections.
final class CutRoad implements AutoCloseable {
    /// What becomes of the piece at which the road breaks.
    enum How {
        /// It is lost.
        BEFORE,
        /// Its first half arrives.
        HALF,
        /// It arrives, and nothing after it.
        AFTER,
        /// It is lost, and so is all that follows; nobody is told.
        SILENT
    }

    /// `back`: the next connection works again at once, so that whoever tries again reaches the device.
    record Cut(int at, How how, boolean back) {
        static final Cut NEVER = new Cut(Integer.MAX_VALUE, How.BEFORE, true);
    }

    private final ServerSocket server;
    private final InetSocketAddress to;
    private final Cut cut;
    private final AtomicInteger pieces = new AtomicInteger();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean whole = true;
    private volatile boolean silent;
    private volatile boolean healed;

    private CutRoad(ServerSocket server, InetSocketAddress to, Cut cut) {
        this.server = server;
        this.to = to;
        this.cut = cut;
    }

    static CutRoad open(InetSocketAddress to, Cut cut) throws IOException {
        var road = new CutRoad(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), to, cut);
        Thread.ofVirtual().name("cut-road").start(road::accept);
        return road;
    }

    int port() {
        return server.getLocalPort();
    }

    /// How many pieces came by so far.
    int pieces() {
        return pieces.get();
    }

    boolean broke() {
        return !whole;
    }

    /// The network works from now on; what was under way stays lost.
    void heal() {
        boolean standing = !silent && (whole || cut.back());
        healed = true;
        if (!standing) {
            cutAll();
        }
        silent = false;
    }

    private boolean isDead() {
        return !whole && !cut.back() && !healed;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var here = server.accept();
                sockets.add(here);
                Thread.ofVirtual().start(() -> connect(here));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket here) {
        boolean breaks = breaksNow();
        if (isDead() || breaks && cut.how() != How.SILENT) {
            cutAll();
            reset(here);
            return;
        }
        var there = new Socket();
        try {
            there.connect(to, 5_000);
            there.setTcpNoDelay(true);
            here.setTcpNoDelay(true);
            sockets.add(there);
            Thread.ofVirtual().start(() -> carry(here, there));
            carry(there, here);
        } catch (IOException e) {
            reset(here);
            reset(there);
        }
    }

    private void carry(Socket from, Socket into) {
        var piece = new byte[16 * 1024];
        try {
            while (true) {
                int length = from.getInputStream().read(piece);
                if (length < 0) {
                    into.shutdownOutput();
                    return;
                }
                if (!carried(piece, length, into)) {
                    return;
                }
            }
        } catch (IOException e) {
            reset(from);
            reset(into);
        }
    }

    private boolean carried(byte[] piece, int length, Socket into) throws IOException {
        boolean breaks = breaksNow();
        if (isDead() && !breaks) {
            cutAll();
            return false;
        }
        if (silent || breaks && cut.how() == How.SILENT) {
            silent = true;
            return stillSilent();
        }
        int arrives = !breaks
                ? length
                : switch (cut.how()) {
                    case BEFORE, SILENT -> 0;
                    case HALF -> length / 2;
                    case AFTER -> length;
                };
        into.getOutputStream().write(piece, 0, arrives);
        into.getOutputStream().flush();
        if (breaks) {
            cutAll();
        }
        return !breaks;
    }

    /// Nothing comes through on this connection any more, also when the network works again.
    private boolean stillSilent() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private boolean breaksNow() {
        boolean breaks = pieces.getAndIncrement() == cut.at() && !healed;
        if (breaks) {
            whole = false;
        }
        return breaks;
    }

    private void cutAll() {
        sockets.forEach(CutRoad::reset);
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It was gone already.
        }
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        server.close();
        cutAll();
    }
}
