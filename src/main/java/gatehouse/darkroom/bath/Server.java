package gatehouse.darkroom.bath;

import gatehouse.darkroom.wire.JobKind;
import gatehouse.darkroom.wire.Message;
import gatehouse.darkroom.wire.Pulse;
import gatehouse.darkroom.wire.Say;
import gatehouse.darkroom.wire.Wire;
import gatehouse.lifecycle.Joining;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/// Serves jobs on a Unix domain socket, each connection on a platform thread whose name begins with `darkroom-` and the
/// job's number: a crash report names the thread, and so the job.
///
/// Safe for any thread. `close` returns when every thread has ended.
public final class Server implements AutoCloseable {
    private static final int BACKLOG = 128;

    private final ServerSocketChannel listening;
    private final Pulse pulse;
    private final Map<JobKind, Job> jobs;
    private final BiConsumer<String, Throwable> complaints;
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Thread accepting;
    private volatile boolean closed;

    private Server(
            ServerSocketChannel listening,
            Pulse pulse,
            Map<JobKind, Job> jobs,
            BiConsumer<String, Throwable> complaints) {
        this.listening = listening;
        this.pulse = pulse;
        this.jobs = Map.copyOf(jobs);
        this.complaints = complaints;
        this.accepting = Thread.ofPlatform().daemon(true).name("darkroom-door").unstarted(this::accept);
    }

    public static Server open(
            Path socket, Pulse pulse, Map<JobKind, Job> jobs, BiConsumer<String, Throwable> complaints)
            throws IOException {
        var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            listening.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
        } catch (IOException | RuntimeException e) {
            listening.close();
            throw e;
        }
        var server = new Server(listening, pulse, jobs, complaints);
        server.accepting.start();
        return server;
    }

    private void accept() {
        while (!closed) {
            try {
                begin(listening.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                complaints.accept("The darkroom's door is shut", e);
                return;
            }
        }
    }

    private void begin(SocketChannel channel) {
        var wire = new Wire(channel);
        wires.add(wire);
        var thread = Thread.ofPlatform().daemon(true).name("darkroom-new").unstarted(() -> serve(wire));
        threads.add(thread);
        if (closed) {
            wire.close();
        }
        thread.start();
    }

    private void serve(Wire wire) {
        String name = Thread.currentThread().getName();
        try (wire) {
            var hello = wire.receive();
            if (hello.kind() != Say.HELLO || hello.body().remaining() < 5) {
                throw new IOException("A connection that begins with message " + hello.kind());
            }
            int number = hello.body().getInt();
            var kind = JobKind.values()[Math.clamp(hello.body().get(), 0, JobKind.values().length - 1)];
            name = "darkroom-" + number + "-" + kind.name().toLowerCase(java.util.Locale.ROOT) + " "
                    + Message.text(hello.body());
            Thread.currentThread().setName(name);
            var job = jobs.get(kind);
            if (job == null) {
                throw new IOException("No such job here: " + kind);
            }
            try (var place = pulse.place(number)) {
                job.serve(wire, place);
            }
        } catch (EOFException | ClosedChannelException e) {
            // The console has closed the job: its usual end.
        } catch (IOException | RuntimeException | LinkageError e) {
            if (!closed) {
                complaints.accept(name, e);
            }
        } finally {
            wires.remove(wire);
            threads.remove(Thread.currentThread());
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            listening.close();
        } catch (IOException e) {
            complaints.accept("The darkroom's door does not close", e);
        }
        Joining.untilEnded(accepting);
        wires.forEach(Wire::close);
        threads.forEach(Joining::untilEnded);
    }
}
