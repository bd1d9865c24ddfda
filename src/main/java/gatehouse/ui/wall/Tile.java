package gatehouse.ui.wall;

import gatehouse.desk.Call;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.DoorState;
import gatehouse.desk.Glass;
import gatehouse.desk.Opening;
import gatehouse.desk.Phase;
import gatehouse.desk.Picture;
import gatehouse.door.DoorId;
import gatehouse.ui.kit.Beat;
import gatehouse.ui.kit.Freshness;
import gatehouse.ui.kit.LivePicture;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
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
    private static final PseudoClass FAINT = PseudoClass.getPseudoClass("faint");
    private static final PseudoClass OLD = PseudoClass.getPseudoClass("old");
    private static final PseudoClass FROZEN = PseudoClass.getPseudoClass("frozen");
    private static final double CAPTION = 40;
    private static final double ACTIONS = 56;

    private final DoorId door;
    private final Clock clock;
    private final LivePicture picture;
    private final HBox caption = Parts.styled(new HBox(12), "caption");
    private final Label name = Parts.label("", "tile-name");
    private final Label words = Parts.label("", "tile-state");
    private final TileTrouble trouble;
    private final TileActions actions;
    private final Region frame = Parts.styled(new Region(), "frame");
    private final Rectangle clip = new Rectangle();
    private final PauseTransition hovering = new PauseTransition(javafx.util.Duration.millis(200));
    private Optional<DoorState> shown = Optional.empty();
    private Optional<Call> call = Optional.empty();
    private boolean reached;

    Tile(DoorId door, Clicks clicks, Glass glass, Clock clock, Runnable toggleSpot) {
        this.door = door;
        this.clock = clock;
        picture = new LivePicture(glass, 0.1);
        trouble = new TileTrouble(() -> clicks.restartStream(door));
        actions = new TileActions(door, clicks, toggleSpot);
        getStyleClass().add("tile");
        setAccessibleRole(AccessibleRole.NODE);
        setFocusTraversable(true);
        caption.getChildren().addAll(name, Parts.space(), words);
        caption.setMouseTransparent(true);
        frame.setMouseTransparent(true);
        clip.setArcWidth(12);
        clip.setArcHeight(12);
        setClip(clip);
        getChildren().addAll(picture, caption, trouble, actions, frame);
        picture.watch(Optional.of(door));
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
        addEventHandler(MouseEvent.MOUSE_CLICKED, e -> {
            if (e.getButton() == MouseButton.PRIMARY && e.getClickCount() == 2 && !actions.isHover()) {
                toggleSpot.run();
            }
        });
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

    /// `number` is the key that enlarges it, 0 when there is none.
    void show(DeskState state, int number, boolean large) {
        var now = state.doors().get(door);
        shown = Optional.of(now);
        call = state.callOf(door);
        picture.wantMain(large);
        name.setText(now.door().name());
        actions.show(state, now, call, number, large);
        tell();
    }

    private void reach() {
        boolean now = isHover() || isFocusWithin();
        if (now != reached) {
            reached = now;
            actions.setVisible(now);
            requestLayout();
            tell();
        }
    }

    private void tell() {
        shown.ifPresent(this::tell);
    }

    private void tell(DoorState now) {
        var fresh = picture.freshnessProperty().get();
        boolean rings = call.filter(Call::ringing).isPresent();
        boolean talks = call.filter(Call::talking).isPresent();
        pseudoClassStateChanged(RINGING, rings);
        pseudoClassStateChanged(TALKING, talks);
        pseudoClassStateChanged(FAINT, rings && !reached && !Beat.bright());
        boolean bad = now.picture() instanceof Picture.Troubled || fresh.kind() == Freshness.Kind.FROZEN;
        pseudoClassStateChanged(OLD, fresh.kind() == Freshness.Kind.OLD);
        pseudoClassStateChanged(FROZEN, bad);
        picture.troubled(now.picture() instanceof Picture.Troubled);
        trouble.show(now.picture(), fresh, clock.instant());
        String picturesWords = pictureWords(now, fresh);
        boolean calm = !rings && !talks && fresh.kind() == Freshness.Kind.LIVE;
        String said = call.flatMap(this::callWords).orElse(picturesWords);
        if (!calm || Beat.wholeSecond() || !words.getText().startsWith(Words.of("picture.live", ""))) {
            words.setText(said);
        }
        setAccessibleText(now.door().name() + ", " + said);
    }

    private Optional<String> callWords(Call now) {
        return switch (now.phase()) {
            case Phase.Ringing r ->
                Optional.of(Words.of("tile.ringing", Times.lasting(Duration.between(now.since(), clock.instant()))));
            case Phase.Answering a -> Optional.of(Words.of("tile.answering"));
            case Phase.Talking t ->
                Optional.of(Words.of("tile.talking", Times.lasting(Duration.between(t.since(), clock.instant()))));
            case Phase.Over o -> Optional.empty();
        };
    }

    private String pictureWords(DoorState now, Freshness fresh) {
        boolean never = now.picture() instanceof Picture.Troubled && fresh.kind() != Freshness.Kind.FROZEN;
        String said = never ? Words.of("tile.nopicture") : fresh.words();
        return now.opening().map(o -> said + " · " + openingWords(o)).orElse(said);
    }

    private static String openingWords(Opening opening) {
        return Words.of("opening." + opening.stage().name());
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
    }
}
