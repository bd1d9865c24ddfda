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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final int LAMP_AFTER = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// The darkroom is closed; no job begins any more.
    public static final class Closed extends IOException {
        Closed() {
            super("The darkroom is closed");
        }
    }

    private final DarkroomSettings settings;
    private final DarkroomListener listener;
    private final Folders folders;
    private final Bench.Hiring hiring;
    private final Thread watching;
    private final Set<Development> developments = ConcurrentHashMap.newKeySet();
    private final Overload overload = new Overload(); // confined to the watching thread
    private volatile Thrift step = Thrift.NONE;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Bench shared; // these and below: guarded by lock
    private final Map<String, Bench> apart = new HashMap<>();
    private int jobs;
    private boolean failing;
    private boolean closed;

    private Darkroom(DarkroomSettings settings, DarkroomListener listener, boolean inside) {
        this.settings = settings;
        this.listener = listener;
        this.shared = bench("all");
        try {
            this.folders = Folders.open();
        } catch (IOException e) {
            throw new UncheckedIOException("No folder for the darkroom could be made", e);
        }
        this.hiring = inside
                ? name -> Inside.start(folders.work(name))
                : name -> ChildProcess.start(folders.work(name), settings, this::look);
        this.watching = Thread.ofPlatform().daemon(true).name("darkroom-watch").unstarted(this::watch);
        watching.start();
    }

    /// Begins to start the process and returns at once; jobs wait until it is ready.
    public static Darkroom open(DarkroomSettings settings, DarkroomListener listener) {
        return new Darkroom(settings, listener, false);
    }

    public static Darkroom open(DarkroomSettings settings) {
        return open(settings, DarkroomListener.NOBODY);
    }

    /// The same work on threads of this process: for tests and measured trials.
    public static Darkroom inside() {
        return new Darkroom(DarkroomSettings.STANDARD, DarkroomListener.NOBODY, true);
    }

    private Bench bench(String name) {
        return new Bench(name, (int) (settings.hang().toMillis() / LOOK.toMillis()));
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
        Bench bench;
        Path socket;
        int number;
        lock.lockInterruptibly();
        try {
            bench = awaitReady(door);
            socket = bench.ready().orElseThrow().socket();
            number = ++jobs;
            bench.take(number, new Bench.Owner(door, blamed));
        } finally {
            lock.unlock();
        }
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        var wire = new Wire(channel, () -> forget(bench, number));
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            wire.send(Say.HELLO, 5 + Message.textBytes(door), body -> {
                body.putInt(number).put((byte) kind.ordinal());
                Message.putText(body, door);
            });
            return wire;
        } catch (IOException | RuntimeException e) {
            wire.close();
            throw e;
        }
    }

    /// Confined to holders of the lock.
    private Bench awaitReady(String door) throws Closed, InterruptedException {
        while (true) {
            if (closed) {
                throw new Closed();
            }
            var bench = apart.getOrDefault(door, shared);
            if (bench.ready().isPresent()) {
                return bench;
            }
            changed.await();
        }
    }

    private void forget(Bench bench, int number) {
        lock.lock();
        try {
            bench.forget(number);
        } finally {
            lock.unlock();
        }
    }

    /// The processes that are at work, for whoever measures them.
    public List<Long> processes() {
        lock.lock();
        try {
            var all = new ArrayList<Long>();
            for (var bench : benches()) {
                bench.ready().ifPresent(a -> a.pid().ifPresent(all::add));
            }
            return List.copyOf(all);
        } finally {
            lock.unlock();
        }
    }

    private List<Bench> benches() {
        var all = new ArrayList<Bench>();
        all.add(shared);
        all.addAll(apart.values());
        return all;
    }

    /// Something changed: the watching thread looks at once.
    private void look() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        long looked = System.nanoTime();
        while (true) {
            var calls = new ArrayList<Runnable>();
            lock.lock();
            try {
                if (closed) {
                    return;
                }
                long now = System.nanoTime();
                if (now - looked >= LOOK.toNanos()) {
                    looked = now;
                    benches().forEach(bench -> bench.look(now, settings.start()));
                    weigh(now, calls);
                }
                for (var bench : benches()) {
                    tend(bench, now, calls);
                }
                if (calls.isEmpty() && changed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    continue;
                }
            } catch (InterruptedException e) {
                return;
            } finally {
                lock.unlock();
            }
            calls.forEach(Runnable::run);
        }
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

    /// Confined to holders of the lock; `calls` are made after it is free.
    private void tend(Bench bench, long now, List<Runnable> calls) {
        if (bench.hasEnded()) {
            ended(bench, now, calls);
        }
        if (bench.needsAssistant(now)) {
            try {
                bench.hire(hiring, now);
                changed.signalAll();
            } catch (IOException | RuntimeException e) {
                LOG.error("The darkroom process did not start", e);
                bench.rest(now + LONGEST_PAUSE.toNanos());
                fail("it could not be started: " + e.getMessage(), calls);
            }
        }
        if (failing && bench == shared && bench.ready().isPresent() && bench.deadAtStart() == 0) {
            failing = false;
            calls.add(listener::working);
        }
    }

    private void ended(Bench bench, long now, List<Runnable> calls) {
        var end = bench.lookInto(now);
        calls.add(end.dead()::close);
        LOG.warn(
                "Darkroom {}: {}; blamed: {}",
                bench.name,
                end.cause(),
                end.owners().stream().map(Bench.Owner::door).toList());
        var pauses = new HashMap<String, Duration>();
        for (var owner : end.owners()) {
            var pause = pauses.computeIfAbsent(owner.door(), door -> setApart(door, now));
            var blamed = new Blamed(end.cause(), Instant.now().plus(pause));
            calls.add(() -> owner.blamed().accept(blamed));
        }
        if (bench.deadAtStart() > 0 && end.owners().isEmpty()) {
            var pause = bench.deadAtStart() == 1
                    ? Duration.ZERO
                    : settings.rest().pause(bench.deadAtStart() - 1, ThreadLocalRandom.current());
            bench.rest(now + pause.toNanos());
            if (bench.deadAtStart() == LAMP_AFTER) {
                fail(end.cause(), calls);
            }
        }
        changed.signalAll();
    }

    private Duration setApart(String door, long now) {
        var own = apart.computeIfAbsent(door, this::bench);
        var pause = settings.rest().pause(own.failed(), ThreadLocalRandom.current());
        own.rest(now + pause.toNanos());
        return pause;
    }

    private void fail(String why, List<Runnable> calls) {
        if (!failing) {
            failing = true;
            calls.add(() -> listener.failing(why));
        }
    }

    @Override
    public void close() {
        var last = new ArrayList<Assistant>();
        lock.lock();
        try {
            closed = true;
            benches().forEach(bench -> bench.clear().ifPresent(last::add));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (Thread.currentThread() != watching && watching.isAlive()) {
            try {
                watching.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        last.forEach(Assistant::close);
        folders.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
