package gatehouse.ui.shell;

import java.util.List;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;

/// Menus and tooltips of a window that is about to close. They are hidden first: JavaFX 26 stumbles over several popups
/// that hide because their window does (a listener list is emptied while it is being walked).
final class Popups {
    private Popups() {}

    static void hideAllOf(Stage stage) {
        for (var window : List.copyOf(Window.getWindows())) {
            if (window instanceof PopupWindow popup && isOf(popup, stage)) {
                popup.hide();
            }
        }
    }

    private static boolean isOf(PopupWindow popup, Stage stage) {
        var owner = popup.getOwnerWindow();
        return stage.equals(owner) || (owner instanceof PopupWindow above && isOf(above, stage));
    }
}
