package gatehouse.ui.call;

import gatehouse.ui.kit.Shown;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.input.MouseEvent;

/// What a press in a row of buttons is about: that which was shown when the button went down, even if another call is
/// shown before it is let go of. For a moment after the row has changed a press does nothing, so that the second half
/// of
/// a double click does not hit what has just come up under the finger. Open buttons have their own.
final class Aim<T> {
    private static final long ARMING = Duration.ofMillis(400).toNanos();

    private Optional<T> shown = Optional.empty();
    private Optional<T> pressed = Optional.empty();
    private long since = System.nanoTime();

    void over(Node row) {
        row.addEventFilter(MouseEvent.MOUSE_PRESSED, e -> {
            if (System.nanoTime() - since < ARMING && !onOpenButton(e)) {
                e.consume();
            }
            pressed = shown;
        });
        row.addEventFilter(MouseEvent.MOUSE_RELEASED, e -> Shown.screen().execute(() -> pressed = Optional.empty()));
    }

    private static boolean onOpenButton(MouseEvent e) {
        for (var at = e.getTarget() instanceof Node n ? n : null; at != null; at = at.getParent()) {
            if (at instanceof gatehouse.ui.kit.OpenButton) {
                return true;
            }
        }
        return false;
    }

    void at(Optional<T> now) {
        shown = now;
    }

    /// The row is as it is since this monotonic time.
    void since(long nanos) {
        since = nanos;
    }

    void with(Consumer<T> deed) {
        pressed.or(() -> shown).ifPresent(deed);
    }
}
