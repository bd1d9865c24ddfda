package gatehouse.ui.shell;

import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Seat;
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
    private boolean watching;

    Idle(Clicks clicks) {
        quiet.setOnFinished(e -> {
            clicks.lock(true);
            // Refused while somebody talks: then it is asked again later.
            again();
        });
    }

    void listen(Scene scene) {
        EventHandler<InputEvent> work = e -> again();
        scene.addEventFilter(InputEvent.ANY, work);
    }

    void show(DeskState state) {
        var after = state.site().security().lockAfter();
        boolean watch = after.isPositive()
                && state.seat().filter(Seat::locked).isEmpty()
                && state.seat().isPresent();
        if (watch && (!watching || quiet.getDuration().toMillis() != after.toMillis())) {
            watching = true;
            quiet.stop();
            quiet.setDuration(Duration.millis(after.toMillis()));
            again();
        } else if (!watch) {
            watching = false;
            quiet.stop();
        }
    }

    private void again() {
        if (watching) {
            quiet.playFromStart();
        }
    }

    void stop() {
        watching = false;
        quiet.stop();
    }
}
