package gatehouse.ui.shell;

import gatehouse.ui.kit.Panel;
import gatehouse.ui.wall.WallScreen;
import java.util.Optional;

/// What stands in the window that has the keyboard: the main window, or another one of the wall.
interface Front {
    /// The screen that is seen; empty while nobody is logged in.
    Optional<Panel> panel();

    /// The wall, when it is what is seen.
    Optional<WallScreen> wallShown();

    /// Somebody else sits down, while calls go on.
    default void changeOperator() {}

    /// Esc: closes what was opened last.
    void back();

    /// Whether a card is open that takes digits.
    boolean takesDigits();

    /// Ctrl+M: what was missed.
    void missed();

    /// Ctrl+D: for how long nobody is to be rung.
    void undisturbed();
}
