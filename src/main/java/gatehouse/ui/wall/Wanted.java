package gatehouse.ui.wall;

import gatehouse.desk.Seat;
import gatehouse.door.DoorId;
import gatehouse.ui.kit.Kept;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What somebody wants to see on one window's wall: layout, order, page and spot. All but the spot is remembered for
/// each operator.
///
/// Confined to the screen's thread.
final class Wanted {
    private final Kept keeping;
    private final int window;
    private WallKept kept;
    private Optional<Seat> seat = Optional.empty();
    private WallLayout layout = WallLayout.AUTO;
    private Arrangement order = Arrangement.OF_THE_SITE;
    private Optional<DoorId> spot = Optional.empty();
    private int page;

    Wanted(Kept kept, int window, Optional<Seat> first) {
        this.keeping = kept;
        this.window = window;
        this.kept = new WallKept(kept, window, "");
        sit(first);
    }

    Optional<Seat> seat() {
        return seat;
    }

    /// Whoever sits down finds the wall as he left it.
    void sit(Optional<Seat> next) {
        seat = next;
        kept = new WallKept(keeping, window, next.map(Seat::name).orElse(""));
        layout = kept.layout();
        order = kept.order();
        spot = Optional.empty();
        // Who looks at the main window begins with the first page.
        page = window == 0 ? 0 : kept.page();
    }

    WallPlan.Wish wish(Collection<DoorId> doors, boolean touring) {
        var ordered = order.of(doors);
        return new WallPlan.Wish(ordered, layout.places(ordered.size()), page, spot, touring);
    }

    List<DoorId> order(Collection<DoorId> doors) {
        return order.of(doors);
    }

    WallLayout layout() {
        return layout;
    }

    void layout(WallLayout next) {
        layout = next;
        kept.layout(next);
        page = 0;
        spot = Optional.empty();
    }

    void exchange(DoorId one, DoorId other, Collection<DoorId> doors) {
        order = order.exchange(one, other, doors);
        kept.order(order);
    }

    void resetOrder() {
        order = Arrangement.OF_THE_SITE;
        kept.order(order);
    }

    void turnTo(int next) {
        page = next;
        kept.page(next);
    }

    /// The tour goes on: nothing to remember.
    void tourTo(int next) {
        page = next;
    }

    /// There may be fewer pages or doors than before.
    void shown(WallPlan plan) {
        page = plan.page();
        spot = plan.spot();
    }

    Optional<DoorId> spot() {
        return spot;
    }

    void spot(Optional<DoorId> next) {
        spot = next;
    }

    Optional<Duration> tour() {
        return kept.tour();
    }

    void tour(Optional<Duration> every) {
        kept.tour(every);
    }
}
