package gatehouse.ui.kit;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// One key, alone or with Shift or Ctrl.
public record Stroke(KeyCode code, boolean shift, boolean control) {
    public Stroke {
        requireNonNull(code);
    }

    public static Stroke of(KeyCode code) {
        return new Stroke(code, false, false);
    }

    public static Stroke of(KeyEvent e) {
        return new Stroke(e.getCode(), e.isShiftDown(), e.isControlDown());
    }

    /// What [#kept] wrote; of anything else, nothing.
    public static Optional<Stroke> read(String text) {
        var parts = Arrays.asList(text.split("\\+"));
        return Arrays.stream(KeyCode.values())
                .filter(c -> !parts.isEmpty() && c.name().equals(parts.getLast()))
                .findFirst()
                .map(c -> new Stroke(c, parts.contains("shift"), parts.contains("ctrl")));
    }

    public String kept() {
        return (control ? "ctrl+" : "") + (shift ? "shift+" : "") + code.name();
    }

    /// Whether it may be an act's key at all: not a modifier alone, and nothing that every screen needs itself.
    public boolean free() {
        return switch (code) {
            case UNDEFINED, SHIFT, CONTROL, ALT, META, WINDOWS, COMMAND, ALT_GRAPH, CAPS, NUM_LOCK -> false;
            case ESCAPE, ENTER, TAB, SPACE, UP, DOWN, LEFT, RIGHT, BACK_SPACE, DELETE, PAGE_UP, PAGE_DOWN -> false;
            case DIGIT0, DIGIT1, DIGIT2, DIGIT3, DIGIT4, DIGIT5, DIGIT6, DIGIT7, DIGIT8, DIGIT9 -> false;
            case NUMPAD0, NUMPAD1, NUMPAD2, NUMPAD3, NUMPAD4, NUMPAD5, NUMPAD6, NUMPAD7, NUMPAD8, NUMPAD9 -> false;
            case F, L, N -> !control;
            default -> true;
        };
    }

    /// Whether it writes something into a field.
    public boolean types() {
        return !control && (code.isLetterKey() || code.isDigitKey() || code.isKeypadKey() || code.isWhitespaceKey());
    }

    /// As it stands on a button.
    public String words() {
        return (control ? Words.of("key.ctrl") + "+" : "") + (shift ? "⇧" : "") + name();
    }

    private String name() {
        return switch (code) {
            case MULTIPLY -> "Num ×";
            case DIVIDE -> "Num ÷";
            case ADD -> "Num +";
            case SUBTRACT -> "Num −";
            case DECIMAL -> "Num .";
            default -> {
                var name = code.getName();
                yield name.isEmpty() ? code.name().toLowerCase(Locale.ROOT) : name;
            }
        };
    }

    /// As it is read aloud.
    public String said() {
        return (control ? Words.of("key.ctrl") + " " : "") + (shift ? Words.of("key.shift") + " " : "") + name();
    }
}
