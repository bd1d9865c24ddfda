package gatehouse.ui.kit;

import java.util.Optional;
import javafx.scene.input.KeyCode;

/// What a key can do beside moving about: each has its usual key, which a desk may change.
public enum Act {
    ANSWER_NEXT(KeyCode.F1, false, false),
    HOLD(KeyCode.F2, false, false),
    SWAP(KeyCode.F2, true, false),
    END(KeyCode.F3, false, false),
    REASON(KeyCode.F3, true, false),
    OPEN_FIRST(KeyCode.F4, false, false),
    OPEN_SECOND(KeyCode.F5, false, false),
    OPEN_THIRD(KeyCode.F6, false, false),
    MUTE(KeyCode.F7, false, false),
    /// Held down while one speaks.
    TALK(KeyCode.F8, false, false),
    PUSH_TO_TALK(KeyCode.F8, true, false),
    SNAPSHOT(KeyCode.F9, false, false),
    SPOT(KeyCode.F10, false, false),
    FULL_SCREEN(KeyCode.F11, false, false),
    HAND_OVER(KeyCode.F1, true, false),
    ASK_FIRST(KeyCode.F9, true, false),
    ANNOUNCE(KeyCode.F7, true, false),
    CALL_AGAIN(KeyCode.R, false, true),
    MISSED(KeyCode.M, false, true),
    UNDISTURBED(KeyCode.D, false, true),
    LOCKDOWN(KeyCode.F12, false, false);

    private final Stroke usual;

    Act(KeyCode code, boolean shift, boolean control) {
        usual = new Stroke(code, shift, control);
    }

    public Stroke usual() {
        return usual;
    }

    /// The key beside the usual one for a guard who works with one hand on the numeric keypad.
    public Optional<Stroke> onKeypad() {
        return switch (this) {
            case ANSWER_NEXT -> Optional.of(Stroke.of(KeyCode.MULTIPLY));
            case HOLD -> Optional.of(Stroke.of(KeyCode.DIVIDE));
            case END -> Optional.of(Stroke.of(KeyCode.SUBTRACT));
            case TALK -> Optional.of(Stroke.of(KeyCode.ADD));
            case OPEN_FIRST -> Optional.of(Stroke.of(KeyCode.DECIMAL));
            case SWAP, REASON, OPEN_SECOND, OPEN_THIRD, MUTE, PUSH_TO_TALK, SNAPSHOT, SPOT, FULL_SCREEN ->
                Optional.empty();
            case HAND_OVER, ASK_FIRST, ANNOUNCE, CALL_AGAIN, MISSED, UNDISTURBED, LOCKDOWN -> Optional.empty();
        };
    }

    /// F4, F5, F6.
    public static Optional<Act> ofOutput(int number) {
        return switch (number) {
            case 1 -> Optional.of(OPEN_FIRST);
            case 2 -> Optional.of(OPEN_SECOND);
            case 3 -> Optional.of(OPEN_THIRD);
            default -> Optional.empty();
        };
    }
}
