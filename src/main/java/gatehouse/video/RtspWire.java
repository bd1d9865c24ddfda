package gatehouse.video;

import gatehouse.trust.NotTrusted;
import gatehouse.trust.PinnedTls;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// One RTSP connection: TCP, and TLS over it for rtsps. Reading is confined to one thread; writing, which never waits,
/// and closing are safe for any.
final class RtspWire implements AutoCloseable {
    private static final Duration PARTING = Duration.ofMillis(250);

    private final TimedSocket socket;
    private final RtspReader reader;
    private final RtspOutbox outbox;

    private RtspWire(TimedSocket socket, Socket spoken) throws IOException {
        this.socket = socket;
        this.reader = new RtspReader(spoken.getInputStream(), socket::until);
        this.outbox = RtspOutbox.start(socket, spoken, PARTING.toMillis());
    }

    /// Connects within the time for it. The socket is the caller's, so that he can close it meanwhile.
    /// With `tls` it is encrypted.
    static RtspWire open(TimedSocket socket, RtspAddress address, Optional<PinnedTls> tls, Duration patience)
            throws VideoFault {
        String where = address.host() + ":" + address.port();
        try {
            socket.setTcpNoDelay(true);
            var resolved = new InetSocketAddress(address.host(), address.port());
            if (resolved.isUnresolved()) {
                throw new VideoFault.NoAnswer("no address is known for " + address.host(), null);
            }
            socket.connect(resolved, (int) patience.toMillis());
            return new RtspWire(
                    socket, tls.isPresent() ? encrypted(socket, address.host(), tls.get(), patience) : socket);
        } catch (IOException e) {
            throw new VideoFault.NoAnswer(where + ": " + e.getMessage(), e);
        }
    }

    private static Socket encrypted(TimedSocket socket, String host, PinnedTls tls, Duration patience)
            throws IOException, VideoFault {
        socket.until(System.nanoTime() + patience.toNanos());
        try {
            var spoken = tls.over(socket, host);
            spoken.startHandshake();
            return spoken;
        } catch (SocketTimeoutException e) {
            throw new VideoFault.NoAnswer("no TLS within " + patience.toMillis() + " ms", e);
        } catch (SSLException e) {
            var notTrusted = NotTrusted.in(e);
            if (notTrusted.isPresent()) {
                throw new VideoFault.Certificate(notTrusted.get());
            }
            if (e.getCause() instanceof EOFException) {
                throw new VideoFault.Lost("the camera ended the connection instead of TLS", e);
            }
            throw new VideoFault.Garbage("where TLS was expected: " + VideoFault.quote(String.valueOf(e.getMessage())));
        }
    }

    InetAddress here() {
        return socket.getLocalAddress();
    }

    InetAddress camera() {
        return socket.getInetAddress();
    }

    /// As of `RtspReader`.
    RtspItem next(long deadlineNanos) throws IOException, VideoFault {
        return reader.next(deadlineNanos);
    }

    void write(String message) throws IOException, VideoFault {
        outbox.send(message.getBytes(StandardCharsets.UTF_8));
    }

    void write(int channel, ByteBuffer data) throws IOException, VideoFault {
        var frame = ByteBuffer.allocate(4 + data.remaining());
        frame.put((byte) '$').put((byte) channel).putShort((short) data.remaining());
        outbox.send(frame.put(data.duplicate()).array());
    }

    /// The last message; the connection ends when the camera has answered, or a moment later.
    void part(String message) {
        outbox.part(message.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        outbox.close();
    }
}
