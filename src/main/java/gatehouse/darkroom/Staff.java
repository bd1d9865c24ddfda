package gatehouse.darkroom;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The watch over the darkroom's processes: one thread that looks four times a second, ends what hangs, finds out who
/// did it, starts anew, and sets a door apart whose stream did it.
///
/// Safe for any thread.
final class Staff implements AutoCloseable {
    static final Duration LOOK = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(Staff.class);
    private static final int LAMP_AFTER = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// What is done with each look; what it answers is called without any lock.
    interface EachLook {
        void look(long now, List<Runnable> calls);
    }

    /// A job that somebody has begun to take: its number, and where.
    record Place(Bench bench, Assistant assistant, int job) {}

    private final DarkroomSettings settings;
    private final DarkroomListener listener;
    private final Bench.Hiring hiring;
    private final EachLook eachLook;
    private final Thread watching;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Bench shared; // these and below: guarded by lock
    private final Map<String, Bench> apart = new HashMap<>();
    private int jobs;
    private boolean failing;
    private boolean closed;

    Staff(DarkroomSettings settings, DarkroomListener listener, Bench.Hiring hiring, EachLook eachLook) {
        this.settings = settings;
        this.listener = listener;
        this.hiring = hiring;
        this.eachLook = eachLook;
        this.shared = bench("all");
        this.watching = Thread.ofPlatform().daemon(true).name("darkroom-watch").unstarted(this::watch);
    }

    void begin() {
        watching.start();
    }

    private Bench bench(String name) {
        return new Bench(name, (int) (settings.hang().toMillis() / LOOK.toMillis()));
    }

    /// Waits for an assistant who can take a job of this door now.
    Place take(Bench.Owner owner) throws Darkroom.Closed, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                var bench = apart.getOrDefault(owner.door(), shared);
                if (bench.ready().isPresent()) {
                    bench.take(++jobs, owner);
                    return new Place(bench, bench.ready().get(), jobs);
                }
                changed.await();
            }
            throw new Darkroom.Closed();
        } finally {
            lock.unlock();
        }
    }

    void forget(Place place) {
        lock.lock();
        try {
            place.bench().forget(place.job());
        } finally {
            lock.unlock();
        }
    }

    /// Something changed: the watching thread looks at once.
    void look() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<Long> processes() {
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
                    eachLook.look(now, calls);
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
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
