package gatehouse.ui.shell;

import gatehouse.desk.CallId;
import gatehouse.desk.DeskState;
import gatehouse.desk.Lamp;
import gatehouse.desk.Picture;
import gatehouse.ui.kit.Bubble;
import gatehouse.ui.kit.Folding;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The lamps: each a shape, a name and a word, with the remedy for whoever presses it; how many doors can ring; and how
/// fast a face is there. Not the library's status bar, which is one line of text and a progress: lamps are many, each
/// with a focus of its own.
final class StatusBar extends HBox {
    private static final double LEAST_TROUBLE = 80;
    private static final double GAP = 32;

    private final Folding lamps = new Folding(GAP);
    private final Label face = Parts.label("", "status-word");
    private final HBox faceBox;
    private final HBox lent = new HBox(16);
    private final Runnable toSound;
    private final Map<Lamp, Node> standing = new HashMap<>();
    private Optional<Bubble> bubble = Optional.empty();
    private Optional<CallId> call = Optional.empty();
    private List<Object> shown = List.of();
    private boolean measured;

    /// `toSound` shows what the sound can be set to, for whoever presses its lamp.
    StatusBar(Runnable toSound) {
        super(32);
        this.toSound = toSound;
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("status");
        lamps.setMinWidth(0);
        HBox.setHgrow(lamps, Priority.ALWAYS);
        faceBox = new HBox(6, Parts.label(Words.of("status.face")), face);
        faceBox.setAlignment(Pos.CENTER_RIGHT);
        faceBox.setMinWidth(Region.USE_PREF_SIZE);
        lent.setAlignment(Pos.CENTER_RIGHT);
        lent.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(lamps, faceBox, lent);
        widthProperty().subscribe(w -> fit());
    }

    /// In a narrow window the lamps stay, and how fast a face is there is left out.
    private void fit() {
        double needed = faceBox.prefWidth(-1) + 3 * getSpacing();
        for (var lamp : lamps.getChildren()) {
            needed += lamp.minWidth(-1) + GAP;
        }
        boolean room = getWidth() <= 0 || needed <= getWidth();
        Parts.there(faceBox, measured && room && lent.getChildren().isEmpty());
    }

    /// Takes what else must be in sight when this is the only bar.
    void lend(Node... nodes) {
        lent.getChildren().setAll(nodes);
        fit();
    }

    void giveBack() {
        lent.getChildren().clear();
        fit();
    }

    /// Closes the details of a lamp; answers whether they were open.
    boolean back() {
        return bubble.map(Bubble::close).orElse(false);
    }

    void show(DeskState state) {
        if (!call.equals(state.shown())) {
            call = state.shown();
            if (call.isPresent()) {
                back();
            }
        }
        long can = state.doorsThatCanRing();
        int all = state.doors().size();
        var trouble = trouble(state);
        var ringing = Ringing.words(state);
        var now = List.<Object>of(
                state.lamps(), can, all, trouble, ringing, state.seat().isPresent());
        if (!now.equals(shown)) {
            shown = now;
            var row = new ArrayList<Node>();
            ringing.ifPresent(words -> row.add(lamp(new Lamp(
                    Words.of("status.calls"),
                    Lamp.Health.DEGRADED,
                    Ringing.brief(state).orElse(words),
                    words))));
            state.lamps().forEach((key, l) -> {
                boolean sound = key.equals("sound") && state.seat().isPresent();
                row.add(sound ? press(made(l), toSound) : lamp(l));
            });
            row.add(lamp(new Lamp(
                    "",
                    can == all ? Lamp.Health.GOOD : can == 0 ? Lamp.Health.BAD : Lamp.Health.DEGRADED,
                    Words.of("status.doors", can, all),
                    trouble)));
            if (!trouble.isEmpty()) {
                var words = Parts.label("· " + trouble);
                words.setMinWidth(LEAST_TROUBLE);
                HBox.setHgrow(words, Priority.ALWAYS);
                row.add(words);
            }
            // A lamp that did not change stays, with the focus that is on it.
            standing.values().retainAll(row);
            Parts.fill(lamps, row);
        }
        measured = state.ringToFace().isPresent();
        fit();
        face.setText(state.ringToFace()
                .map(f -> Words.of("status.median", Times.fine(f)))
                .orElse(""));
    }

    private static String trouble(DeskState state) {
        for (var door : state.doors().values()) {
            if (door.picture() instanceof Picture.Troubled t) {
                return door.door().name() + ": " + t.trouble().sentence();
            }
        }
        return "";
    }

    private static Node press(Node lamp, Runnable deed) {
        lamp.getStyleClass().add("lamp-pressed");
        lamp.setAccessibleRole(javafx.scene.AccessibleRole.BUTTON);
        lamp.setOnMouseClicked(e -> deed.run());
        lamp.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER || e.getCode() == KeyCode.SPACE) {
                deed.run();
                e.consume();
            }
        });
        return lamp;
    }

    private Node lamp(Lamp lamp) {
        return standing.computeIfAbsent(lamp, l -> l.remedy().isEmpty() ? made(l) : pressed(made(l), l));
    }

    private Node pressed(Node node, Lamp lamp) {
        return press(node, () -> {
            if (bubble.isEmpty()) {
                bubble = Optional.of(new Bubble());
            }
            bubble.get().toggle(node, said(lamp), lamp.remedy());
        });
    }

    private static String said(Lamp lamp) {
        return (lamp.name() + " " + lamp.word()).strip();
    }

    private static Node made(Lamp lamp) {
        var shape = Parts.styled(
                new Region(), "lamp", "lamp-" + lamp.health().name().toLowerCase(Locale.ROOT));
        var word = Parts.label(lamp.word(), "status-word");
        word.setMinWidth(Region.USE_PREF_SIZE);
        var box = new HBox(6, shape);
        if (!lamp.name().isEmpty()) {
            var name = Parts.label(lamp.name());
            name.setMinWidth(Region.USE_PREF_SIZE);
            box.getChildren().add(name);
        }
        box.getChildren().add(word);
        box.setAlignment(Pos.CENTER_LEFT);
        var said = said(lamp);
        box.setAccessibleText(said + (lamp.remedy().isEmpty() ? "" : ". " + lamp.remedy()));
        box.setFocusTraversable(true);
        box.getStyleClass().add("lamp-box");
        return box;
    }
}
