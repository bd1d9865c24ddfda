package gatehouse.ui.call;

import gatehouse.audio.Finding;
import gatehouse.desk.Call;
import gatehouse.desk.CallId;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Glass;
import gatehouse.desk.Phase;
import gatehouse.desk.Picture;
import gatehouse.desk.Sounding;
import gatehouse.door.DoorId;
import gatehouse.ui.kit.DoorMarks;
import gatehouse.ui.kit.Freshness;
import gatehouse.ui.kit.KeyBook;
import gatehouse.ui.kit.LivePicture;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import gatehouse.ui.settings.SoundSource;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiFunction;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;

/// What is in the pop-up: whose call, the face as large as fits, its age, what to do.
///
/// Confined to the screen's thread.
final class CallPane extends VBox implements Lists {
    private static final PseudoClass TALKING = PseudoClass.getPseudoClass("talking");
    private static final PseudoClass OVER = PseudoClass.getPseudoClass("over");
    private static final PseudoClass ASIDE = PseudoClass.getPseudoClass("aside");

    private final Glass glass;
    private final Clicks clicks;
    final LivePicture picture;
    final CallHeader header;
    private final Waiter waiter;
    final Drawer drawer;
    private final Drawers lists;
    private final Notice notice;
    private final Verdict verdict;
    private final CallInfo info;
    private final TalkTools tools;
    final CallActions actions;
    private final Stages stages;
    private final DoorMarks marks = new DoorMarks();
    private final Label message = Parts.wrapped("", "pop-message");
    private Optional<DeskState> state = Optional.empty();
    private Optional<Call> shown = Optional.empty();
    private Optional<DoorId> watched = Optional.empty();
    private Runnable onFace = () -> {};
    private boolean faced = true;

    CallPane(Clicks clicks, Glass glass, Clock clock, KeyBook keys, SoundSource sounds, Runnable toLogIn) {
        this.glass = glass;
        this.clicks = clicks;
        picture = new LivePicture(glass, 0.08);
        picture.wantMain(true);
        header = new CallHeader(clock, clicks::show);
        waiter = new Waiter(clicks, clock, keys);
        notice = new Notice(clicks, clock);
        verdict = new Verdict(this::mend);
        info = new CallInfo(clicks);
        stages = new Stages(clicks);
        drawer = new Drawer(keys);
        lists = new Drawers(clicks, sounds);
        tools = new TalkTools(clicks, keys, this);
        actions = new CallActions(clicks, keys, this, toLogIn);
        getStyleClass().add("pop");
        var face = Parts.styled(new StackPane(picture, message), "face");
        cutOff(face);
        face.setMinSize(0, 0);
        HBox.setHgrow(face, Priority.ALWAYS);
        StackPane.setAlignment(message, Pos.CENTER);
        face.getChildren().add(marks);
        StackPane.setAlignment(marks, Pos.TOP_LEFT);
        // The list stands beside the face, never over it.
        var middle = new HBox(12, face, drawer);
        middle.setMinHeight(0);
        VBox.setVgrow(middle, Priority.ALWAYS);
        VBox.setMargin(waiter, new Insets(0, 0, 8, 0));
        VBox.setMargin(verdict, new Insets(8, 0, 0, 0));
        // The pop-up is as large as what is drawn: nothing may be drawn beyond its size, not even while it is laid out.
        cutOff(this);
        getChildren().addAll(header, waiter, middle, notice, verdict, info, stages, tools, actions);
        picture.freshnessProperty().subscribe(f -> tell());
    }

    /// Nothing of it is drawn beyond its edge.
    private static void cutOff(Region region) {
        var edge = new Rectangle();
        edge.widthProperty().bind(region.widthProperty());
        edge.heightProperty().bind(region.heightProperty());
        region.setClip(edge);
    }

