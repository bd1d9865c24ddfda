package gatehouse.unlock;

import gatehouse.door.TellsBy.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the door told since an order was sent. Confined to the thread of the order; pure but for its own memory.
final class Evidence {
    private final Map<Part, Sign.State> before = new EnumMap<>(Part.class);
    private final Map<Part, Sign.State> newest = new EnumMap<>(Part.class);
    private final List<Sign.State> moved = new ArrayList<>();
    private Optional<Sign.Mode> mode = Optional.empty();
    private boolean cut;
    private long sent = Long.MIN_VALUE;

    /// From this moment on what is told counts for the order.
    void sent(long nanos) {
        if (sent == Long.MIN_VALUE) {
            before.putAll(newest);
        }
        sent = nanos;
        cut = false;
    }

    void take(Sign sign) {
        switch (sign) {
            case Sign.State state -> {
                newest.put(state.part(), state);
                if (sent != Long.MIN_VALUE && state.open() && state.nanos() - sent >= 0) {
                    moved.add(state);
                }
            }
            case Sign.Mode told -> mode = Optional.of(told);
            case Sign.Deaf ignored -> cut = true;
            case Sign.Heard ignored -> {}
            case Sign.Alarm ignored -> {}
            case Sign.Tamper ignored -> {}
            case Sign.Fault ignored -> {}
        }
    }

    /// Whether this part was ever told of.
    boolean tells(Part part) {
        return newest.containsKey(part);
    }

    Optional<Sign.State> newest(Part part) {
        return Optional.ofNullable(newest.get(part));
    }

    Optional<Sign.Mode> mode() {
        return mode;
    }

    /// What shows that the door was released by now: it was told open after the sending; or it was told open before,
    /// and
    /// nothing else since.
    Optional<Sign.State> released() {
        return moved.stream()
                .filter(s -> s.part() == Part.LOCK || wasShut())
                .findFirst()
                .or(() -> newest(Part.LOCK).filter(Sign.State::open));
    }

    boolean wasReleasedBefore() {
        return Optional.ofNullable(before.get(Part.LOCK))
                .filter(Sign.State::open)
                .isPresent();
    }

    private boolean wasShut() {
        return Optional.ofNullable(before.get(Part.DOOR)).filter(s -> !s.open()).isPresent();
    }

    /// What the lock told all the time since the sending. A lock that was heard before and is silent since then has not
    /// moved, as long as it can be heard.
    Chain.Stayed stayed() {
        if (released().isPresent() || !moved.isEmpty()) {
            return Chain.Stayed.MOVED;
        }
        var lock = newest(Part.LOCK);
        return lock.isPresent() && !lock.get().open() && !cut ? Chain.Stayed.LOCKED : Chain.Stayed.UNTOLD;
    }
}
