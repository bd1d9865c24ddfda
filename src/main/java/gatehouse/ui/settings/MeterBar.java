package gatehouse.ui.settings;

import gatehouse.ui.kit.Parts;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// How loud a microphone is, in thirty steps from -60 to 0 dBFS.
final class MeterBar extends HBox {
    private static final PseudoClass LIT = PseudoClass.getPseudoClass("lit");
    private static final int STEPS = 30;

    MeterBar(String whose) {
        super(2);
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("meter");
        setAccessibleText(whose);
        for (int i = 0; i < STEPS; i++) {
            getChildren().add(Parts.styled(new Region(), "meter-step"));
        }
    }

    void level(double dbfs) {
        long lit = Math.clamp(Math.round((dbfs + 60) / 60 * STEPS), 0, STEPS);
        for (int i = 0; i < STEPS; i++) {
            getChildren().get(i).pseudoClassStateChanged(LIT, i < lit);
        }
    }
}
