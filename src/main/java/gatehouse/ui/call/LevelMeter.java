package gatehouse.ui.call;

import gatehouse.ui.kit.Parts;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// How loud one side is, in twelve steps from -54 to 0 dBFS.
final class LevelMeter extends HBox {
    private static final PseudoClass LIT = PseudoClass.getPseudoClass("lit");
    private static final int STEPS = 12;
    private final Label word = Parts.label("", "meter-word");
    private int lit = -1;

    LevelMeter(String whose) {
        super(2);
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("meter");
        word.setText(whose);
        word.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().add(word);
        for (int i = 0; i < STEPS; i++) {
            getChildren().add(Parts.styled(new Region(), "meter-step"));
        }
        level(-90);
    }

    void whose(String words) {
        word.setText(words);
    }

    void level(double dbfs) {
        int now = (int) Math.clamp(Math.round((dbfs + 54) / 54 * STEPS), 0, STEPS);
        if (now != lit) {
            lit = now;
            for (int i = 0; i < STEPS; i++) {
                getChildren().get(i + 1).pseudoClassStateChanged(LIT, i < now);
            }
        }
    }
}
