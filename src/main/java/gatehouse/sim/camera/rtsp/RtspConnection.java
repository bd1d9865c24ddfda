package gatehouse.sim.camera.rtsp;

import gatehouse.lifecycle.Joining;
import gatehouse.sim.Fault;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One viewer's connection: reads and answers in a straight line until the viewer goes, is sent away, or says nothing
/// for
/// the length of the session time-out. A second thread writes, so that a slow viewer holds up nobody but itself.
final class RtspConnection implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RtspConnection.class);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    /// Small, so that a viewer who falls behind is noticed while the pictures are still worth something.
    private static final int SEND_BUFFER = 256 * 1024;

    private static final int LAST_UNREAD = 64 * 1024;

    private final Socket socket;
    private final RtspServer server;
    private final Outbox outbox = new Outbox();
    private final Conversation conversation;
    private volatile long heardAt = System.nanoTime();

    RtspConnection(Socket socket, RtspServer server) {
        this.socket = socket;
        this.server = server;
        this.conversation = new Conversation(socket, server, outbox, this::rtcp, this::cut);
    }

    boolean playing() {
        return conversation.playing();
    }

    /// The connection's whole life.
    void run() {
        var writer = Thread.ofVirtual().name("camera writer").start(this::write);
        try {
            socket.setTcpNoDelay(true);
            socket.setSendBufferSize(SEND_BUFFER);
            converse(new RtspReader(socket));
            conversation.close(); // no longer a viewer, whatever the last words take
            outbox.close();
            lastWords(writer);
        } catch (IOException e) {
            log.debug("viewer {} is gone: {}", socket.getRemoteSocketAddress(), e.toString());
        } finally {
            conversation.close();
            outbox.close();
            cut();
            Joining.untilEnded(writer);
        }
    }

    private void converse(RtspReader reader) throws IOException {
        while (true) {
            long silence = System.nanoTime() - heardAt;
            long left = server.terms().sessionTimeout().toNanos() - silence;
            if (left <= 0) {
                log.debug("viewer {} said nothing for too long", socket.getRemoteSocketAddress());
                return;
            }
            RtspReader.Message message;
            try {
                message = reader.next((int) Math.min(Integer.MAX_VALUE, left / 1_000_000 + 1));
            } catch (SocketTimeoutException ignored) {
                continue; // RTCP may have come over UDP meanwhile
            }
            switch (message) {
                case RtspReader.Message.Frame frame -> rtcp(frame.bytes());
                case RtspReader.Message.Malformed malformed -> {
                    say(RtspReply.of(malformed.status(), malformed.cseq()));
                    return;
                }
                case RtspReader.Message.Request request -> {
                    heard();
                    if (server.faults().has(Fault.NeverAnswers.class)) {
                        continue;
                    }
                    if (!say(conversation.answer(request.request()))) {
                        return;
                    }
                    conversation.afterReply();
                }
            }
        }
    }

    private boolean say(RtspReply reply) {
        return outbox.put(new Outbox.Item.Reply(reply));
    }

    /// Any word of the viewer is a sign of life; a receiver report is counted too.
    private void rtcp(ByteBuffer packet) {
        heard();
        ReceiverReport.read(packet).ifPresent(server::reported);
    }

    private void heard() {
        heardAt = System.nanoTime();
    }

    private void write() {
        try {
            var out = socket.getOutputStream();
            for (var next = outbox.take(); next.isPresent(); next = outbox.take()) {
                switch (next.get()) {
                    case Outbox.Item.Reply reply -> out.write(reply.reply().bytes());
                    case Outbox.Item.Picture picture -> picture.session().send(picture.unit());
                }
            }
        } catch (IOException e) {
            log.debug("viewer {} takes no more: {}", socket.getRemoteSocketAddress(), e.toString());
            cut();
        } catch (InterruptedException ignored) {
            cut();
        }
    }

    /// Lets the viewer read the last reply: closing over unread input would reset the connection and lose it.
    private void lastWords(Thread writer) throws IOException {
        try {
            if (writer.join(LAST_WORDS)) {
                socket.shutdownOutput();
                socket.setSoTimeout((int) LAST_WORDS.toMillis());
                long deadline = System.nanoTime() + LAST_WORDS.toNanos();
                var unread = new byte[4096];
                int total = 0;
                for (int n = 0; n >= 0 && total < LAST_UNREAD && System.nanoTime() < deadline; total += n) {
                    n = socket.getInputStream().read(unread);
                }
            }
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends it at once, from any thread.
    private void cut() {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("closing {}: {}", socket.getRemoteSocketAddress(), e.toString());
        }
    }

    /// Makes [#run()] return soon.
    @Override
    public void close() {
        cut();
    }
}
