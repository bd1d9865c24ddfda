package gatehouse.ui.wall;

import gatehouse.desk.Call;
import gatehouse.desk.DeskState;
import gatehouse.door.DoorId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which doors stand on the wall, and at which place. A door that calls and is not on the page is let in, so nobody has
/// to look for it; it takes an empty place or that of the last door nobody calls from, and keeps it for as long as it
/// calls. What the guard is looking at stays where it is: the spot, and the tiles under the pointer or the focus.
///
/// `places` are all places of the page, the empty ones too; with a spot they are the strip of small tiles under it.
record WallPlan(List<Optional<DoorId>> places, Optional<DoorId> spot, int page, int pages) {
    /// How many small tiles stand under the spot.
    static final int STRIP = 5;

    static final WallPlan EMPTY = new WallPlan(List.of(), Optional.empty(), 0, 1);

    WallPlan {
        places = List.copyOf(places);
    }

    /// What is wanted: all doors in the guard's order, the page and how many places it has, the door to be large,
    /// whether
    /// pages change by themselves.
    record Wish(List<DoorId> doors, int places, int page, Optional<DoorId> spot, boolean touring) {
        Wish {
            doors = List.copyOf(doors);
            spot = spot.filter(doors::contains);
        }
    }

    /// Who calls, most urgent first: those who ring, and those who are being talked to.
    record Calling(List<DoorId> ringing, List<DoorId> talking) {
        static final Calling NOBODY = new Calling(List.of(), List.of());

        Calling {
            ringing = List.copyOf(ringing);
            talking = List.copyOf(talking);
        }

        static Calling of(DeskState state) {
            return new Calling(
                    doors(state.waiting().stream()),
                    doors(state.calls().stream().filter(Call::talking)));
        }

        private static List<DoorId> doors(Stream<Call> calls) {
            return calls.map(Call::door).flatMap(Optional::stream).distinct().toList();
        }

        private List<DoorId> all() {
            var all = new ArrayList<>(ringing);
            talking.stream().filter(d -> !ringing.contains(d)).forEach(all::add);
            return all;
        }
    }

    /// The doors that are seen small or in the grid.
    List<DoorId> tiles() {
        return places.stream().flatMap(Optional::stream).toList();
    }

    /// The next plan, which differs from this one as little as it can.
    WallPlan next(Wish wish, Calling calling, Set<DoorId> watched) {
        int pages = Math.max(1, (wish.doors().size() + wish.places() - 1) / wish.places());
        int at = Math.clamp(wish.page(), 0, pages - 1);
        var base =
                wish.spot().map(large -> strip(wish, large, at)).orElseGet(() -> page(wish.doors(), wish.places(), at));
        boolean same = at == page && wish.spot().equals(spot) && base.size() == places.size();
        if (same) {
            hold(base, watched, wish.doors());
        }
        // A wall of one tile is somebody's choice of that door; the pop-up shows who rings.
        if (base.size() > 1 || wish.touring() || wish.spot().isPresent()) {
            letIn(base, calling, watched, wish);
        }
        return new WallPlan(base, wish.spot(), at, wish.spot().isPresent() ? 1 : pages);
    }

    private static List<Optional<DoorId>> page(List<DoorId> doors, int places, int page) {
        var base = new ArrayList<Optional<DoorId>>();
        for (int i = page * places; i < (page + 1) * places; i++) {
            base.add(i < doors.size() ? Optional.of(doors.get(i)) : Optional.empty());
        }
        return base;
    }

    /// The doors of the page the guard came from, and those after it.
    private static List<Optional<DoorId>> strip(Wish wish, DoorId large, int page) {
        var others = new ArrayList<>(wish.doors());
        Collections.rotate(others, -page * wish.places());
        others.remove(large);
        var base = new ArrayList<Optional<DoorId>>();
        others.stream().limit(STRIP).forEach(d -> base.add(Optional.of(d)));
        return base;
    }

    private void hold(List<Optional<DoorId>> base, Set<DoorId> watched, Collection<DoorId> doors) {
        for (int i = 0; i < base.size(); i++) {
            var before = places.get(i);
            if (before.isPresent() && watched.contains(before.get()) && doors.contains(before.get())) {
                int elsewhere = base.indexOf(before);
                if (elsewhere >= 0) {
                    base.set(elsewhere, base.get(i));
                }
                base.set(i, before);
            }
        }
    }

    private void letIn(List<Optional<DoorId>> base, Calling calling, Set<DoorId> watched, Wish wish) {
        var guests = new ArrayList<>(calling.all());
        guests.removeIf(d -> wish.spot().equals(Optional.of(d))
                || base.contains(Optional.of(d))
                || !wish.doors().contains(d));
        // Whoever was let in before stays at his place, on whatever page.
        if (base.size() == places.size() && wish.spot().isPresent() == spot.isPresent()) {
            guests.removeIf(d -> {
                int i = places.indexOf(Optional.of(d));
                boolean stays = i >= 0 && worth(base.get(i), calling, watched) <= IDLE;
                if (stays) {
                    base.set(i, Optional.of(d));
                }
                return stays;
            });
        }
        for (var guest : guests) {
            int most = calling.ringing().contains(guest) ? TALKED_TO : IDLE;
            int to = cheapest(base, calling, watched);
            if (to >= 0 && worth(base.get(to), calling, watched) <= most) {
                base.set(to, Optional.of(guest));
            }
        }
    }

    private static final int NOTHING = 0;
    private static final int IDLE = 1;
    private static final int TALKED_TO = 2;
    private static final int NEEDED = 3;

    /// How much would be lost at this place.
    private static int worth(Optional<DoorId> there, Calling calling, Set<DoorId> watched) {
        if (there.isEmpty()) {
            return NOTHING;
        }
        if (watched.contains(there.get()) || calling.ringing().contains(there.get())) {
            return NEEDED;
        }
        return calling.talking().contains(there.get()) ? TALKED_TO : IDLE;
    }

    /// The first empty place, else the last of those that are worth least.
    private static int cheapest(List<Optional<DoorId>> base, Calling calling, Set<DoorId> watched) {
        int best = -1;
        int least = NEEDED;
        for (int i = 0; i < base.size(); i++) {
            int here = worth(base.get(i), calling, watched);
            if (here == NOTHING) {
                return i;
            }
            if (here < NEEDED && here <= least) {
                least = here;
                best = i;
            }
        }
        return best;
    }
}
