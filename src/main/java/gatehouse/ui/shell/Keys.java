package gatehouse.ui.shell;

import gatehouse.desk.Clicks;
import gatehouse.ui.call.CallPopup;
import gatehouse.ui.kit.Panel;
import gatehouse.ui.wall.WallScreen;
import java.util.EnumSet;
import java.util.Set;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// The keys, while the console is in front. A key that is held down counts once.
///
/// Confined to the screen's thread.
final class Keys {
    private final Front front;
    private final WallScreen.Room room;
    private final CallPopup popup;
    private final Clicks clicks;
    private final Set<KeyCode> down = EnumSet.noneOf(KeyCode.class);

    Keys(Front front, WallScreen.Room room, CallPopup popup, Clicks clicks) {
        this.front = front;
        this.room = room;
        this.popup = popup;
        this.clicks = clicks;
    }

    void listen(Scene scene) {
        scene.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            boolean first = down.add(e.getCode());
            if (works(e, first, scene)) {
                e.consume();
            }
        });
        scene.addEventFilter(KeyEvent.KEY_RELEASED, e -> {
            down.remove(e.getCode());
            if (e.getCode() == KeyCode.F8) {
                popup.talk(false);
            }
        });
        scene.windowProperty().get().focusedProperty().subscribe(focused -> {
            if (!focused) {
                down.clear();
                popup.talk(false);
            }
        });
    }

    private boolean works(KeyEvent e, boolean first, Scene scene) {
        var key = e.getCode();
        boolean typing = scene.getFocusOwner() instanceof TextInputControl;
        if (!typing && front.wallShown().map(w -> w.key(e, first)).orElse(false)) {
            return true;
        }
        if (e.isControlDown() && e.isShiftDown() && key == KeyCode.L) {
            return once(first, room::lockdown);
        }
        if (e.isControlDown()) {
            return switch (key) {
                case F -> once(true, () -> front.panel().ifPresent(Panel::search));
                case L -> once(first, () -> clicks.lock(false));
                case U -> once(first, front::changeOperator);
                case N -> once(first, () -> front.panel().ifPresent(p -> room.newWindow()));
                case UP -> once(true, () -> popup.louder(0.1));
                case DOWN -> once(true, () -> popup.louder(-0.1));
                default -> false;
            };
        }
        if (e.isAltDown() || e.isMetaDown()) {
            return false;
        }
        return switch (key) {
            case F1 -> once(first, popup::answerNext);
            case F3 -> once(first, popup::endOrDecline);
            case F4 -> once(first, () -> open(1, e.isShiftDown()));
            case F5 -> once(first, () -> open(2, e.isShiftDown()));
            case F6 -> once(first, () -> open(3, e.isShiftDown()));
            case F7 -> once(first, popup::mute);
            case F8 -> once(first, e.isShiftDown() ? popup::pushToTalk : () -> popup.talk(true));
            case F9 -> once(first, popup::snapshot);
            case F10 -> once(first, () -> front.wallShown().ifPresent(WallScreen::toggleSpot));
            case F11 -> once(first, () -> front.panel().ifPresent(p -> room.fullScreen()));
            case F12 -> once(first, room::lockdown);
            case ESCAPE -> once(first, this::back);
            default -> false;
        };
    }

    /// With Shift it is the key of somebody who is forced to: it opens as usual.
    private void open(int number, boolean forced) {
        if (forced) {
            popup.openUnderDuress(number);
        } else {
            popup.open(number);
        }
    }

    private void back() {
        if (!popup.back()) {
            front.back();
        }
    }

    /// The key is taken in any case; its deed only when it was not held down already.
    private static boolean once(boolean first, Runnable deed) {
        if (first) {
            deed.run();
        }
        return true;
    }
}
