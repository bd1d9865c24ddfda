package gatehouse.ui.wall;

import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Glass;
import gatehouse.door.DoorId;
import gatehouse.ui.kit.Beat;
import gatehouse.ui.kit.Kept;
import gatehouse.ui.kit.Panel;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Shown;
import gatehouse.ui.kit.Words;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// The wall of one window: the tiles in the layout and order their operator wants, on as many pages as there must be;
/// the spot; the tour; a door's details beside it.
///
/// Confined to the screen's thread.
public final class WallScreen implements Panel, Hanging {
    /// What a wall asks of its window.
    public interface Room {
        void fullScreen();

        void newWindow();

        /// Asks how this door is to stand: held open, locked down, back to normal.
        void modes(DoorId door);

        /// Asks for the confirmation of a lockdown of the whole site.
        void lockdown();

        /// Closes this window; empty for the main one.
        Optional<Runnable> close();
    }

    private final Clicks clicks;
    private final Clock clock;
    private final Wanted wanted;
    private final WallGrid grid = new WallGrid();
    private final Room room;
    private final WallTools tools;
    private final Details details;
    private final WallKeys keys = new WallKeys(this);
    private final HBox node;
    private final Tiles tiles;
    private final Label nothing = Parts.wrapped(Words.of("wall.nothing"), "nothing");
    private final Carousel carousel = new Carousel();
    private DeskState state;
    private WallPlan plan = WallPlan.EMPTY;
    private boolean dragging;

    /// `window` is the number of the window, 0 for the main one.
    public WallScreen(Clicks clicks, Glass glass, Kept kept, Clock clock, DeskState first, int window, Room room) {
        this.room = room;
        this.tiles = new Tiles(clicks, glass, clock, this, grid);
        this.clicks = clicks;
        this.clock = clock;
        this.state = first;
        this.wanted = new Wanted(kept, window, first.seat());
        tools = new WallTools(this, room);
        details = new Details(glass, clock, tiles::words, this::closeDetails);
        new WallMouse(grid, this);
        var wall = Parts.styled(new StackPane(nothing, grid), "wall");
        wall.setMinSize(0, 0);
        HBox.setHgrow(wall, Priority.ALWAYS);
        node = new HBox(16, wall, details);
        wall.addEventFilter(MouseEvent.MOUSE_MOVED, e -> attend());
        wall.addEventFilter(MouseEvent.MOUSE_PRESSED, e -> attend());
        wall.addEventFilter(ScrollEvent.SCROLL, e -> attend());
        Runnable beat = this::beat;
        node.sceneProperty().subscribe(s -> {
            if (s == null) {
                Beat.remove(beat);
            } else {
                Beat.add(beat);
            }
        });
        carousel.every(wanted.tour(), clock.instant());
        relay();
    }

    @Override
    public Region node() {
        return node;
    }

    @Override
    public Region tools() {
        return tools;
    }

    /// The pages and their tour, for another bar while the tools are out of sight.
    public Node lendPager() {
        return tools.lendPager();
    }

    public void takePagerBack() {
        tools.takePagerBack();
    }

    @Override
    public void show(DeskState next) {
        state = next;
        if (!wanted.seat().equals(next.seat())) {
            wanted.sit(next.seat());
            plan = WallPlan.EMPTY;
            carousel.every(wanted.tour(), clock.instant());
            closeDetails();
        }
        details.show(next);
        relay();
    }

    @Override
    public void modes(DoorId door) {
        room.modes(door);
    }

    void layout(WallLayout next) {
        wanted.layout(next);
        carousel.restart();
        relay();
    }

    /// The page before or after; with a spot, the door before or after.
    void turn(int by) {
        attend();
        carousel.restart();
        if (wanted.spot().isPresent()) {
            var doors = wanted.order(state.doors().keySet());
            int next = doors.indexOf(wanted.spot().get()) + by;
            spot(Optional.of(doors.get(Math.floorMod(next, doors.size()))));
            return;
        }
        wanted.turnTo(Math.clamp((long) plan.page() + by, 0, plan.pages() - 1));
        relay();
    }

    void tour(Optional<Duration> every) {
        wanted.tour(every);
        carousel.every(every, clock.instant());
        tools.tour(carousel);
    }

