package gatehouse.darkroom.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Messages over a stream socket: four bytes length, one byte kind, the body; all numbers big-endian. A message
/// longer than `MOST_BYTES` ends the connection.
///
/// Any thread may send; one thread at a time receives. `close` ends both, also from another thread.
public final class Wire implements AutoCloseable {
    /// More than any coded picture that the console keeps, and any JPEG of the largest picture.
    public static final int MOST_BYTES = 64 << 20;

    private static final int HEAD = 5;
    private static final int FIRST_BYTES = 16 << 10;

    private final SocketChannel channel;
    private final Runnable afterClose;
    private final ReentrantLock sending = new ReentrantLock();
    private ByteBuffer out = ByteBuffer.allocate(FIRST_BYTES); // guarded by sending
    private ByteBuffer in = ByteBuffer.allocate(FIRST_BYTES).limit(0); // confined to the receiver
    private volatile boolean closed;

    public Wire(SocketChannel channel) {
        this(channel, () -> {});
    }

    /// `afterClose` runs once, with the first close.
    public Wire(SocketChannel channel, Runnable afterClose) {
        this.channel = channel;
        this.afterClose = afterClose;
    }

    public void send(int kind) throws IOException {
        send(kind, 0, body -> {});
    }

    /// Sends one message of at most `mostBytes`, whose body the consumer writes. Blocks while the other side is busy.
    public void send(int kind, int mostBytes, Consumer<ByteBuffer> body) throws IOException {
        if (mostBytes > MOST_BYTES) {
            throw new IOException("A message of " + mostBytes + " bytes is too long to send");
        }
        sending.lock();
        try {
            if (out.capacity() < HEAD + mostBytes) {
                out = ByteBuffer.allocate(HEAD + mostBytes + mostBytes / 4);
            }
            out.clear().position(HEAD);
            body.accept(out);
            out.putInt(0, out.position() - 4).put(4, (byte) kind).flip();
            write();
        } finally {
            sending.unlock();
        }
    }

    /// Confined to holders of the lock.
    private void write() throws IOException {
        try {
            while (out.hasRemaining()) {
                channel.write(out);
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            throw (EOFException) new EOFException("The other side has gone").initCause(e);
        }
    }

    /// Waits for the next message; an `EOFException` when the other side is gone.
    public Message receive() throws IOException {
        need(4);
        int length = in.getInt();
        if (length < 1 || length > MOST_BYTES) {
            throw new IOException("A message of " + length + " bytes");
        }
        need(length);
        int kind = in.get();
        var body = in.slice(in.position(), length - 1);
        in.position(in.position() + length - 1);
        return new Message(kind, body);
    }

    private void need(int bytes) throws IOException {
        if (in.remaining() >= bytes) {
            return;
        }
        if (in.capacity() < bytes) {
            in = ByteBuffer.allocate(bytes + bytes / 4).put(in);
        } else {
            in.compact();
        }
        while (in.position() < bytes) {
            if (read() < 0) {
                in.flip();
                throw new EOFException("The other side has gone");
            }
        }
        in.flip();
    }

    private int read() throws IOException {
        try {
            return channel.read(in);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            throw (EOFException) new EOFException("The other side has gone").initCause(e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            afterClose.run();
        }
    }
}
