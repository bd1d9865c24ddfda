package gatehouse.ui.shell;

import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.event.EventHandler;
import javafx.scene.Scene;
import javafx.scene.input.InputEvent;
import javafx.util.Duration;

/// Locks the desk after a time without any key or movement of the mouse in a window of the console.
///
/// Confined to the screen's thread.
final class Idle {
    private final PauseTransition quiet = new PauseTransition();
    private Optional<IdleClock> clock = Optional.empty();

    Idle(Clicks clicks) {
        quiet.setOnFinished(e -> clock.ifPresent(c -> {
            if (c.left(System.nanoTime()).isZero()) {
                clicks.lock(true);
                // Refused while somebody talks: then it is asked again later.
                c.touch(System.nanoTime());
            }
            await(c);
        }));
    }

    void listen(Scene scene) {
        EventHandler<InputEvent> work = e -> clock.ifPresent(c -> c.touch(System.nanoTime()));
        scene.addEventFilter(InputEvent.ANY, work);
    }

    void show(DeskState state) {
        var after = state.site().security().lockAfter();
        boolean watch = after.isPositive()
                && state.seat().filter(seat -> !seat.locked()).isPresent();
        if (!watch) {
            stop();
        } else if (clock.filter(c -> c.after().equals(after)).isEmpty()) {
            var fresh = new IdleClock(after, System.nanoTime());
            clock = Optional.of(fresh);
            await(fresh);
        }
    }

    private void await(IdleClock c) {
        quiet.stop();
        quiet.setDuration(Duration.millis(Math.max(20, c.left(System.nanoTime()).toMillis() + 1)));
        quiet.playFromStart();
    }

    void stop() {
        clock = Optional.empty();
        quiet.stop();
    }
}
