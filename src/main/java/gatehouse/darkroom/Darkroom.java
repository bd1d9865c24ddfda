package gatehouse.darkroom;

import gatehouse.darkroom.wire.JobKind;
import gatehouse.darkroom.wire.Message;
import gatehouse.darkroom.wire.Say;
import gatehouse.darkroom.wire.Units;
import gatehouse.darkroom.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where native code turns coded pictures into visible ones, in a process of its own. When that process crashes or
/// hangs, it is ended and started anew, and every job begins again from the warm memory. A door whose stream did it
/// gets
/// a process for itself and longer and longer rests, so that it disturbs no other twice.
///
/// Safe for any thread. `close` leaves no process, thread, file or memory.
public final class Darkroom implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Darkroom.class);

    /// The darkroom is closed; no job begins any more.
    public static final class Closed extends IOException {
        Closed() {
            super("The darkroom is closed");
        }
    }

    private final DarkroomListener listener;
    private final Folders folders;
    private final Staff staff;
    private final Set<Development> developments = ConcurrentHashMap.newKeySet();
    private final Overload overload = new Overload(); // confined to the watching thread
    private volatile Thrift step = Thrift.NONE;

    private Darkroom(DarkroomSettings settings, DarkroomListener listener, boolean inside) {
        this.listener = listener;
        try {
            this.folders = Folders.open();
        } catch (IOException e) {
            throw new UncheckedIOException("No folder for the darkroom could be made", e);
        }
        this.staff =
                new Staff(settings, listener, inside ? this::inside : name -> process(name, settings), this::weigh);
    }

    private Assistant inside(String name) throws IOException {
        return Inside.start(folders.work(name));
    }

    private Assistant process(String name, DarkroomSettings settings) throws IOException {
        return ChildProcess.start(folders.work(name), settings, staff::look);
    }

    private static Darkroom opened(Darkroom darkroom) {
        darkroom.staff.begin();
        return darkroom;
    }

    /// Begins to start the process and returns at once; jobs wait until it is ready.
    public static Darkroom open(DarkroomSettings settings, DarkroomListener listener) {
        return opened(new Darkroom(settings, listener, false));
    }

    public static Darkroom open(DarkroomSettings settings) {
        return open(settings, DarkroomListener.NOBODY);
    }

    /// The same work on threads of this process: for tests and measured trials.
    public static Darkroom inside() {
        return opened(new Darkroom(DarkroomSettings.STANDARD, DarkroomListener.NOBODY, true));
    }

    /// Begins to develop a live stream of the door, whose pictures are turned by so many degrees clockwise. Waits until
    /// the darkroom can take it.
    public Development develop(String door, int turn, Development.Seen seen) throws IOException, InterruptedException {
        var wire = begin(JobKind.DEVELOP, door, seen::blamed);
        try {
            var development = new Development(door, wire, folders.prints, turn, seen, developments::remove);
            developments.add(development);
            development.wish(step);
            return development;
        } catch (IOException | RuntimeException e) {
            wire.close();
            throw e;
        }
    }

    /// Opens a clip file to be played. Waits until the darkroom has read through it.
    public Showing show(String name, Path film) throws IOException, InterruptedException {
        return Showing.open(this, folders.prints, name, film);
    }

    /// The newest of these pictures, turned and as a JPEG; empty when they give none. Takes as long as decoding them.
    public Optional<Photograph> still(String door, List<AccessUnit> units, int turn) throws InterruptedException {
        for (int attempt = 0; attempt < 2; attempt++) {
            try (var wire = begin(JobKind.STILL, door, blamed -> {})) {
                return still(wire, units, turn);
            } catch (Closed e) {
                return Optional.empty();
            } catch (IOException e) {
                LOG.info("{}: a still was not made: {}", door, e.toString());
            }
        }
        return Optional.empty();
    }

    private static Optional<Photograph> still(Wire wire, List<AccessUnit> units, int turn) throws IOException {
        wire.send(Say.TURN, 4, body -> body.putInt(turn));
        for (var unit : units) {
            wire.send(Say.UNIT, Units.HEAD + unit.data().length, body -> Units.put(body, unit, true));
        }
        wire.send(Say.MAKE);
        var answer = wire.receive();
        if (answer.kind() != Say.JPEG) {
            return Optional.empty();
        }
        var body = answer.body();
        int width = body.getInt();
        int height = body.getInt();
        long arrived = body.getLong();
        var jpeg = new byte[body.remaining()];
        body.get(jpeg);
        return Optional.of(new Photograph(jpeg, width, height, arrived));
    }

    /// Begins a job: a wire on which only that job's messages follow. Waits until the darkroom can take it. `blamed` is
    /// called when the job is taken to have ended its process.
    public Wire begin(JobKind kind, String door, Consumer<Blamed> blamed) throws IOException, InterruptedException {
        var place = staff.take(new Bench.Owner(door, blamed));
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        var wire = new Wire(channel, () -> staff.forget(place));
        try {
            channel.connect(UnixDomainSocketAddress.of(place.assistant().socket()));
            wire.send(Say.HELLO, 5 + Message.textBytes(door), body -> {
                body.putInt(place.job()).put((byte) kind.ordinal());
                Message.putText(body, door);
            });
            return wire;
        } catch (IOException | RuntimeException e) {
            wire.close();
            throw e;
        }
    }

    /// The processes that are at work, for whoever measures them.
    public List<Long> processes() {
        return staff.processes();
    }

    private void weigh(long now, List<Runnable> calls) {
        var worst = developments.stream()
                .map(development -> development.lag().take(now))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        var next = overload.look(worst, now);
        if (next != step) {
            LOG.info("The pictures are {} ms behind; work is saved by: {}", worst.toMillis(), next);
            step = next;
            developments.forEach(development -> development.wish(next));
            calls.add(() -> listener.thrift(next));
        }
    }

    @Override
    public void close() {
        staff.close();
        folders.close();
    }
}
