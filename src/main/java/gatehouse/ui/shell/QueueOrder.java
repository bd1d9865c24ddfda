package gatehouse.ui.shell;

import gatehouse.desk.CallId;
import java.util.ArrayList;
import java.util.List;

/// In which order the queue stands. Usually as urgent as it is; while somebody reaches for it nobody in it moves: who
/// has gone leaves his place empty, who comes stands at the end.
record QueueOrder(List<Slot> slots) {
    /// A place in the list; `gone` when nobody waits there any more.
    record Slot(CallId call, boolean gone) {}

    static final QueueOrder EMPTY = new QueueOrder(List.of());

    QueueOrder {
        slots = List.copyOf(slots);
    }

    QueueOrder next(List<CallId> urgent, boolean still) {
        if (!still) {
            return new QueueOrder(urgent.stream().map(id -> new Slot(id, false)).toList());
        }
        var next = new ArrayList<Slot>();
        slots.forEach(s -> next.add(new Slot(s.call(), !urgent.contains(s.call()))));
        urgent.stream()
                .filter(id -> slots.stream().noneMatch(s -> s.call().equals(id)))
                .forEach(id -> next.add(new Slot(id, false)));
        return new QueueOrder(next);
    }
}
