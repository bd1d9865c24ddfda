package gatehouse.sip;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;

/// One TCP connection, ours or a caller's, with a guard at its reading end: when anything was heard last, that a
/// message
/// comes whole or not at all, and that its end is told once. Below TLS it guards the time of the handshake only, for
/// what is read there is not for its eyes.
///
/// Safe for any thread; read by one.
final class Connection extends Socket {
    private static final int MESSAGE_MILLIS = 5000;
    private static final int HANDSHAKE_MILLIS = 3000;
    private static final Duration CLEARING = Duration.ofSeconds(1);
    private static final byte[] PING = {'\r', '\n', '\r', '\n'};
    private static final byte[] PONG = {'\r', '\n'};

    private final Optional<Frames.Reading> reading;
    private final Floods floods;
    private final Consumer<Connection> gone;
    private volatile Optional<SSLSocket> tls = Optional.empty();
    private volatile boolean handshaken;
    private volatile long heard = System.nanoTime();
    private volatile Optional<Thread> reader = Optional.empty();
    private boolean ended; // guarded by this

    /// `reading` is there when messages are read from here in the clear.
    Connection(Optional<Frames.Reading> reading, Floods floods, Consumer<Connection> gone) {
        this.reading = reading;
        this.floods = floods;
        this.gone = gone;
    }

    InetSocketAddress remote() {
        return (InetSocketAddress) getRemoteSocketAddress();
    }

    /// From now on this connection carries TLS; its handshake has a time of its own.
    void carries(SSLSocket socket) throws SocketException {
        setSoTimeout(HANDSHAKE_MILLIS);
        tls = Optional.of(socket);
        socket.addHandshakeCompletedListener(done -> handshaken = true);
    }

    /// False while a handshake is under way, or for good when it never came about.
    boolean isUsable() {
        return tls.isEmpty() || handshaken;
    }

    long heardNanos() {
        return heard;
    }

    /// A keep-alive of RFC 5626 §4.4.1; whoever knows it answers with a CRLF.
    void ping() throws IOException {
        say(PING);
    }

    /// The stack locks the stream in the same way, so nothing comes between the parts of a message.
    private void say(byte[] words) throws IOException {
        OutputStream out = tls.isPresent() ? tls.get().getOutputStream() : getOutputStream();
        synchronized (out) {
            out.write(words);
            out.flush();
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        InputStream in = super.getInputStream();
        return reading.isPresent() ? new Whole(in, reading.get()) : new Watched(in);
    }

    @Override
    public void close() throws IOException {
        super.close();
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        gone.accept(this);
    }

    /// Waits until whoever reads here is gone, a second at most. The stack's reader clears up after a connection that
    /// ended, and takes a new one to the same host with it when that is opened meanwhile.
    void awaitReader() throws InterruptedException {
        Optional<Thread> last = reader;
        if (last.isPresent() && last.get() != Thread.currentThread()) {
            last.get().join(CLEARING);
        }
    }

    /// Below TLS.
    private final class Watched extends FilterInputStream {
        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] data, int offset, int length) throws IOException {
            reader = Optional.of(Thread.currentThread());
            while (true) {
                try {
                    int count = super.read(data, offset, length);
                    heard = System.nanoTime();
                    return count;
                } catch (SocketTimeoutException e) {
                    if (!handshaken) {
                        throw e;
                    }
                    setSoTimeout(0);
                }
            }
        }
    }

    /// In the clear: hands whole messages up.
    private final class Whole extends FilterInputStream {
        private final byte[] raw = new byte[4096];
        private final Deque<byte[]> ready = new ArrayDeque<>();
        private final Frames frames;
        private int given; // of the first that is ready
        private long deadline; // of the message that is under way

        Whole(InputStream in, Frames.Reading reading) {
            super(in);
            this.frames = new Frames(reading, this::keep, this::refuse, () -> answer(PONG));
        }

        private void keep(byte[] message) {
            if (floods.admits(getInetAddress(), System.nanoTime())) {
                ready.add(message);
            }
        }

        private void refuse(byte[] head) {
            if (floods.admits(getInetAddress(), System.nanoTime())) {
                BadRequest.answer(head).ifPresent(this::answer);
            }
        }

        private void answer(byte[] words) {
            try {
                say(words);
            } catch (IOException e) {
                // Whoever asked is gone; the next read will say so.
            }
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] data, int offset, int length) throws IOException {
            reader = Optional.of(Thread.currentThread());
            while (ready.isEmpty()) {
                setSoTimeout(frames.isMidMessage() ? millisLeft() : 0);
                int count = super.read(raw, 0, raw.length);
                if (count < 0) {
                    return -1;
                }
                heard = System.nanoTime();
                boolean began = !frames.isMidMessage();
                frames.take(raw, 0, count);
                if (began || !ready.isEmpty()) {
                    deadline = heard + TimeUnit.MILLISECONDS.toNanos(MESSAGE_MILLIS);
                }
            }
            byte[] first = ready.getFirst();
            int count = Math.min(length, first.length - given);
            System.arraycopy(first, given, data, offset, count);
            given += count;
            if (given == first.length) {
                ready.removeFirst();
                given = 0;
            }
            return count;
        }

        private int millisLeft() throws SocketTimeoutException {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException("a message that comes too slowly");
            }
            return (int) left;
        }
    }
}
