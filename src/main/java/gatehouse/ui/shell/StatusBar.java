package gatehouse.ui.shell;

import gatehouse.desk.DeskState;
import gatehouse.desk.Lamp;
import gatehouse.desk.Picture;
import gatehouse.ui.kit.Folding;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The lamps: each a shape, a name and a word, with the remedy in its tooltip; how many doors can ring; and how fast a
/// face is there.
final class StatusBar extends HBox {
    private static final double LEAST_TROUBLE = 80;
    private static final double GAP = 32;

    private final Folding lamps = new Folding(GAP);
    private final Label face = Parts.label("", "status-word");
    private final HBox faceBox;
    private final HBox lent = new HBox(16);
    private final Runnable toSound;
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

    void show(DeskState state) {
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
                var lamp = lamp(l);
                if (key.equals("sound") && state.seat().isPresent()) {
                    press(lamp);
                }
                row.add(lamp);
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
            lamps.getChildren().setAll(row);
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

    private void press(Node lamp) {
        lamp.getStyleClass().add("lamp-pressed");
        lamp.setAccessibleRole(javafx.scene.AccessibleRole.BUTTON);
        lamp.setOnMouseClicked(e -> toSound.run());
        lamp.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER || e.getCode() == KeyCode.SPACE) {
                toSound.run();
                e.consume();
            }
        });
    }

    private static Node lamp(Lamp lamp) {
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
        var said = (lamp.name() + " " + lamp.word()).strip();
        Tooltip.install(box, Parts.tooltip(lamp.remedy().isEmpty() ? said : said + "\n" + lamp.remedy()));
        box.setAccessibleText(said + (lamp.remedy().isEmpty() ? "" : ". " + lamp.remedy()));
        box.setFocusTraversable(true);
        box.getStyleClass().add("lamp-box");
        return box;
    }
}
