package gatehouse.ui.wall;

import gatehouse.door.DoorId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/// The order in which somebody wants the doors on the wall. Doors it does not know come last, in the order of the
/// site; doors that are gone are passed over, and are at their place again when they come back.
record Arrangement(List<DoorId> wanted) {
    static final Arrangement OF_THE_SITE = new Arrangement(List.of());
    /// More is not a wall any more; what is kept may have been written by anybody.
    private static final int MOST = 1000;

    Arrangement {
        wanted = List.copyOf(wanted);
    }

    List<DoorId> of(Collection<DoorId> doors) {
        var order = new LinkedHashSet<>(wanted);
        order.retainAll(doors);
        order.addAll(doors);
        return List.copyOf(order);
    }

    /// Two doors change places; no other door moves.
    Arrangement exchange(DoorId one, DoorId other, Collection<DoorId> doors) {
        var order = new LinkedHashSet<>(wanted);
        order.addAll(doors);
        var list = new ArrayList<>(order);
        int at = list.indexOf(one);
        int to = list.indexOf(other);
        if (at < 0 || to < 0) {
            return this;
        }
        list.set(at, other);
        list.set(to, one);
        return new Arrangement(list);
    }

    String kept() {
        return String.join(",", wanted.stream().map(DoorId::value).toList());
    }

    /// What [#kept] wrote; whatever else it is, the order of the site.
    static Arrangement kept(String text) {
        if (text.isEmpty()) {
            return OF_THE_SITE;
        }
        try {
            return new Arrangement(Arrays.stream(text.split(",", MOST))
                    .map(DoorId::new)
                    .distinct()
                    .toList());
        } catch (IllegalArgumentException noDoor) {
            return OF_THE_SITE;
        }
    }
}
