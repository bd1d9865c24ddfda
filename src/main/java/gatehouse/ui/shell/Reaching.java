package gatehouse.ui.shell;

import java.time.Duration;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/// Whether somebody is reaching for something: a mouse button is down on it, or the pointer or the keyboard is in it
/// and
/// was used a moment ago. A pointer that was left lying there reaches for nothing.
final class Reaching {
    private static final long MOMENT = Duration.ofSeconds(3).toNanos();

    private final Node node;
    private long moved = System.nanoTime() - MOMENT;
    private boolean down;

    Reaching(Node node) {
        this.node = node;
        node.addEventFilter(MouseEvent.MOUSE_MOVED, e -> moved = System.nanoTime());
        node.addEventFilter(KeyEvent.KEY_PRESSED, e -> moved = System.nanoTime());
        node.addEventFilter(ScrollEvent.SCROLL, e -> moved = System.nanoTime());
        node.addEventFilter(MouseEvent.MOUSE_PRESSED, e -> {
            down = true;
            moved = System.nanoTime();
        });
        node.addEventFilter(MouseEvent.MOUSE_RELEASED, e -> down = false);
    }

    boolean now() {
        boolean there = node.isHover() || node.isFocusWithin();
        return down || there && System.nanoTime() - moved < MOMENT;
    }
}
