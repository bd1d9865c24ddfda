package gatehouse;

import gatehouse.desk.DeskState;
import gatehouse.desk.Seat;
import gatehouse.door.DoorId;
import gatehouse.history.Kind;
import gatehouse.history.Search;
import gatehouse.operator.Right;
import gatehouse.operator.Rights;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// How much of the history whoever sits here may see: which doors, and how far back at each. Under the lock, nothing.
///
/// Safe for any thread; it asks who sits here anew each time.
final class Insight {
    private final Supplier<DeskState> desk;
    private final Clock clock;

    Insight(Supplier<DeskState> desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    /// Whether there is any limit. While nobody sits here there is no screen that asks.
    boolean limited() {
        return rights().filter(rights ->
                        !(rights.everywhere(Right.SEE_HISTORY) && rights.back().isEmpty()))
                .isPresent();
    }

    /// The search within what may be seen; rows that it still finds must pass [#sees]. Empty when nothing may be seen.
    Optional<Search> within(Search asked) {
        var wanted = seesDuress() ? asked : asked.hiding(Set.of(Kind.DURESS));
        if (!limited()) {
            return Optional.of(wanted);
        }
        var rights = rights().orElse(Rights.NONE);
        var state = desk.get();
        var doors = new HashSet<DoorId>();
        var earliest = new ArrayList<Instant>();
        for (var door : state.doors().keySet()) {
            if (rights.may(Right.SEE_HISTORY, door) && rights.may(Right.SEE, door)) {
                doors.add(door);
                earliest.add(since(rights.back(door)));
            }
        }
        boolean doorless = rights.everywhere(Right.SEE_HISTORY);
        if (doorless) {
            earliest.add(since(rights.back()));
        }
        if (earliest.isEmpty()) {
            return Optional.empty();
        }
        var from = earliest.stream().min(Instant::compareTo).orElseThrow();
        var search = wanted.since(from);
        if (doorless && doors.size() == state.doors().size()) {
            return Optional.of(search);
        }
        if (!wanted.doors().isEmpty()) {
            doors.retainAll(wanted.doors());
        }
        return doors.isEmpty() ? Optional.empty() : Optional.of(search.doors(doors));
    }

    boolean sees(Optional<DoorId> door, Instant at) {
        if (!limited()) {
            return true;
        }
        var rights = rights().orElse(Rights.NONE);
        boolean may = door.map(d -> rights.may(Right.SEE_HISTORY, d) && rights.may(Right.SEE, d))
                .orElseGet(() -> rights.everywhere(Right.SEE_HISTORY));
        var back = door.map(rights::back).orElseGet(rights::back);
        return may && !at.isBefore(since(back));
    }

    /// Whether the pictures and clips of what happened there and then may be looked at.
    boolean seesPictures(Optional<DoorId> door, Instant at) {
        var rights = rights();
        return rights.isEmpty()
                || sees(door, at)
                        && door.map(d -> rights.get().may(Right.SEE_PICTURES, d))
                                .orElseGet(() -> rights.get().everywhere(Right.SEE_PICTURES));
    }

    /// Whether it may be read here that somebody was forced to: whoever forced them may stand beside them.
    boolean seesDuress() {
        return desk.get()
                .seat()
                .filter(s -> !s.duress())
                .map(s -> s.may(Right.OVERRIDE))
                .orElse(false);
    }

    /// Whether entries, pictures and clips may leave the program.
    boolean exports() {
        return rights().map(rights -> rights.may(Right.EXPORT)).orElse(true);
    }

    private Instant since(Optional<java.time.Duration> back) {
        return back.map(clock.instant()::minus).orElse(Instant.EPOCH);
    }

    private Optional<Rights> rights() {
        return desk.get().seat().map(seat -> seat.locked() ? Rights.NONE : rights(seat));
    }

    private static Rights rights(Seat seat) {
        return seat.rights();
    }
}
