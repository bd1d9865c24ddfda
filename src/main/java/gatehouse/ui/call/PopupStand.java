package gatehouse.ui.call;

import gatehouse.ui.kit.Monitors;
import gatehouse.ui.kit.Shown;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.stage.Popup;
import javafx.stage.Stage;

/// Whether the pop-up is up. Between calls it stands by where no monitor is, instead of being hidden: to show it anew
/// the toolkit computes the styles of everything in it, while the visitor waits. Only when another program was in use
/// meanwhile it is shown anew all the same: some window may have come above it, or it went with the main window when
/// that was put away.
///
/// Confined to the screen's thread.
final class PopupStand {
    /// Left of and above every monitor.
    private static final double FAR = -20_000;

    private final Popup popup;
    private final Stage owner;
    private final PopupPlace place;
    private final ReadOnlyBooleanWrapper up = new ReadOnlyBooleanWrapper();
    private boolean behind;
    private boolean aside;

    PopupStand(Popup popup, Stage owner, PopupPlace place) {
        this.popup = popup;
        this.owner = owner;
        this.place = place;
        owner.focusedProperty().addListener((o, was, focused) -> {
            behind |= !focused;
            if (focused && !up()) {
                Shown.screen().execute(this::comeToFront);
            }
        });
    }

    boolean up() {
        return up.get();
    }

    ReadOnlyBooleanProperty upProperty() {
        return up.getReadOnlyProperty();
    }

    /// Ready to come up, of the size it will have.
    void ready() {
        place.take(owner);
        standBy();
    }

    /// To its place; `locked` keeps it off where the PIN is typed.
    void comeUp(boolean locked) {
        if (up() ? locked == aside : !owner.isShowing()) {
            return;
        }
        // Under the lock the window below is where the PIN is typed, and stays in sight.
        aside = locked;
        if (locked) {
            place.takeAside(owner);
        } else {
            place.take(owner);
        }
        if (!up() && (behind || owner.isIconified())) {
            popup.hide();
        }
        if (popup.isShowing()) {
            to(place.x(), place.y());
        } else {
            popup.show(owner, place.x(), place.y());
        }
        up.set(true);
    }

    void goAside() {
        behind = !owner.isFocused();
        standBy();
        up.set(false);
    }

    void close() {
        popup.hide();
    }

    private void comeToFront() {
        if (!up() && behind && popup.isShowing()) {
            popup.hide();
            standBy();
        }
    }

    private void standBy() {
        if (Monitors.bound()) {
            popup.hide();
        } else if (popup.isShowing()) {
            to(FAR, FAR);
        } else if (owner.isShowing()) {
            popup.show(owner, FAR, FAR);
            behind = false;
        }
    }

    private void to(double x, double y) {
        popup.setX(x);
        popup.setY(y);
    }
}
