package gatehouse.ui.shell;

import gatehouse.ui.kit.FieldChecks;
import gatehouse.ui.kit.Folding;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Shown;
import gatehouse.ui.kit.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A card with a head, some fields, what is wrong at each of them and with all, and its buttons. What is typed into a
/// secret field is gone as soon as it was sent.
///
/// Confined to the screen's thread.
final class Form extends VBox {
    private static final int WIDTH = 480;

    private final VBox body = new VBox(8);
    private final Label words = Parts.wrapped("", "form-words");
    private final Folding buttons = new Folding(12);
    private final FieldChecks checks = new FieldChecks();
    private final List<TextInputControl> fields = new ArrayList<>();

    Form(String head) {
        super(20);
        getStyleClass().add("form");
        setPrefWidth(WIDTH + 64);
        words.setMaxWidth(WIDTH);
        Parts.there(words, false);
        getChildren().addAll(Parts.label(head, "form-head"), body, words, buttons);
    }

    void text(String text) {
        var label = Parts.wrapped(text, "small");
        label.setMaxWidth(WIDTH);
        body.getChildren().add(label);
    }

    void add(Node node) {
        body.getChildren().add(node);
    }

    TextField field(String name) {
        return put(name, new TextField());
    }

    PasswordField secret(String name) {
        return put(name, new PasswordField());
    }

    /// A field that is held to a rule, which answers what is wrong.
    TextField field(String name, Function<String, Optional<String>> rule) {
        return checked(field(name), rule);
    }

    PasswordField secret(String name, Function<String, Optional<String>> rule) {
        return checked(secret(name), rule);
    }

    private <T extends TextInputControl> T checked(T field, Function<String, Optional<String>> rule) {
        ((VBox) field.getParent()).getChildren().add(checks.check(field, rule));
        return field;
    }

    private <T extends TextInputControl> T put(String name, T field) {
        field.setAccessibleText(name);
        field.setPrefWidth(WIDTH);
        field.setMinHeight(44);
        fields.add(field);
        body.getChildren().add(new VBox(4, Parts.label(name, "small"), field));
        return field;
    }

    Button button(String word, String kind, Runnable deed) {
        var button = Parts.button(word, deed);
        button.getStyleClass().add(kind);
        button.setMinHeight(Region.USE_PREF_SIZE);
        buttons.getChildren().add(button);
        return button;
    }

    /// The button that sends what was typed, once every rule is kept; Enter in a field is the same.
    void send(String word, String kind, Runnable deed) {
        var button = button(word, kind, () -> {
            if (checks.pass()) {
                deed.run();
            }
        });
        fields.forEach(field -> {
            if (field instanceof TextField line) {
                line.setOnAction(e -> button.fire());
            }
        });
    }

    /// The keyboard goes to the first field; as soon as there is a scene, for what scrolls gets one late.
    void begin() {
        fields.stream().findFirst().ifPresent(field -> {
            if (field.getScene() != null) {
                field.requestFocus();
                return;
            }
            field.sceneProperty().subscribe(scene -> {
                if (scene != null) {
                    Shown.screen().execute(field::requestFocus);
                }
            });
        });
    }

    void say(String wrong) {
        words.setText(wrong);
        Parts.there(words, !wrong.isEmpty());
    }

    /// Waits for the answer with the buttons out of reach; `done` is run when nothing was wrong.
    void ask(CompletableFuture<Optional<String>> answer, Runnable done) {
        say("");
        buttons.setDisable(true);
        Shown.answer(
                answer,
                wrong -> {
                    buttons.setDisable(false);
                    say(wrong.orElse(""));
                    if (wrong.isEmpty()) {
                        checks.begin();
                        done.run();
                    }
                },
                failure -> {
                    buttons.setDisable(false);
                    say(Words.of("form.failed", String.valueOf(failure.getMessage())));
                });
    }
}
