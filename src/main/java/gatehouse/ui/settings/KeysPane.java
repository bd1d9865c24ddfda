package gatehouse.ui.settings;

import gatehouse.ui.kit.Act;
import gatehouse.ui.kit.Folding;
import gatehouse.ui.kit.KeyBook;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Stroke;
import gatehouse.ui.kit.Words;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/// Which key does what: each act with its key and a second one, chosen by pressing it. A foot switch is a key like any
/// other.
///
/// Confined to the screen's thread.
final class KeysPane extends VBox {
    private final KeyBook keys;
    private final Label said = Parts.wrapped("", "small");

    KeysPane(KeyBook keys) {
        super(12);
        this.keys = keys;
        var grid = new GridPane(12, 6);
        grid.getStyleClass().add("keys-grid");
        grid.addRow(
                0,
                Parts.label(Words.of("keys.act"), "queue-head"),
                Parts.label(Words.of("keys.first"), "queue-head"),
                Parts.label(Words.of("keys.second"), "queue-head"));
        for (var act : Act.values()) {
            var name = Parts.label(Words.of("act." + act));
            name.setMinWidth(160);
            name.setWrapText(true);
            grid.addRow(act.ordinal() + 1, name, key(act, true), key(act, false));
        }
        var buttons = new Folding(
                12,
                Parts.button(Words.of("keys.keypad"), () -> {
                    keys.useKeypad();
                    said.setText(Words.of("keys.keypadsaid"));
                }),
                Parts.button(Words.of("keys.reset"), () -> {
                    keys.reset();
                    said.setText(Words.of("keys.resetsaid"));
                }));
        getChildren().addAll(buttons, said, grid);
    }

    private Button key(Act act, boolean first) {
        var button = Parts.button("", () -> {});
        button.setOnAction(e -> ask(button));
        button.getStyleClass().addAll("slim", "key-choice");
        button.setMinWidth(130);
        if (first) {
            keys.first(act).subscribe(s -> tell(button, act, Optional.of(s)));
        } else {
            keys.second(act).subscribe(s -> tell(button, act, s));
        }
        button.addEventFilter(KeyEvent.KEY_PRESSED, e -> pressed(e, button, act, first));
        button.addEventFilter(KeyEvent.KEY_RELEASED, e -> {
            if (asks(button)) {
                e.consume();
            }
        });
        button.focusedProperty().subscribe(f -> {
            if (!f && asks(button)) {
                leave(button, act, first);
            }
        });
        return button;
    }

    private static void tell(Button button, Act act, Optional<Stroke> stroke) {
        var words = stroke.map(Stroke::words).orElse(Words.of("keys.none"));
        button.setText(words);
        button.setAccessibleText(
                Words.of("act." + act) + ": " + stroke.map(Stroke::said).orElse(Words.of("keys.none")));
    }

    private void ask(Button button) {
        if (!asks(button)) {
            button.requestFocus();
            button.getProperties().put(KeyBook.ASKING, true);
            button.setText(Words.of("keys.press"));
            said.setText(Words.of("keys.pressed"));
        }
    }

    private static boolean asks(Button button) {
        return button.getProperties().containsKey(KeyBook.ASKING);
    }

    private void pressed(KeyEvent e, Button button, Act act, boolean first) {
        if (!asks(button)) {
            return;
        }
        e.consume();
        if (e.getCode() == KeyCode.ESCAPE) {
            said.setText("");
            leave(button, act, first);
            return;
        }
        if (!first && (e.getCode() == KeyCode.DELETE || e.getCode() == KeyCode.BACK_SPACE)) {
            keys.drop(act);
            leave(button, act, first);
            return;
        }
        var stroke = Stroke.of(e);
        if (e.getCode().isModifierKey()) {
            return;
        }
        if (!stroke.free()) {
            said.setText(Words.of("keys.notfree", stroke.words()));
            return;
        }
        var owner = keys.choose(act, first, stroke);
        said.setText(owner.map(o -> Words.of("keys.taken", stroke.words(), Words.of("act." + o)))
                .orElse(Words.of("keys.set", Words.of("act." + act), stroke.words())));
        if (owner.isEmpty()) {
            leave(button, act, first);
        }
    }

    private void leave(Button button, Act act, boolean first) {
        button.getProperties().remove(KeyBook.ASKING);
        tell(
                button,
                act,
                first ? Optional.of(keys.first(act).get()) : keys.second(act).get());
    }
}