    /// Enlarges a door, or with none goes back to the wall.
    private void spot(Optional<DoorId> door) {
        wanted.spot(door);
        carousel.restart();
        relay();
        tiles.focus(door);
    }

    /// F10: back from the spot, or the tile that is meant, else the first, large.
    public void toggleSpot() {
        var first = meant().map(Tile::door).or(() -> plan.tiles().stream().findFirst());
        spot(wanted.spot().isPresent() ? Optional.empty() : first);
    }

    @Override
    public void toggleSpot(DoorId door) {
        spot(wanted.spot().filter(door::equals).isPresent() ? Optional.empty() : Optional.of(door));
    }

    /// 1 to 9: that tile large.
    void spotTile(int number) {
        if (wanted.spot().isEmpty() && number <= plan.places().size()) {
            plan.places().get(number - 1).ifPresent(d -> spot(Optional.of(d)));
        }
    }

    /// A key that was pressed in this window, before anything else sees it; `first` is false while it is held down.
    /// Answers whether it was for the wall.
    public boolean key(KeyEvent e, boolean first) {
        attend();
        return !tiles.menuOpen() && keys.works(e, first);
    }

    /// The zoom first, then the details, then the spot.
    @Override
    public boolean back() {
        var zoomed = tiles.zoomed();
        if (!zoomed.isEmpty()) {
            zoomed.getFirst().zoom(Zoom.NONE);
            return true;
        }
        if (details.door().isPresent()) {
            closeDetails();
            return true;
        }
        boolean was = wanted.spot().isPresent();
        spot(Optional.empty());
        return was;
    }

    /// How many things are open that [#back] closes.
    public int opened() {
        return tiles.zoomed().size()
                + (details.door().isPresent() ? 1 : 0)
                + (wanted.spot().isPresent() ? 1 : 0);
    }

    @Override
    public void details(DoorId door) {
        details.show(state);
        details.open(details.door().equals(Optional.of(door)) ? Optional.empty() : Optional.of(door));
    }

    private void closeDetails() {
        details.open(Optional.empty());
    }

    @Override
    public void move(DoorId door, Grid.Step step) {
        grid.beside(door, step).ifPresent(other -> exchange(door, other));
    }

    @Override
    public void exchange(DoorId one, DoorId other) {
        wanted.exchange(one, other, state.doors().keySet());
        rearranged();
    }

    @Override
    public void resetOrder() {
        wanted.resetOrder();
        rearranged();
    }

    /// The guard moves his tiles himself: nothing is held at its place for him.
    private void rearranged() {
        plan = WallPlan.EMPTY;
        relay();
    }

    @Override
    public void dropOn(Optional<DoorId> target) {
        dragging = target.isPresent();
        tiles.target(target);
    }

    /// Later, because it comes from inside of a layout or of the laying itself.
    @Override
    public void touched() {
        Shown.screen().execute(this::relay);
    }

    void call(DoorId door) {
        if (TileMenu.mayCall(state, door)) {
            clicks.call(door);
        }
    }

    void focusBeside(DoorId door, Grid.Step step) {
        tiles.focus(grid.beside(door, step));
    }

    Optional<Tile> focused() {
        return tiles.focused();
    }

    Optional<Tile> meant() {
        return tiles.meant(wanted.spot());
    }

    private void attend() {
        carousel.touched(clock.instant());
    }

    private void beat() {
        boolean busy = wanted.spot().isPresent()
                || plan.pages() < 2
                || dragging
                || tools.menuOpen()
                || details.door().isPresent()
                || tiles.menuOpen()
                || !tiles.zoomed().isEmpty();
        if (carousel.tick(clock.instant(), busy)) {
            wanted.tourTo((plan.page() + 1) % plan.pages());
            relay();
        }
        tools.tour(carousel);
    }

    private void relay() {
        var doors = state.doors().keySet();
        boolean touring = carousel.every().isPresent();
        plan = plan.next(wanted.wish(doors, touring), WallPlan.Calling.of(state), tiles.watched());
        wanted.shown(plan);
        tiles.lay(plan, state);
        Parts.there(nothing, doors.isEmpty());
        tools.show(wanted.layout(), plan);
        tools.tour(carousel);
    }
}
