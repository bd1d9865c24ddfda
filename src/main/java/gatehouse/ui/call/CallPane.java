package gatehouse.ui.call;

import gatehouse.desk.Call;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Glass;
import gatehouse.desk.Phase;
import gatehouse.desk.Picture;
import gatehouse.ui.kit.DoorMarks;
import gatehouse.ui.kit.Freshness;
import gatehouse.ui.kit.LivePicture;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import java.time.Clock;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;

/// What is in the pop-up: whose call, the face as large as fits, its age, what to do.
///
/// Confined to the screen's thread.
final class CallPane extends VBox {
    private static final PseudoClass TALKING = PseudoClass.getPseudoClass("talking");
    private static final PseudoClass OVER = PseudoClass.getPseudoClass("over");

    private final Glass glass;
    private final Clicks clicks;
    final LivePicture picture;
    final CallHeader header;
    private final CallInfo info;
    final CallActions actions;
    private final DoorMarks marks = new DoorMarks();
    private final Label message = Parts.wrapped("", "pop-message");
    private Optional<DeskState> state = Optional.empty();
    private Optional<Call> shown = Optional.empty();

    CallPane(Clicks clicks, Glass glass, Clock clock, Runnable toLogIn) {
        this.glass = glass;
        this.clicks = clicks;
        picture = new LivePicture(glass, 0.08);
        picture.wantMain(true);
        header = new CallHeader(clock, clicks::show);
        info = new CallInfo(clicks);
        actions = new CallActions(clicks, toLogIn);
        getStyleClass().add("pop");
        var face = Parts.styled(new StackPane(picture, message), "face");
        var round = new Rectangle();
        round.setArcWidth(12);
        round.setArcHeight(12);
        round.widthProperty().bind(face.widthProperty());
        round.heightProperty().bind(face.heightProperty());
        face.setClip(round);
        face.setMinHeight(0);
        StackPane.setAlignment(message, Pos.CENTER);
        face.getChildren().add(marks);
        StackPane.setAlignment(marks, Pos.TOP_LEFT);
        VBox.setVgrow(face, Priority.ALWAYS);
        getChildren().addAll(header, face, info, actions);
        picture.freshnessProperty().subscribe(f -> tell());
    }

    void show(DeskState next, Call call) {
        boolean changed = shown.map(c -> !c.id().equals(call.id())).orElse(true);
        state = Optional.of(next);
        shown = Optional.of(call);
        if (changed) {
            picture.onFresh(() -> glass.faceShown(call.id()));
            boolean already = picture.freshnessProperty().get().kind() == Freshness.Kind.LIVE;
            picture.watch(call.door());
            if (already && picture.freshnessProperty().get().kind() == Freshness.Kind.LIVE) {
                glass.faceShown(call.id());
            }
        }
        pseudoClassStateChanged(TALKING, call.talking());
        pseudoClassStateChanged(OVER, !call.alive());
        header.show(next, call);
        info.show(next, call);
        actions.show(next, call);
        call.door().map(next.doors()::get).ifPresentOrElse(d -> marks.show(next, d), () -> marks.setVisible(false));
        tell();
    }

    void hidden() {
        shown = Optional.empty();
        actions.hidden();
        picture.watch(Optional.empty());
    }

    /// Times count up, ages are asked anew.
    void tell() {
        shown.ifPresent(call -> {
            var fresh = picture.freshnessProperty().get();
            header.tell(call);
            info.tell(call, fresh, picture.source());
            message.setText(messageOf(call, fresh).orElse(""));
            message.setVisible(!message.getText().isEmpty());
        });
    }

    /// About ten times a second while somebody talks.
    void tellLevels() {
        shown.filter(c -> c.phase() instanceof Phase.Talking).ifPresent(call -> {
            var levels = glass.levels(call.id());
            header.visitor.level(levels.visitor());
            header.guard.level(levels.guard());
        });
    }

    private Optional<String> messageOf(Call call, Freshness fresh) {
        if (call.door().isEmpty()) {
            return Optional.of(Words.of("pop.unknownlong", call.from()));
        }
        var door = state.flatMap(s -> call.door().map(s.doors()::get));
        if (door.isPresent() && door.get().picture() instanceof Picture.Troubled t) {
            return Optional.of(t.trouble().sentence() + "\n" + t.trouble().remedy());
        }
        return switch (fresh.kind()) {
            case CONNECTING -> Optional.of(Words.of("picture.connecting"));
            case FROZEN -> Optional.of(Words.of("tile.stalled"));
            case BLACK -> Optional.of(Words.of("tile.black.why"));
            case COVERED -> Optional.of(Words.of("tile.covered.why"));
            case LIVE, OLD, REPEATED -> Optional.empty();
        };
    }
}
