package gatehouse.ui.shell;

import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Recent;
import gatehouse.operator.Right;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// What was missed, opened from its chip; stays until somebody says that he has seen it.
final class Missed extends VBox {
    private final VBox lines = new VBox(10);
    private final Label more = Parts.wrapped(Words.of("missed.history"), "small");
    private final Button seen;

    Missed(Clicks clicks) {
        super(12);
        getStyleClass().add("missed");
        seen = Parts.button(Words.of("missed.seen"), () -> {
            clicks.acknowledgeMissed();
            setVisible(false);
        });
        seen.getStyleClass().add("ring");
        getChildren().addAll(Parts.label(Words.of("missed.head"), "card-name"), lines, more, seen);
        setMaxSize(420, USE_PREF_SIZE);
        setVisible(false);
    }

    void show(DeskState state) {
        lines.getChildren()
                .setAll(state.recent().stream()
                        .filter(Recent::wants)
                        .limit(8)
                        .map(Queue::line)
                        .toList());
        Parts.there(seen, state.may(Right.ACKNOWLEDGE_MISSED));
        if (state.missed() == 0) {
            setVisible(false);
        }
    }

    void toggle() {
        setVisible(!isVisible());
        if (isVisible()) {
            seen.requestFocus();
        }
    }

    boolean back() {
        boolean was = isVisible();
        setVisible(false);
        return was;
    }
}
