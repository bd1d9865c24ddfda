package gatehouse.ui.wall;

import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/// The mouse on the pictures. The wheel zooms towards the pointer; a drag moves a zoomed picture, else it lifts the
/// tile
/// to change places with another; a double click takes the zoom back, else makes the door large.
///
/// Confined to the screen's thread.
final class WallMouse {
    private static final PseudoClass LIFTED = PseudoClass.getPseudoClass("lifted");
    /// Less is a trembling hand.
    private static final double LIFT = 10;
    /// What one notch of a wheel scrolls; touch pads send parts of it.
    private static final double NOTCH = 40;

    private final WallGrid grid;
    private final Hanging wall;
    private Optional<Tile> pressed = Optional.empty();
    private Point2D from = Point2D.ZERO;
    private Zoom before = Zoom.NONE;
    private boolean lifted;

    WallMouse(WallGrid grid, Hanging wall) {
        this.grid = grid;
        this.wall = wall;
        grid.addEventHandler(ScrollEvent.SCROLL, this::scroll);
        grid.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        grid.addEventHandler(MouseEvent.MOUSE_DRAGGED, e -> pressed.ifPresent(tile -> drag(tile, e)));
        grid.addEventHandler(MouseEvent.MOUSE_RELEASED, e -> pressed.ifPresent(tile -> release(tile, e)));
        grid.addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
    }

    /// The tile whose picture this is about; its buttons are their own business.
    private Optional<Tile> picture(MouseEvent e) {
        for (var at = e.getTarget() instanceof Node n ? n : null; at != null && at != grid; at = at.getParent()) {
            if (at instanceof ButtonBase || at instanceof TileActions) {
                return Optional.empty();
            }
        }
        return grid.at(e.getSceneX(), e.getSceneY());
    }

    private void scroll(ScrollEvent e) {
        var under = grid.at(e.getSceneX(), e.getSceneY());
        if (e.getDeltaY() != 0 && !lifted && under.isPresent()) {
            var tile = under.get();
            var at = tile.shareAt(e.getSceneX(), e.getSceneY());
            tile.zoom(tile.zoom().by(Math.clamp(e.getDeltaY() / NOTCH, -3, 3), at.getX(), at.getY()));
            e.consume();
        }
    }

    private void press(MouseEvent e) {
        pressed = e.getButton() == MouseButton.PRIMARY ? picture(e) : Optional.empty();
        from = new Point2D(e.getSceneX(), e.getSceneY());
        before = pressed.map(Tile::zoom).orElse(Zoom.NONE);
    }

    private void drag(Tile tile, MouseEvent e) {
        if (before.zoomed()) {
            var was = tile.shareAt(from.getX(), from.getY());
            var now = tile.shareAt(e.getSceneX(), e.getSceneY());
            tile.zoom(before.moved(was.getX() - now.getX(), was.getY() - now.getY()));
            tile.setCursor(Cursor.CLOSED_HAND);
            return;
        }
        if (!lifted && from.distance(e.getSceneX(), e.getSceneY()) > LIFT) {
            lift(tile, true);
        }
        if (lifted) {
            wall.dropOn(target(tile, e).map(Tile::door));
        }
    }

    private Optional<Tile> target(Tile tile, MouseEvent e) {
        return grid.at(e.getSceneX(), e.getSceneY()).filter(t -> t != tile);
    }

    private void release(Tile tile, MouseEvent e) {
        tile.setCursor(null);
        pressed = Optional.empty();
        if (lifted) {
            lift(tile, false);
            wall.dropOn(Optional.empty());
            target(tile, e).ifPresent(t -> wall.exchange(tile.door(), t.door()));
        }
    }

    private void lift(Tile tile, boolean now) {
        lifted = now;
        tile.pseudoClassStateChanged(LIFTED, now);
        tile.setCursor(now ? Cursor.MOVE : null);
    }

    private void click(MouseEvent e) {
        if (e.getButton() == MouseButton.PRIMARY && e.getClickCount() == 2 && e.isStillSincePress()) {
            picture(e).ifPresent(tile -> {
                if (tile.zoom().zoomed()) {
                    tile.zoom(Zoom.NONE);
                } else {
                    wall.toggleSpot(tile.door());
                }
            });
        }
    }
}
