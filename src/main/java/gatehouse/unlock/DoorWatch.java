package gatehouse.unlock;

import gatehouse.door.DoorId;
import gatehouse.door.Output;
import gatehouse.lifecycle.Joining;
import gatehouse.lifecycle.Scope;
import gatehouse.unlock.DoorNews.Standing;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Listens to one door for as long as it is open, and tells what happens there: held open, forced, locked again, with
/// or
/// without an order. What can only be asked over HTTP is not asked here. News come on the watch's own thread.
///
/// Safe for any thread. `close()` returns when the thread is gone.
public final class DoorWatch implements AutoCloseable {
    private static final int MOST_WAITING = 10_000;
    private static final long LONGEST_WAIT = TimeUnit.MINUTES.toNanos(1);

    private sealed interface Came {
        record Heard(String output, Sign sign) implements Came {}

        record Ordered(String output, UUID command, long nanos) implements Came {}

        record Refused(String output, UUID command) implements Came {}
    }

    private final DoorId door;
    private final Consumer<DoorNews> news;
    private final Runnable onClose;
    private final Scope scope = new Scope();
    private final BlockingQueue<Came> came = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Map<String, DoorStory> stories = new HashMap<>(); // guarded by itself
    private final Thread thread;
    private volatile boolean closed;

    private DoorWatch(DoorId door, List<Output> outputs, Consumer<DoorNews> news, Runnable onClose) {
        this.door = door;
        this.news = news;
        this.onClose = onClose;
        outputs.forEach(o -> stories.put(o.id(), DoorStory.begin(door, o.id(), o.times())));
        this.thread = Thread.ofVirtual().name("door-watch-" + door).unstarted(this::watch);
    }

    static DoorWatch open(Lines lines, DoorId door, List<Output> outputs, Consumer<DoorNews> news, Runnable onClose) {
        var watch = new DoorWatch(door, outputs, news, onClose);
        try {
            for (var output : outputs) {
                var template = Template.of(door, output, new UUID(0, 0), Optional.empty());
                watch.scope.own(
                        Ears.open(lines, output, template, sign -> watch.take(new Came.Heard(output.id(), sign))));
            }
        } catch (RuntimeException e) {
            watch.scope.close();
            throw e;
        }
        watch.thread.start();
        return watch;
    }

    public DoorId door() {
        return door;
    }

    /// How an output stands, as far as it is told.
    public Standing standing(String output) {
        synchronized (stories) {
            return Optional.ofNullable(stories.get(output))
                    .map(DoorStory::standing)
                    .orElse(Standing.UNTOLD);
        }
    }

    /// An order goes out: a leaf that opens now is no surprise.
    void ordered(String output, UUID command, long nanos) {
        take(new Came.Ordered(output, command, nanos));
    }

    /// That order was refused: a leaf that opens now is one.
    void refused(String output, UUID command) {
        take(new Came.Refused(output, command));
    }

    private void take(Came what) {
        if (!came.offer(what)) {
            came.poll();
        }
    }

    private void watch() {
        try {
            while (!closed) {
                var next = came.poll(untilDue(System.nanoTime()), TimeUnit.NANOSECONDS);
                if (next != null) {
                    after(next);
                }
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long untilDue(long now) {
        synchronized (stories) {
            return stories.values().stream()
                    .flatMap(s -> s.dueAt().stream())
                    .mapToLong(due -> Math.max(0, due - now))
                    .min()
                    .orElse(LONGEST_WAIT);
        }
    }

    private void after(Came what) {
        switch (what) {
            case Came.Heard h -> change(h.output(), story -> story.after(h.sign()));
            case Came.Ordered o ->
                change(o.output(), story -> new DoorStory.Next(story.ordered(o.command(), o.nanos()), List.of()));
            case Came.Refused r ->
                change(r.output(), story -> new DoorStory.Next(story.refused(r.command()), List.of()));
        }
    }

    private void tick() {
        var now = Instant.now();
        long nanos = System.nanoTime();
        for (var output : List.copyOf(stories.keySet())) {
            change(output, story -> story.at(now, nanos));
        }
    }

    private interface Change {
        DoorStory.Next of(DoorStory story);
    }

    private void change(String output, Change change) {
        List<DoorNews> told;
        synchronized (stories) {
            var story = stories.get(output);
            if (story == null) {
                return;
            }
            var next = change.of(story);
            stories.put(output, next.story());
            // How it stands when the listening begins is no event, but whoever shows it has to know.
            boolean learned = next.news().isEmpty() && !next.story().standing().equals(story.standing());
            told = learned ? List.of(new DoorNews.Heard(door, output, Instant.now())) : next.news();
        }
        told.forEach(news);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        onClose.run();
        thread.interrupt();
        Joining.untilEnded(thread);
        scope.close();
    }
}
