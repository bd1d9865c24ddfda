package gatehouse.video;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Something that listens where a camera was expected, and does as it likes.
final class Rude implements AutoCloseable {
    interface Manners {
        void meet(Socket socket, OutputStream out) throws IOException;
    }

    private final ServerSocket server;
    private final Manners manners;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private Rude(ServerSocket server, Manners manners) {
        this.server = server;
        this.manners = manners;
        Thread.ofVirtual().name("rude").start(this::accept);
    }

    static Rude start(Manners manners) {
        try {
            return new Rude(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), manners);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Gives the bytes one by one, and never enough of them in time.
    static Rude dripping(byte[] bytes) {
        return start((socket, out) -> {
            for (byte one : bytes) {
                out.write(one);
                out.flush();
                LockSupport.parkNanos(50_000_000);
            }
        });
    }

    URI uri(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + "/live");
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().name("rude-guest").start(() -> meet(socket));
            }
        } catch (IOException e) {
            open.forEach(Rude::close);
        }
    }

    private void meet(Socket socket) {
        try (socket) {
            manners.meet(socket, socket.getOutputStream());
        } catch (IOException e) {
            // the guest went
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
