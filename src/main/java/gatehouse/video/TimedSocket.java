package gatehouse.video;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/// A connection whose reads keep one common deadline, however few bytes come at a time: somebody who sends one byte a
/// second is no reason to wait longer, and below TLS nobody else would notice him. Reading is confined to one thread;
/// everything else is safe for any.
final class TimedSocket extends Socket {
    private static final long LONGEST = 60_000;

    private volatile long deadline = System.nanoTime();

    /// Reads fail with a time-out from now on when this moment, by the monotonic clock, has passed.
    void until(long deadlineNanos) {
        deadline = deadlineNanos;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Timed(super.getInputStream());
    }

    private final class Timed extends FilterInputStream {
        Timed(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            while (true) {
                long left = (deadline - System.nanoTime() + 999_999) / 1_000_000;
                if (left <= 0) {
                    throw new SocketTimeoutException("the deadline has passed");
                }
                setSoTimeout((int) Math.min(left, LONGEST));
                try {
                    return in.read(into, offset, length);
                } catch (SocketTimeoutException e) {
                    // the deadline may have been far
                }
            }
        }
    }
}
