package gatehouse.ui.shell;

import java.time.Duration;
import javafx.scene.Node;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/// Whether somebody is reaching for something: the pointer is over it and moved a moment ago, a button is down, or the
/// keyboard is in it. A pointer that was left lying there reaches for nothing.
final class Reaching {
    private static final long MOMENT = Duration.ofSeconds(3).toNanos();

    private final Node node;
    private long moved = System.nanoTime() - MOMENT;
    private boolean down;

    Reaching(Node node) {
        this.node = node;
        node.addEventFilter(MouseEvent.MOUSE_MOVED, e -> moved = System.nanoTime());
        node.addEventFilter(ScrollEvent.SCROLL, e -> moved = System.nanoTime());
        node.addEventFilter(MouseEvent.MOUSE_PRESSED, e -> {
            down = true;
            moved = System.nanoTime();
        });
        node.addEventFilter(MouseEvent.MOUSE_RELEASED, e -> down = false);
    }

    boolean now() {
        return down || node.isHover() && System.nanoTime() - moved < MOMENT || node.isFocusWithin();
    }
}
