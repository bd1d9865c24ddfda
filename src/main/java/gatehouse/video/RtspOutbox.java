package gatehouse.video;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// What is on its way to the camera, written by a thread of its own: a camera that does not read must hold up neither
/// its video nor whoever wants to leave it. Safe for any thread.
final class RtspOutbox implements AutoCloseable {
    private static final int MOST_WAITING = 64;
    private static final byte[] END = {};

    private final Socket below;
    private final Socket spoken;
    private final long partingMillis;
    private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Errand writer;
    private volatile Optional<IOException> broken = Optional.empty();

    private RtspOutbox(Socket below, Socket spoken, OutputStream out, long partingMillis) {
        this.below = below;
        this.spoken = spoken;
        this.partingMillis = partingMillis;
        this.writer = Errand.start("rtsp-write", () -> write(out));
    }

    /// `spoken` is the TLS above the connection `below`, or the same. Cutting is done below: TLS might wait.
    static RtspOutbox start(Socket below, Socket spoken, long partingMillis) throws IOException {
        return new RtspOutbox(below, spoken, spoken.getOutputStream(), partingMillis);
    }

    /// Sends it soon, after what was sent before; does not wait.
    void send(byte[] bytes) throws IOException, VideoFault {
        if (broken.isPresent()) {
            throw broken.get();
        }
        if (!waiting.offer(bytes)) {
            throw new VideoFault.Lost("the camera does not read what it is told", null);
        }
    }

    /// Sends the last words and, after a moment for the camera's own, cuts the connection. Does not wait. Where words
    /// are waiting already, nobody is listening, and the connection is cut at once.
    void part(byte[] last) {
        if (!waiting.isEmpty() || !waiting.offer(last) || !waiting.offer(END)) {
            cut();
        }
    }

    private void write(OutputStream out) throws InterruptedException {
        try {
            while (true) {
                byte[] next = waiting.take();
                if (next.length == 0) {
                    break;
                }
                out.write(next);
                out.flush();
            }
            spoken.shutdownOutput();
            waiting.poll(partingMillis, TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            broken = Optional.of(e);
        }
        cut();
    }

    private void cut() {
        try {
            below.close();
        } catch (IOException e) {
            broken = Optional.of(e);
        }
    }

    @Override
    public void close() {
        cut();
        writer.close();
    }
}
