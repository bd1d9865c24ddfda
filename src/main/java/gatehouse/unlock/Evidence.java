package gatehouse.unlock;

import gatehouse.door.TellsBy.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the door told since an order was sent. Confined to the thread of the order; pure but for its own memory.
final class Evidence {
    /// What is released for less is not meant for people.
    private static final Duration SHORTEST_PULSE = Duration.ofMillis(450);

    private final Map<Part, Sign.State> before = new EnumMap<>(Part.class);
    private final Map<Part, Sign.State> newest = new EnumMap<>(Part.class);
    private final List<Sign.State> moved = new ArrayList<>();
    private Optional<Sign.Mode> mode = Optional.empty();
    private boolean cut;
    private long sent = Long.MIN_VALUE;
    private long longest; // between two words of the lock since the sending

    /// From this moment on what is told counts for the order.
    void sent(long nanos) {
        if (sent == Long.MIN_VALUE) {
            before.putAll(newest);
        }
        sent = nanos;
        cut = false;
        longest = 0;
    }

    void take(Sign sign) {
        switch (sign) {
            case Sign.State state -> {
                if (state.part() == Part.LOCK && isNews(state)) {
                    longest = Math.max(longest, state.nanos() - heardUntil());
                }
                newest.put(state.part(), state);
                if (isNews(state) && state.open()) {
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

    /// Whether it was told after the sending, by somebody who knew it then.
    boolean isNews(Sign sign) {
        boolean kept = sign instanceof Sign.State state && state.from() == Sign.From.KEPT;
        return !kept && sent != Long.MIN_VALUE && sign.nanos() - sent >= 0;
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

    /// What shows that the door was released by now: it was told open after the sending. What was told before is no
    /// proof: the lock may be dead since.
    Optional<Sign.State> released() {
        return moved.stream().filter(s -> s.part() == Part.LOCK || wasShut()).findFirst();
    }

    /// The lock was told open before the sending, and nothing was heard of it since: it has to be asked.
    boolean isHeldOverFromBefore() {
        return newest(Part.LOCK).filter(s -> s.open() && !isNews(s)).isPresent();
    }

    boolean wasReleasedBefore() {
        return Optional.ofNullable(before.get(Part.LOCK))
                .filter(Sign.State::open)
                .isPresent();
    }

    private long heardUntil() {
        return newest(Part.LOCK).map(s -> Math.max(s.nanos(), sent)).orElse(sent);
    }

    /// A lock that is asked may have been released between two questions that lay far apart, as on a busy machine.
    private boolean hasGaps(long now) {
        boolean asked =
                newest(Part.LOCK).filter(s -> s.from() == Sign.From.ASKED).isPresent();
        return asked && Math.max(longest, now - heardUntil()) > SHORTEST_PULSE.toNanos();
    }

    /// The lock said after the sending that it is locked, and never that it was released.
    boolean saysLocked() {
        return stayed() == Chain.Stayed.LOCKED
                && newest(Part.LOCK).filter(this::isNews).isPresent();
    }

    private boolean wasShut() {
        return Optional.ofNullable(before.get(Part.DOOR)).filter(s -> !s.open()).isPresent();
    }

    /// What the lock told all the time since the sending. A lock that was heard before and is silent since then has not
    /// moved, as long as it can be heard.
    Chain.Stayed stayed() {
        if (released().isPresent() || !moved.isEmpty() || isHeldOverFromBefore()) {
            return Chain.Stayed.MOVED;
        }
        var lock = newest(Part.LOCK);
        boolean known = lock.isPresent() && !lock.get().open() && lock.get().from() != Sign.From.KEPT;
        return known && !cut && !hasGaps(System.nanoTime()) ? Chain.Stayed.LOCKED : Chain.Stayed.UNTOLD;
    }
}
