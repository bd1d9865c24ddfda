package gatehouse.ui.wall;

import java.util.List;
import java.util.Optional;
import javafx.scene.layout.Pane;

/// Lays tiles in the squarest grid that holds them, or the spot large with a strip of small ones under it.
final class WallGrid extends Pane {
    private static final double GAP = 12;
    /// Cameras send 16:9. A tile stays near that, so that hardly anything at the sides of a picture is cut away: there
    /// may stand the second person.
    private static final double NARROWEST = 1.62;

    private static final double WIDEST = 1.95;
    private Optional<Tile> spot = Optional.empty();
    private List<Tile> tiles = List.of();

    void lay(Optional<Tile> large, List<Tile> small) {
        spot = large;
        tiles = List.copyOf(small);
        var all = new java.util.ArrayList<Tile>(small);
        large.ifPresent(t -> all.addFirst(t));
        if (!getChildren().equals(all)) {
            getChildren().setAll(all);
        }
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double w = getWidth();
        double h = getHeight();
        if (spot.isPresent()) {
            double strip = tiles.isEmpty() ? 0 : Math.min(h * 0.22, 200);
            place(spot.get(), 0, 0, w, h - strip - (tiles.isEmpty() ? 0 : GAP));
            double each = (w - GAP * (WallPlan.STRIP - 1)) / WallPlan.STRIP;
            for (int i = 0; i < tiles.size(); i++) {
                place(tiles.get(i), i * (each + GAP), h - strip, each, strip);
            }
            return;
        }
        int columns = (int) Math.max(1, Math.ceil(Math.sqrt(tiles.size())));
        int rows = Math.max(1, (tiles.size() + columns - 1) / columns);
        double tw = (w - GAP * (columns - 1)) / columns;
        double th = Math.min((h - GAP * (rows - 1)) / rows, tw / NARROWEST);
        double left = 0;
        if (tw / th > WIDEST) {
            tw = th * WIDEST;
            left = (w - columns * tw - GAP * (columns - 1)) / 2;
        }
        for (int i = 0; i < tiles.size(); i++) {
            place(tiles.get(i), left + i % columns * (tw + GAP), i / columns * (th + GAP), tw, th);
        }
    }

    private static void place(Tile tile, double x, double y, double w, double h) {
        double left = Math.round(x);
        double top = Math.round(y);
        tile.resizeRelocate(left, top, Math.round(x + w) - left, Math.round(y + h) - top);
    }
}
