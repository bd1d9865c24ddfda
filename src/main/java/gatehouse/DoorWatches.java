package gatehouse;

import gatehouse.desk.Concern;
import gatehouse.desk.Happening;
import gatehouse.desk.Standing;
import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.history.Event;
import gatehouse.history.Kind;
import gatehouse.unlock.DoorNews;
import gatehouse.unlock.DoorWatch;
import gatehouse.unlock.Unlocker;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens to every door that can tell something of itself, and tells the desk: how leaf and lock stand, forced, open
/// too long, locked again. Follows the doors of the site.
///
/// Safe for any thread.
final class DoorWatches implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DoorWatches.class);

    private final Unlocker unlocker;
    private final Consumer<Happening> desk;
    private final Records records;
    private final Map<DoorId, Door> doors = new HashMap<>(); // these three: guarded by this
    private final Map<DoorId, DoorWatch> watches = new HashMap<>();
    private boolean closed;

    DoorWatches(Unlocker unlocker, Consumer<Happening> desk, Records records) {
        this.unlocker = unlocker;
        this.desk = desk;
        this.records = records;
    }

    synchronized void wire(List<Door> now) {
        if (closed) {
            return;
        }
        var gone = new HashMap<>(doors);
        now.forEach(door -> {
            if (door.equals(gone.get(door.id()))) {
                gone.remove(door.id());
            }
        });
        gone.keySet().forEach(id -> {
            doors.remove(id);
            var watch = watches.remove(id);
            if (watch != null) {
                watch.close();
            }
        });
        for (var door : now) {
            if (!doors.containsKey(door.id()) && !door.outputs().isEmpty()) {
                doors.put(door.id(), door);
                try {
                    watches.put(door.id(), unlocker.watch(door.id(), door.outputs(), this::heard));
                } catch (RuntimeException e) {
                    LOG.error("{} cannot be listened to", door.id(), e);
                }
            }
        }
    }

    private void heard(DoorNews news) {
        switch (news) {
            case DoorNews.Released n -> stands(n.door(), n.at());
            case DoorNews.Opened n -> stands(n.door(), n.at());
            case DoorNews.Closed n -> stands(n.door(), n.at());
            case DoorNews.Relocked n -> {
                stands(n.door(), n.at());
                if (n.secured()) {
                    desk.accept(new Happening.DoorRelocked(n.door(), n.at()));
                }
            }
            case DoorNews.Forced n -> {
                stands(n.door(), n.at());
                misused(n, Concern.Kind.FORCED, "opened, and nobody had ordered it");
            }
            case DoorNews.HeldOpen n -> {
                stands(n.door(), n.at());
                misused(n, Concern.Kind.HELD_TOO_LONG, "open for " + n.since().toSeconds() + " s");
            }
            case DoorNews.ModeTold n -> LOG.info("{} says that it is {}", n.door(), n.mode());
            case DoorNews.Tamper n ->
                trouble(
                        n,
                        n.begins() ? "somebody is at the device or its contacts" : "nobody is at the device any more");
            case DoorNews.Fault n -> trouble(n, n.words());
            case DoorNews.Deaf n -> LOG.warn("{} is not heard: {}", n.door(), n.why());
            case DoorNews.Heard n -> stands(n.door(), n.at());
        }
    }

    private void misused(DoorNews news, Concern.Kind kind, String words) {
        desk.accept(new Happening.DoorMisused(UUID.randomUUID(), news.door(), kind, words, news.at()));
    }

    private void trouble(DoorNews news, String words) {
        records.note(Event.now(Kind.TROUBLE, name(news.door()) + ": " + words).withDoor(news.door()));
    }

    /// Any leaf that is open opens the door; any bolt that is released unlocks it.
    private void stands(DoorId id, Instant at) {
        DoorWatch watch;
        Door door;
        synchronized (this) {
            watch = watches.get(id);
            door = doors.get(id);
        }
        if (watch == null) {
            return;
        }
        var leaf = Standing.Leaf.UNKNOWN;
        var bolt = Standing.Bolt.UNKNOWN;
        for (var output : door.outputs()) {
            var told = watch.standing(output.id());
            leaf = leaf == Standing.Leaf.OPEN ? leaf : leaf(told.open(), leaf);
            bolt = bolt == Standing.Bolt.UNLOCKED ? bolt : bolt(told.released(), bolt);
        }
        desk.accept(new Happening.DoorStands(id, leaf, bolt, at));
    }

    private static Standing.Leaf leaf(DoorNews.Tri open, Standing.Leaf otherwise) {
        return switch (open) {
            case YES -> Standing.Leaf.OPEN;
            case NO -> Standing.Leaf.CLOSED;
            case UNTOLD -> otherwise;
        };
    }

    private static Standing.Bolt bolt(DoorNews.Tri released, Standing.Bolt otherwise) {
        return switch (released) {
            case YES -> Standing.Bolt.UNLOCKED;
            case NO -> Standing.Bolt.LOCKED;
            case UNTOLD -> otherwise;
        };
    }

    private synchronized String name(DoorId id) {
        var door = doors.get(id);
        return door == null ? id.value() : door.name();
    }

    @Override
    public void close() {
        List<DoorWatch> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(watches.values());
            watches.clear();
        }
        open.forEach(DoorWatch::close);
    }
}
