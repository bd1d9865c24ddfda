package gatehouse.unlock;

import gatehouse.door.DoorId;
import gatehouse.door.ModbusBox;
import gatehouse.door.Output;
import gatehouse.door.UnlockBy;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// A record in memory that writes down everything in its order, and counts what became of the openings.
final class Book implements UnlockRecord {
    static final DoorId DOOR = new DoorId("north-gate");

    final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    final Map<String, Integer> outcomes = new ConcurrentHashMap<>();
    volatile boolean intentFails;
    volatile boolean resultFails;
    volatile boolean overrideFails;
    volatile boolean owedFails;
    final java.util.Set<Integer> owed = ConcurrentHashMap.newKeySet();
    /// Every coil that was ever owed, in the order it was.
    final java.util.List<Integer> owedOnce = new java.util.concurrent.CopyOnWriteArrayList<>();

    static UnlockOrder order(UnlockBy by) {
        return order(new Output("gate", "Open gate", by));
    }

    static UnlockOrder order(Output output) {
        return new UnlockOrder(
                UUID.randomUUID(), DOOR, "North gate", output, "Weber", Optional.of("call-1"), Instant.now());
    }

    static UnlockOrder overriding(Output output) {
        return new UnlockOrder(
                UUID.randomUUID(), DOOR, "North gate", output, "Weber", Optional.of("call-1"), Instant.now(), true);
    }

    static ModeOrder mode(Output output, DoorNews.Mode mode) {
        return new ModeOrder(
                UUID.randomUUID(), DOOR, "North gate", output, mode, Optional.empty(), "Weber", Instant.now());
    }

    int count(Class<? extends Outcome> kind) {
        return outcomes.getOrDefault(kind.getSimpleName(), 0);
    }

    @Override
    public void intent(UnlockOrder order) throws IOException {
        if (intentFails) {
            throw new IOException("disk full");
        }
        lines.add("intent");
    }

    @Override
    public void result(UnlockOrder order, Outcome outcome) throws IOException {
        if (resultFails) {
            throw new IOException("disk full");
        }
        lines.add("result " + outcome.getClass().getSimpleName());
        outcomes.merge(outcome.getClass().getSimpleName(), 1, Integer::sum);
    }

    @Override
    public void step(UnlockOrder order, Step step, Mark.Known known) {
        lines.add("step " + step);
    }

    @Override
    public void override(UnlockOrder order, IOException why) throws IOException {
        if (overrideFails) {
            throw new IOException("nowhere");
        }
        lines.add("override: " + why.getMessage());
    }

    @Override
    public void intent(ModeOrder order) throws IOException {
        if (intentFails) {
            throw new IOException("disk full");
        }
        lines.add("intent " + order.mode());
    }

    @Override
    public void result(ModeOrder order, ModeOutcome outcome) throws IOException {
        if (resultFails) {
            throw new IOException("disk full");
        }
        lines.add("result " + outcome.getClass().getSimpleName());
    }

    @Override
    public void owed(ModbusBox box, int coil) throws IOException {
        if (owedFails) {
            throw new IOException("disk full");
        }
        owed.add(coil);
        owedOnce.add(coil);
    }

    @Override
    public void settled(ModbusBox box, int coil) {
        owed.remove(coil);
    }
}
