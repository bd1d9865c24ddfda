package gatehouse.ui.wall;

import gatehouse.desk.Call;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.DoorState;
import gatehouse.desk.Glass;
import gatehouse.desk.Picture;
import gatehouse.door.DoorId;
import gatehouse.ui.kit.Beat;
import gatehouse.ui.kit.DoorMarks;
import gatehouse.ui.kit.Freshness;
import gatehouse.ui.kit.LivePicture;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import java.time.Clock;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/// One door on the wall: picture edge to edge, name bottom left, state bottom right, nothing over the middle unless
/// there is trouble. Its actions come in a row under the picture while it is hovered or holds the focus.
///
/// Confined to the screen's thread.
final class Tile extends Region {
    private static final PseudoClass RINGING = PseudoClass.getPseudoClass("ringing");
    private static final PseudoClass TALKING = PseudoClass.getPseudoClass("talking");
    private static final PseudoClass ALARMED = PseudoClass.getPseudoClass("alarmed");
    private static final PseudoClass FAINT = PseudoClass.getPseudoClass("faint");
    private static final PseudoClass OLD = PseudoClass.getPseudoClass("old");
    private static final PseudoClass FROZEN = PseudoClass.getPseudoClass("frozen");
    private static final PseudoClass LARGE = PseudoClass.getPseudoClass("large");
    private static final PseudoClass TARGET = PseudoClass.getPseudoClass("target");
    private static final double CAPTION = 40;
    private static final double ACTIONS = 56;

    private final DoorId door;
    private final Clock clock;
    private final Hanging wall;
    private final LivePicture picture;
    private final HBox caption = Parts.styled(new HBox(12), "caption");
    private final Label name = Parts.label("", "tile-name");
    private final Label words = Parts.label("", "tile-state");
    private final DoorMarks marks = new DoorMarks();
    private final TileTrouble trouble;
    private final TileActions actions;
    private final TileMenu menu;
    private final ZoomSign sign = new ZoomSign(() -> zoom(Zoom.NONE));
    private final Frame frame = new Frame();
    private final Rectangle clip = new Rectangle();
    private final PauseTransition hovering = new PauseTransition(javafx.util.Duration.millis(200));
    private Optional<DoorState> shown = Optional.empty();
    private Optional<Call> call = Optional.empty();
    private Zoom zoom = Zoom.NONE;
    private boolean large;
    private boolean reached;

    Tile(DoorId door, Clicks clicks, Glass glass, Clock clock, Hanging wall) {
        this.door = door;
        this.clock = clock;
        this.wall = wall;
        picture = new LivePicture(glass, 0.1);
        trouble = new TileTrouble(() -> clicks.restartStream(door), () -> wall.details(door));
        menu = new TileMenu(this, clicks, wall);
        actions = new TileActions(door, clicks, () -> wall.toggleSpot(door), trouble::help, menu::underButton);
        getStyleClass().add("tile");
        setAccessibleRole(AccessibleRole.NODE);
        setFocusTraversable(true);
        caption.getChildren().addAll(name, Parts.space(), words);
        caption.setMouseTransparent(true);
        name.setMinWidth(0);
        words.setMinWidth(USE_PREF_SIZE);
        setClip(clip);
        getChildren().addAll(picture, caption, trouble, marks, sign, actions, frame);
        picture.watch(Optional.of(door));
        listen();
    }

    private void listen() {
        setOnContextMenuRequested(e -> {
            menu.at(e.getScreenX(), e.getScreenY());
            e.consume();
        });
        hovering.setOnFinished(e -> reach());
        hoverProperty().subscribe(h -> {
            if (h) {
                hovering.playFromStart();
            } else {
                hovering.stop();
                reach();
            }
        });
        focusWithinProperty().subscribe(f -> reach());
        picture.freshnessProperty().subscribe(f -> tell());
        Runnable beat = this::tell;
        sceneProperty().subscribe(s -> {
            if (s == null) {
                Beat.remove(beat);
            } else {
                Beat.add(beat);
            }
        });
    }

    DoorId door() {
        return door;
    }

    /// Whether somebody looks at this one: it must not move or go.
    boolean watched() {
        return reached || isHover() || zoom.zoomed() || menu.showing();
    }

