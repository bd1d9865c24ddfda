package gatehouse.ui.wall;

import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Glass;
import gatehouse.door.DoorId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;

/// The tiles of one wall, made when their door first comes into sight and kept; and which of them somebody means.
///
/// Confined to the screen's thread.
final class Tiles {
    private final Clicks clicks;
    private final Glass glass;
    private final Clock clock;
    private final Hanging wall;
    private final WallGrid grid;
    private final Map<DoorId, Tile> tiles = new HashMap<>();

    Tiles(Clicks clicks, Glass glass, Clock clock, Hanging wall, WallGrid grid) {
        this.clicks = clicks;
        this.glass = glass;
        this.clock = clock;
        this.wall = wall;
        this.grid = grid;
    }

    /// Lays the tiles as planned, each with what the desk now knows of its door.
    void lay(WallPlan plan, DeskState state) {
        tiles.keySet().removeIf(id -> !state.doors().containsKey(id));
        var small = new ArrayList<Optional<Tile>>();
        for (var place : plan.places()) {
            int number = small.size() + 1;
            small.add(place.map(id -> shown(id, state, number, false)));
        }
        grid.lay(plan.spot().map(id -> shown(id, state, 0, true)), small);
    }

    private Tile shown(DoorId id, DeskState state, int number, boolean large) {
        var tile = tiles.computeIfAbsent(id, door -> new Tile(door, clicks, glass, clock, wall));
        tile.show(state, number, large);
        return tile;
    }

    void focus(Optional<DoorId> door) {
        door.map(tiles::get).ifPresent(Node::requestFocus);
    }

    /// What a door's tile says of its picture.
    Optional<String> words(DoorId door) {
        return Optional.ofNullable(tiles.get(door)).flatMap(Tile::pictureWords);
    }

    void target(Optional<DoorId> door) {
        tiles.forEach((id, tile) -> tile.target(door.filter(id::equals).isPresent()));
    }

    /// The tile that itself has the focus, none of its buttons.
    Optional<Tile> focused() {
        return inSight(Node::isFocused).findFirst();
    }

    /// The tile a key is for: that with the focus, else that under the pointer, else the spot.
    Optional<Tile> meant(Optional<DoorId> spot) {
        return inSight(Node::isFocusWithin)
                .findFirst()
                .or(() -> inSight(Node::isHover).findFirst())
                .or(() -> spot.map(tiles::get));
    }

    /// Those somebody looks at.
    Set<DoorId> watched() {
        return inSight(Tile::watched).map(Tile::door).collect(Collectors.toSet());
    }

    List<Tile> zoomed() {
        return inSight(t -> t.zoom().zoomed()).toList();
    }

    boolean menuOpen() {
        return inSight(t -> t.menu().showing()).findAny().isPresent();
    }

    private Stream<Tile> inSight(Predicate<Tile> such) {
        return tiles.values().stream().filter(t -> t.getParent() != null).filter(such);
    }
}
