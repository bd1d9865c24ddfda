package gatehouse.desk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// How often one output of a door may be opened: a double click and a key that repeats are one press, and nobody opens
/// more than so often in a minute. Times are monotonic. Pure.
///
/// Every press restarts the quiet time, also one that opened nothing: a key that repeats for as long as it is held
/// never
/// opens again, because there is no second of silence in it. `underWay` is the order that has no answer yet: there is
/// one at a time for each output.
public record Pace(boolean pressed, long last, List<Long> opened, Optional<UUID> underWay) {
    /// Two presses closer than this are one.
    static final Duration AGAIN = Duration.ofSeconds(1);

    static final int MOST_PER_MINUTE = 12;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    static final Pace REST = new Pace(false, 0, List.of(), Optional.empty());

    enum Verdict {
        FREE,
        /// The same press once more.
        REPEATED,
        TOO_OFTEN
    }

    public Pace {
        opened = List.copyOf(opened);
    }

    /// What a press at this moment is worth.
    Verdict judge(long at) {
        if (pressed && at - last < AGAIN.toNanos()) {
            return Verdict.REPEATED;
        }
        return within(at).size() >= MOST_PER_MINUTE ? Verdict.TOO_OFTEN : Verdict.FREE;
    }

    Pace pressedAt(long at) {
        return new Pace(true, pressed && last - at > 0 ? last : at, opened, underWay);
    }

    Pace openedAt(long at, UUID command) {
        var recent = new ArrayList<>(within(at));
        recent.add(at);
        return new Pace(pressed, last, recent, Optional.of(command));
    }

    /// The order with that command has its answer.
    Pace over(UUID command) {
        return underWay.equals(Optional.of(command)) ? new Pace(pressed, last, opened, Optional.empty()) : this;
    }

    private List<Long> within(long at) {
        return opened.stream().filter(o -> at - o < MINUTE).toList();
    }
}
