package gatehouse.ui.kit;

import static java.util.Objects.requireNonNull;

import gatehouse.desk.CallId;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.door.DoorId;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleAction;
import javafx.scene.control.Button;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;

/// The button that opens a door. It needs a deliberate press: Enter and Space do nothing, it is nobody's default. What
/// it opens is what was shown when it was *pressed*, even if another call is shown before it is let go of. After the
/// shown call changed it ignores presses for the arming time, and is seen to.
///
/// Confined to the screen's thread.
public final class OpenButton extends Button {
    /// What a press would open.
    public record Aim(Optional<CallId> call, DoorId door, String outputId) {
        public Aim {
            requireNonNull(call);
            requireNonNull(door);
            requireNonNull(outputId);
        }
    }

    private record Press(Aim aim, long at) {}

    private static final PseudoClass ARMING = PseudoClass.getPseudoClass("arming");
    private static final PseudoClass BARRED = PseudoClass.getPseudoClass("barred");

    private final Clicks clicks;
    private final PauseTransition arming = new PauseTransition();
    private Optional<Aim> aim = Optional.empty();
    private Optional<Press> press = Optional.empty();
    private long shownAt;

    public OpenButton(Clicks clicks) {
        this.clicks = requireNonNull(clicks);
        getStyleClass().add("open-button");
        setDefaultButton(false);
        arming.setOnFinished(e -> pseudoClassStateChanged(ARMING, false));
        addEventHandler(MouseEvent.MOUSE_PRESSED, e -> {
            press = e.getButton() == MouseButton.PRIMARY ? pressNow() : Optional.empty();
        });
        addEventHandler(MouseEvent.MOUSE_RELEASED, e -> {
            if (contains(e.getX(), e.getY())) {
                press.ifPresent(this::open);
            }
            press = Optional.empty();
        });
    }

    /// Aims at this from now on; `since` is the monotonic time since when it is shown.
    public void aim(Aim next, long since) {
        aim = Optional.of(next);
        if (shownAt != since) {
            shownAt = since;
            long left = DeskState.ARMING.toMillis() - (System.nanoTime() - since) / 1_000_000;
            pseudoClassStateChanged(ARMING, left > 0);
            if (left > 0) {
                arming.setDuration(Duration.millis(left));
                arming.playFromStart();
            }
        }
    }

    public void aimAtNothing() {
        aim = Optional.empty();
    }

    /// Its function key was pressed, or a screen reader's user said so.
    public void pressed() {
        if (!isDisabled()) {
            pressNow().ifPresent(this::open);
        }
    }

    /// Its key was pressed in the way that nobody uses of their own will. Nothing looks different.
    public void pressedUnderDuress() {
        if (!isDisabled()) {
            pressNow()
                    .ifPresent(p -> clicks.doors()
                            .openUnderDuress(
                                    p.aim().call(), p.aim().door(), p.aim().outputId(), p.at()));
        }
    }

    /// Nobody opens this door now. A press is still taken, so that the reason is said.
    public void barred(boolean now) {
        pseudoClassStateChanged(BARRED, now);
    }

    private Optional<Press> pressNow() {
        long now = System.nanoTime();
        return now - shownAt < DeskState.ARMING.toNanos() ? Optional.empty() : aim.map(a -> new Press(a, now));
    }

    private void open(Press pressed) {
        clicks.open(pressed.aim().call(), pressed.aim().door(), pressed.aim().outputId(), pressed.at());
    }

    /// Reached by Enter, Space, mnemonics and default buttons, and deliberately empty.
    @Override
    public void fire() {}

    @Override
    public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
        if (action == AccessibleAction.FIRE) {
            pressed();
        } else {
            super.executeAccessibleAction(action, parameters);
        }
    }
}