    void show(DeskState next, Call call) {
        boolean changed = shown.map(c -> !c.id().equals(call.id())).orElse(true);
        boolean other = shown.map(c -> !c.phase().getClass().equals(call.phase().getClass()))
                .orElse(true);
        state = Optional.of(next);
        shown = Optional.of(call);
        var door = seen(next, call);
        if (changed || other) {
            drawer.close();
        }
        if (changed || !door.equals(watched)) {
            watched = door;
            faced = door.isEmpty();
            picture.onFresh(() -> face(call));
            boolean already = picture.freshnessProperty().get().kind() == Freshness.Kind.LIVE;
            picture.watch(door);
            if (already && picture.freshnessProperty().get().kind() == Freshness.Kind.LIVE) {
                face(call);
            }
        }
        boolean may = may(next, call);
        pseudoClassStateChanged(TALKING, call.talking());
        pseudoClassStateChanged(ASIDE, call.held());
        pseudoClassStateChanged(OVER, !call.alive());
        header.show(next, call);
        waiter.show(next, call);
        notice.show(next, call);
        verdict.show(
                call.phase() instanceof Phase.Talking
                        ? call.course().sounding().flatMap(Sounding::explanation)
                        : Optional.empty());
        info.show(next, call, door);
        stages.show(next, call);
        Parts.there(stages, call.opening().isPresent());
        tools.show(next, call, may);
        actions.show(next, call, may);
        call.door().map(next.doors()::get).ifPresentOrElse(d -> marks.show(next, d), () -> marks.setVisible(false));
        tell();
    }

    private void face(Call call) {
        faced = true;
        glass.faceShown(call.id());
        onFace.run();
    }

    /// Whether there is a face to be seen that has not come yet.
    boolean awaitsFace() {
        return !faced;
    }

    /// Run each time a call's face has come, in the pulse that paints it.
    void onFace(Runnable next) {
        onFace = next;
    }

    private static boolean may(DeskState state, Call call) {
        return state.mayAnswer(call.door());
    }

    /// While the guard has a word with somebody about a visitor on hold, it is the visitor who is seen.
    private static Optional<DoorId> seen(DeskState state, Call call) {
        return call.door()
                .or(() -> TalkTools.consults(state, call) || call.course().outgoing()
                        ? state.held().stream().flatMap(c -> c.door().stream()).findFirst()
                        : Optional.empty());
    }

    private void mend(Finding.Remedy remedy) {
        switch (remedy) {
            case PUSH_TO_TALK, G711_ONLY, CALL_BACK -> shown.ifPresent(c -> clicks.remedy(c.id(), remedy));
            case CHOOSE_DEVICE -> devices();
        }
    }

    private void open(BiFunction<DeskState, CallId, Drawer.Content> content) {
        state.ifPresent(s -> shown.filter(c -> may(s, c)).ifPresent(c -> {
            var next = content.apply(s, c.id());
            if (drawer.shows(next.title())) {
                drawer.close();
            } else if (!next.empty()) {
                drawer.open(next);
            }
        }));
    }

    private boolean talking() {
        return shown.filter(c -> c.phase() instanceof Phase.Talking).isPresent();
    }

    @Override
    public void handOver() {
        if (talking()) {
            open((s, c) -> lists.handOver(s, c, this::askFirst));
        }
    }

    @Override
    public void askFirst() {
        if (talking()) {
            open((s, c) -> lists.askFirst(s));
        }
    }

    @Override
    public void reasons() {
        if (shown.filter(Call::ringing).isPresent()) {
            open(lists::reasons);
        }
    }

    @Override
    public void announcements() {
        if (talking()) {
            open(lists::announcements);
        }
    }

    @Override
    public void devices() {
        open((s, c) -> lists.devices(this::devicesAgain));
    }

    private void devicesAgain() {
        drawer.open(lists.devices(this::devicesAgain));
    }

    void hidden() {
        shown = Optional.empty();
        watched = Optional.empty();
        drawer.close();
        tools.hidden();
        actions.hidden();
        picture.watch(Optional.empty());
    }

    /// Times count up, ages are asked anew.
    void tell() {
        shown.ifPresent(call -> {
            var fresh = picture.freshnessProperty().get();
            header.tell(call);
            waiter.tell();
            notice.tell();
            info.tell(watched, fresh, picture.source());
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
        if (watched.isEmpty()) {
            return call.course().outgoing()
                    ? Optional.of(Words.of("pop.nopicture", call.title()))
                    : Optional.of(Words.of("pop.unknownlong", call.from()));
        }
        var door = state.flatMap(s -> watched.map(s.doors()::get));
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