    TileMenu menu() {
        return menu;
    }

    /// `number` is the key that enlarges it, 0 when there is none.
    void show(DeskState state, int number, boolean isLarge) {
        var now = state.doors().get(door);
        shown = Optional.of(now);
        call = state.callOf(door);
        if (large && !isLarge) {
            zoom(Zoom.NONE);
        }
        large = isLarge;
        pseudoClassStateChanged(LARGE, large);
        picture.wantMain(large || zoom.zoomed());
        name.setText(now.door().name());
        marks.show(state, now);
        pseudoClassStateChanged(ALARMED, marks.alarm());
        actions.show(state, now, call, number, large);
        menu.show(state, large);
        tell();
    }

    /// How old its picture is and what is wrong with it; empty when it is not in sight.
    Optional<String> pictureWords() {
        return shown.filter(d -> getParent() != null)
                .map(d -> TileWords.of(
                        d, Optional.empty(), picture.freshnessProperty().get(), picture.slowed(), clock.instant()));
    }

    /// Marks it as the one that would change places if the mouse were let go of now.
    void target(boolean now) {
        pseudoClassStateChanged(TARGET, now);
    }

    Zoom zoom() {
        return zoom;
    }

    /// A part of a picture deserves the camera's best one.
    void zoom(Zoom next) {
        zoom = next;
        picture.show(next.part());
        picture.wantMain(large || next.zoomed());
        sign.show(next);
        wall.touched();
        requestLayout();
    }

    /// Where a point of the window lies in what is seen of the picture.
    Point2D shareAt(double sceneX, double sceneY) {
        var at = picture.sceneToLocal(sceneX, sceneY);
        return picture.shareAt(at.getX(), at.getY());
    }

    private void reach() {
        boolean now = isHover() || isFocusWithin();
        if (now != reached) {
            reached = now;
            actions.setVisible(now);
            requestLayout();
            tell();
            wall.touched();
        }
    }

    private void tell() {
        shown.ifPresent(this::tell);
    }

    private void tell(DoorState now) {
        var fresh = picture.freshnessProperty().get();
        boolean rings = call.filter(Call::ringing).isPresent();
        boolean talks = call.filter(Call::talking).isPresent();
        boolean lost = now.picture() instanceof Picture.Troubled;
        pseudoClassStateChanged(RINGING, rings);
        pseudoClassStateChanged(TALKING, talks);
        pseudoClassStateChanged(FAINT, rings && !reached && !Beat.bright());
        pseudoClassStateChanged(OLD, fresh.kind() == Freshness.Kind.OLD || fresh.kind() == Freshness.Kind.REPEATED);
        pseudoClassStateChanged(FROZEN, lost || fresh.kind().alarms());
        picture.troubled(lost);
        trouble.show(now.picture(), fresh, clock.instant());
        actions.help(trouble.hiddenButton());
        var said = TileWords.of(now, call, fresh, picture.slowed(), clock.instant());
        boolean calm = !rings && !talks && fresh.kind() == Freshness.Kind.LIVE;
        if (!calm || Beat.wholeSecond() || !words.getText().startsWith(Words.of("picture.live", ""))) {
            words.setText(said);
        }
        var marked = marks.said();
        setAccessibleText(now.door().name() + ", " + said + (marked.isEmpty() ? "" : ", " + marked));
    }

    @Override
    protected void layoutChildren() {
        double w = getWidth();
        double h = getHeight();
        double row = reached ? ACTIONS : 0;
        clip.setWidth(w);
        clip.setHeight(h);
        picture.resizeRelocate(0, 0, w, h - row);
        caption.resizeRelocate(0, h - row - CAPTION, w, CAPTION);
        trouble.resizeRelocate(0, 0, w, h - row - CAPTION);
        actions.resizeRelocate(0, h - row, w, ACTIONS);
        frame.resizeRelocate(0, 0, w, h);
        marks.resizeRelocate(0, 0, Math.min(w, marks.prefWidth(-1)), Math.min(h - row, marks.prefHeight(-1)));
        double wide = Math.min(w - 16, sign.prefWidth(-1));
        sign.resizeRelocate(w - wide - 8, 8, wide, sign.prefHeight(-1));
    }
}
