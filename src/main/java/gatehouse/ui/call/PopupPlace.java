package gatehouse.ui.call;

import gatehouse.ui.kit.Kept;
import gatehouse.ui.kit.Parts;
import java.util.Arrays;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.stage.Popup;
import javafx.stage.Screen;
import javafx.stage.Stage;

/// Where the pop-up stands and how large it is. It has no frame: the header drags it, the lower right corner sizes it,
/// and both are remembered, unless that monitor is gone.
final class PopupPlace {
    private static final double WIDTH = 960;
    private static final double HEIGHT = 680;
    private static final double LEAST_WIDTH = 720;
    private static final double LEAST_HEIGHT = 520;
    private static final double CORNER = 20;

    /// What the log-in beside it needs, and how narrow the pop-up may become for that: under the lock it has few
    /// buttons.
    private static final double PAD = 400;

    private static final double LEAST_ASIDE = 560;
    private static final double MARGIN = 16;
    private static final String KEPT = "popup.place";

    private final Popup popup;
    private final Region pane;
    private final Kept kept;
    private Rectangle2D place = new Rectangle2D(0, 0, WIDTH, HEIGHT);
    private Point2D grip = Point2D.ZERO;
    private boolean moving;
    private boolean sizing;

    PopupPlace(Popup popup, Region pane, Node header, Kept kept) {
        this.popup = popup;
        this.pane = pane;
        this.kept = kept;
        Parts.styled(header, "grip");
        header.setCursor(Cursor.MOVE);
        header.addEventHandler(MouseEvent.MOUSE_PRESSED, e -> {
            moving = true;
            grip = new Point2D(e.getScreenX() - popup.getX(), e.getScreenY() - popup.getY());
        });
        header.addEventHandler(MouseEvent.MOUSE_DRAGGED, e -> {
            if (moving) {
                popup.setX(e.getScreenX() - grip.getX());
                popup.setY(e.getScreenY() - grip.getY());
            }
        });
        header.addEventHandler(MouseEvent.MOUSE_RELEASED, e -> letGo());
        pane.addEventFilter(MouseEvent.MOUSE_MOVED, e -> pane.setCursor(inCorner(e) ? Cursor.SE_RESIZE : null));
        pane.addEventFilter(MouseEvent.MOUSE_PRESSED, e -> {
            sizing = inCorner(e);
            if (sizing) {
                grip = new Point2D(pane.getWidth() - e.getSceneX(), pane.getHeight() - e.getSceneY());
                e.consume();
            }
        });
        pane.addEventFilter(MouseEvent.MOUSE_DRAGGED, e -> {
            if (sizing) {
                size(e.getSceneX() + grip.getX(), e.getSceneY() + grip.getY());
                e.consume();
            }
        });
        pane.addEventFilter(MouseEvent.MOUSE_RELEASED, e -> {
            if (sizing) {
                letGo();
                e.consume();
            }
        });
    }

    private boolean inCorner(MouseEvent e) {
        return e.getSceneX() > pane.getWidth() - CORNER && e.getSceneY() > pane.getHeight() - CORNER;
    }

    private void letGo() {
        moving = false;
        sizing = false;
        place = new Rectangle2D(popup.getX(), popup.getY(), pane.getPrefWidth(), pane.getPrefHeight());
        kept.put(
                KEPT,
                Math.round(place.getMinX()) + " " + Math.round(place.getMinY()) + " " + Math.round(place.getWidth())
                        + " " + Math.round(place.getHeight()));
    }

    private void size(double width, double height) {
        exactly(Math.max(LEAST_WIDTH, width), Math.max(LEAST_HEIGHT, height));
    }

    private void exactly(double w, double h) {
        pane.setMinSize(w, h);
        pane.setPrefSize(w, h);
        pane.setMaxSize(w, h);
    }

    /// Decides the place for the next showing: the remembered one, else the middle of the owner's monitor.
    void take(Stage owner) {
        place = remembered().orElseGet(() -> middleOf(owner));
        size(place.getWidth(), place.getHeight());
    }

    /// Under the lock: where it covers the window in which the PIN is typed, it goes to that window's left edge. Its
    /// usual place stays the one that is remembered.
    void takeAside(Stage owner) {
        place = remembered().orElseGet(() -> middleOf(owner));
        if (place.intersects(owner.getX(), owner.getY(), owner.getWidth(), owner.getHeight())) {
            double w = Math.clamp(owner.getWidth() - PAD, LEAST_ASIDE, Math.max(LEAST_ASIDE, place.getWidth()));
            double h = Math.min(place.getHeight(), owner.getHeight() - 2 * MARGIN);
            place = new Rectangle2D(
                    Math.round(owner.getX() + MARGIN), Math.round(owner.getY() + (owner.getHeight() - h) / 2), w, h);
        }
        exactly(place.getWidth(), place.getHeight());
    }

    private Optional<Rectangle2D> remembered() {
        return kept.get(KEPT)
                .map(text -> text.split(" ", -1))
                .filter(parts -> parts.length == 4 && Arrays.stream(parts).allMatch(p -> p.matches("-?\\d{1,5}")))
                .map(parts ->
                        Arrays.stream(parts).mapToDouble(Double::parseDouble).toArray())
                .map(n -> new Rectangle2D(n[0], n[1], Math.max(1, n[2]), Math.max(1, n[3])))
                .filter(r -> Screen.getScreens().stream()
                        .anyMatch(s -> s.getVisualBounds().contains(r)));
    }

    private static Rectangle2D middleOf(Stage owner) {
        var screens = Screen.getScreensForRectangle(
                owner.getX(), owner.getY(), Math.max(1, owner.getWidth()), Math.max(1, owner.getHeight()));
        var screen = (screens.isEmpty() ? Screen.getPrimary() : screens.getFirst()).getVisualBounds();
        double w = Math.min(WIDTH, screen.getWidth() - 40);
        double h = Math.min(HEIGHT, screen.getHeight() - 40);
        return new Rectangle2D(
                Math.round(screen.getMinX() + (screen.getWidth() - w) / 2),
                Math.round(screen.getMinY() + (screen.getHeight() - h) / 2),
                w,
                h);
    }

    double x() {
        return place.getMinX();
    }

    double y() {
        return place.getMinY();
    }
}
