package gatehouse.ui.kit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import org.controlsfx.validation.ValidationMessage;
import org.controlsfx.validation.ValidationResult;
import org.controlsfx.validation.ValidationSupport;
import org.controlsfx.validation.decoration.ValidationDecoration;

/// What is wrong with the fields of a form, in words below each of them, while one types. Nothing is said before the
/// first try. The decoration is ours: that of the library puts a pane of its own over the whole scene and says its
/// words only under the mouse.
///
/// Confined to the screen's thread.
public final class FieldChecks {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private record Checked(Label words, Function<String, Optional<String>> rule) {}

    private final ValidationSupport support = new ValidationSupport();
    private final Map<TextInputControl, Checked> fields = new LinkedHashMap<>();

    public FieldChecks() {
        support.setErrorDecorationEnabled(false);
        support.setValidationDecorator(new Said());
        // Also what was never touched may be wrong at a try.
        support.initInitialDecoration();
    }

    /// Answers where the words for this field will stand. They have their room from the first, so that nothing moves
    /// when they come.
    public Label check(TextInputControl field, Function<String, Optional<String>> rule) {
        var words = Parts.label("", "field-words");
        words.setLabelFor(field);
        fields.put(field, new Checked(words, rule));
        support.registerValidator(
                field,
                false,
                (Control target, String text) -> rule.apply(text == null ? "" : text)
                        .map(wrong -> ValidationResult.fromError(target, wrong))
                        .orElseGet(ValidationResult::new));
        // A rule may look at other fields, too.
        field.textProperty().subscribe(() -> support.revalidate());
        return words;
    }

    /// The first try, or another one: whether nothing is wrong. Else the keyboard goes to the first field that is.
    public boolean pass() {
        support.setErrorDecorationEnabled(true);
        support.revalidate();
        var wrong = fields.entrySet().stream()
                .filter(e -> e.getValue().rule().apply(e.getKey().getText()).isPresent())
                .map(Map.Entry::getKey)
                .findFirst();
        wrong.ifPresent(TextInputControl::requestFocus);
        return wrong.isEmpty();
    }

    /// What was typed has been taken: the next try is a first one.
    public void begin() {
        support.setErrorDecorationEnabled(false);
    }

    private final class Said implements ValidationDecoration {
        @Override
        public void removeDecorations(Control target) {
            say(target, "");
        }

        @Override
        public void applyValidationDecoration(ValidationMessage message) {
            say(message.getTarget(), message.getText());
        }

        @Override
        public void applyRequiredDecoration(Control target) {}

        /// The words are seen below the field, and are the help that a screen reader says with it.
        private void say(Control target, String wrong) {
            var checked = fields.get(target);
            checked.words().setText(wrong);
            target.setAccessibleHelp(wrong.isEmpty() ? null : wrong);
            target.pseudoClassStateChanged(WRONG, !wrong.isEmpty());
        }
    }
}
