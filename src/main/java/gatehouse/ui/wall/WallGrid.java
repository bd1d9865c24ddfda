package gatehouse.ui.wall;

import gatehouse.door.DoorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.scene.layout.Pane;

/// Lays tiles in a grid, or the spot large with a strip of small ones under it. A tile that only changes its place
/// stays
/// in the window, so its picture goes on.
final class WallGrid extends Pane {
    private static final double MOST_STRIP = 200;

    private Optional<Tile> spot = Optional.empty();
    private List<Optional<Tile>> places = List.of();

    void lay(Optional<Tile> large, List<Optional<Tile>> small) {
        spot = large;
        places = List.copyOf(small);
        var all = new ArrayList<Tile>();
        large.ifPresent(all::add);
        small.forEach(t -> t.ifPresent(all::add));
        getChildren().retainAll(all);
        for (var tile : all) {
            if (tile.getParent() != this) {
                getChildren().add(tile);
            }
        }
        // The order in the window is the order of the Tab key.
        if (!getChildren().equals(all)) {
            all.forEach(Tile::toFront);
        }
        requestLayout();
    }

    Grid grid() {
        return Grid.of(places.size(), getWidth(), getHeight());
    }

    /// The place of a tile in the grid, and where a step leads from there.
    Optional<DoorId> beside(DoorId door, Grid.Step step) {
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i).filter(t -> t.door().equals(door)).isPresent()) {
                int to = spot.isPresent()
                        ? new Grid(WallPlan.STRIP, 1, 0, 0).beside(i, step, places.size())
                        : grid().beside(i, step, places.size());
                return to == i ? Optional.empty() : places.get(to).map(Tile::door);
            }
        }
        return Optional.empty();
    }

    Optional<Tile> at(double sceneX, double sceneY) {
        var here = sceneToLocal(sceneX, sceneY);
        return getChildren().stream()
                .map(Tile.class::cast)
                .filter(t -> t.getBoundsInParent().contains(here))
                .findFirst();
    }

    @Override
    protected void layoutChildren() {
        double w = getWidth();
        double h = getHeight();
        if (spot.isPresent()) {
            double strip = places.isEmpty() ? 0 : Math.min(h * 0.22, MOST_STRIP);
            place(spot.get(), Grid.whole(0, 0, w, h - strip - (places.isEmpty() ? 0 : Grid.GAP)));
            double each = (w - Grid.GAP * (WallPlan.STRIP - 1)) / WallPlan.STRIP;
            for (int i = 0; i < places.size(); i++) {
                place(places.get(i), Grid.whole(i * (each + Grid.GAP), h - strip, each, strip));
            }
            return;
        }
        var grid = grid();
        for (int i = 0; i < places.size(); i++) {
            place(places.get(i), grid.at(i));
        }
    }

    private static void place(Optional<Tile> tile, Rectangle2D at) {
        tile.ifPresent(t -> place(t, at));
    }

    private static void place(Tile tile, Rectangle2D at) {
        tile.resizeRelocate(at.getMinX(), at.getMinY(), at.getWidth(), at.getHeight());
    }
}
