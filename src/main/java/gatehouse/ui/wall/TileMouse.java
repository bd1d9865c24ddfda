package gatehouse.ui.wall;

import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/// The mouse on a tile's picture. The wheel zooms towards the pointer; a drag moves a zoomed picture, else it lifts the
/// tile to change places with another; a double click takes the zoom back, else makes the door large.
///
/// Confined to the screen's thread.
final class TileMouse {
    private static final PseudoClass LIFTED = PseudoClass.getPseudoClass("lifted");
    /// Less is a trembling hand.
    private static final double LIFT = 10;
    /// What one notch of a wheel scrolls; touch pads send parts of it.
    private static final double NOTCH = 40;

    private final Tile tile;
    private final Hanging wall;
    private Point2D from = Point2D.ZERO;
    private Zoom before = Zoom.NONE;
    private boolean pressed;
    private boolean lifted;

    TileMouse(Tile tile, Hanging wall, Node picture, Node overPicture) {
        this.tile = tile;
        this.wall = wall;
        for (var node : new Node[] {picture, overPicture}) {
            node.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
            node.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
            node.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
            node.addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
            node.addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
        }
    }

    private void scrolled(ScrollEvent e) {
        if (e.getDeltaY() != 0 && !lifted) {
            var at = tile.shareAt(e.getSceneX(), e.getSceneY());
            tile.zoom(tile.zoom().by(Math.clamp(e.getDeltaY() / NOTCH, -3, 3), at.getX(), at.getY()));
            e.consume();
        }
    }

    private void press(MouseEvent e) {
        pressed = e.getButton() == MouseButton.PRIMARY;
        from = new Point2D(e.getSceneX(), e.getSceneY());
        before = tile.zoom();
    }

    private void drag(MouseEvent e) {
        if (!pressed) {
            return;
        }
        if (before.zoomed()) {
            var was = tile.shareAt(from.getX(), from.getY());
            var now = tile.shareAt(e.getSceneX(), e.getSceneY());
            tile.zoom(before.moved(was.getX() - now.getX(), was.getY() - now.getY()));
            tile.setCursor(Cursor.CLOSED_HAND);
            return;
        }
        if (!lifted && from.distance(e.getSceneX(), e.getSceneY()) > LIFT) {
            lift(true);
        }
        if (lifted) {
            wall.dropOn(wall.at(e.getSceneX(), e.getSceneY()).filter(d -> !d.equals(tile.door())));
        }
    }

    private void release(MouseEvent e) {
        tile.setCursor(null);
        if (lifted) {
            lift(false);
            wall.dropOn(java.util.Optional.empty());
            wall.at(e.getSceneX(), e.getSceneY())
                    .filter(d -> !d.equals(tile.door()))
                    .ifPresent(d -> wall.exchange(tile.door(), d));
        }
        pressed = false;
    }

    private void lift(boolean now) {
        lifted = now;
        tile.pseudoClassStateChanged(LIFTED, now);
        tile.setCursor(now ? Cursor.MOVE : null);
    }

    private void click(MouseEvent e) {
        if (e.getButton() != MouseButton.PRIMARY || e.getClickCount() != 2 || !e.isStillSincePress()) {
            return;
        }
        if (tile.zoom().zoomed()) {
            tile.zoom(Zoom.NONE);
        } else {
            wall.toggleSpot(tile.door());
        }
    }
}
