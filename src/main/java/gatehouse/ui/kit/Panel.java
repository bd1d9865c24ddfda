package gatehouse.ui.kit;

import gatehouse.desk.DeskState;
import javafx.scene.layout.Region;

/// One screen of the console: what fills the middle, and what stands beside its title.
public interface Panel {
    Region node();

    /// Stands right of the title.
    Region tools();

    void show(DeskState state);

    /// Esc: closes what was opened last on this screen. Answers whether there was something.
    default boolean back() {
        return false;
    }

    /// Ctrl+F: puts the cursor where one searches, where there is such a place.
    default void search() {}
}
