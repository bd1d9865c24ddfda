package gatehouse.ui.shell;

import gatehouse.desk.Clicks;
import gatehouse.ui.call.CallPopup;
import gatehouse.ui.kit.Act;
import gatehouse.ui.kit.KeyBook;
import gatehouse.ui.kit.Panel;
import gatehouse.ui.kit.Stroke;
import gatehouse.ui.wall.WallScreen;
import java.util.EnumSet;
import java.util.Optional;
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
    private final KeyBook book;
    private final Set<KeyCode> down = EnumSet.noneOf(KeyCode.class);

    Keys(Front front, WallScreen.Room room, CallPopup popup, Clicks clicks, KeyBook book) {
        this.book = book;
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
            if (isTalk(e.getCode())) {
                popup.talk(false);
            }
        });
        scene.addEventFilter(KeyEvent.KEY_TYPED, e -> {
            if (popup.listKey(e)) {
                e.consume();
            }
        });
        scene.windowProperty().get().focusedProperty().subscribe(focused -> {
            if (!focused) {
                down.clear();
                popup.talk(false);
            }
        });
    }

    private boolean isTalk(KeyCode code) {
        return book.first(Act.TALK).get().code() == code
                || book.second(Act.TALK).get().map(s -> s.code() == code).orElse(false);
    }

    /// Somebody is about to press the key that he wants for something.
    private static boolean settingKeys(Scene scene) {
        var owner = scene.getFocusOwner();
        return owner != null && owner.getProperties().containsKey(KeyBook.ASKING);
    }

    private boolean works(KeyEvent e, boolean first, Scene scene) {
        var key = e.getCode();
        if (settingKeys(scene)) {
            return false;
        }
        if (popup.listKey(e)) {
            return true;
        }
        var stroke = Stroke.of(e);
        boolean typing = scene.getFocusOwner() instanceof TextInputControl;
        var act = e.isAltDown() || e.isMetaDown() ? Optional.<Act>empty() : book.of(stroke);
        if (act.isEmpty() && e.isShiftDown() && opensForced(key, first)) {
            return true;
        }
        if (act.isPresent() && !(typing && stroke.types())) {
            return act(act.get(), first);
        }
        if (front.takesDigits() && e.getText().matches("[0-9]") && !e.isControlDown()) {
            return false;
        }
        if (!typing && front.wallShown().map(w -> w.key(e, first)).orElse(false)) {
            return true;
        }
        if (e.isControlDown()) {
            return switch (key) {
                case F -> once(true, () -> front.panel().ifPresent(Panel::search));
                case L -> once(first, e.isShiftDown() ? room::lockdown : () -> clicks.lock(false));
                case U -> once(first, front::changeOperator);
                case N -> once(first, () -> front.panel().ifPresent(p -> room.newWindow()));
                case UP -> once(true, () -> popup.louder(0.1));
                case DOWN -> once(true, () -> popup.louder(-0.1));
                default -> announce(key, first);
            };
        }
        if (e.isAltDown() || e.isMetaDown()) {
            return false;
        }
        return key == KeyCode.ESCAPE && once(first, this::back);
    }

    /// Shift and the key that opens.
    private boolean opensForced(KeyCode key, boolean first) {
        return book.of(Stroke.of(key))
                .map(act -> switch (act) {
                    case OPEN_FIRST -> once(first, () -> open(1, true));
                    case OPEN_SECOND -> once(first, () -> open(2, true));
                    case OPEN_THIRD -> once(first, () -> open(3, true));
                    case ANSWER_NEXT, HOLD, SWAP, END, REASON, MUTE, TALK, PUSH_TO_TALK, SNAPSHOT, SPOT -> false;
                    case FULL_SCREEN, HAND_OVER, ASK_FIRST, ANNOUNCE, CALL_AGAIN, MISSED, UNDISTURBED, LOCKDOWN ->
                        false;
                })
                .orElse(false);
    }

    private boolean act(Act act, boolean first) {
        return once(first, () -> {
            switch (act) {
                case ANSWER_NEXT -> popup.answerNext();
                case HOLD -> popup.hold();
                case SWAP -> popup.swap();
                case END -> popup.endOrDecline();
                case REASON -> popup.reasons();
                case OPEN_FIRST -> open(1, false);
                case OPEN_SECOND -> open(2, false);
                case OPEN_THIRD -> open(3, false);
                case MUTE -> popup.mute();
                case TALK -> popup.talk(true);
                case PUSH_TO_TALK -> popup.pushToTalk();
                case SNAPSHOT -> popup.snapshot();
                case SPOT -> front.wallShown().ifPresent(WallScreen::toggleSpot);
                case FULL_SCREEN -> front.panel().ifPresent(p -> room.fullScreen());
                case HAND_OVER -> popup.handOver();
                case ASK_FIRST -> popup.askFirst();
                case ANNOUNCE -> popup.announcements();
                case CALL_AGAIN -> popup.callAgain();
                case MISSED -> front.missed();
                case UNDISTURBED -> front.undisturbed();
                case LOCKDOWN -> room.lockdown();
            }
        });
    }

    /// Ctrl and a digit, also on the numeric keypad.
    private boolean announce(KeyCode key, boolean first) {
        var name = key.getName();
        boolean digit = key.isDigitKey() || key.isKeypadKey();
        if (!digit || !name.matches("(?:.* )?[1-9]")) {
            return false;
        }
        return once(first, () -> popup.announce(name.charAt(name.length() - 1) - '0'));
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
