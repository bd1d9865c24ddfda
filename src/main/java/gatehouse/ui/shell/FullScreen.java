package gatehouse.ui.shell;

import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import gatehouse.ui.wall.WallScreen;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;

/// The wall alone on a screen. The title bar goes; what was missed, who sits here, the time and the pages move down
/// into the status bar, so that nothing that wants somebody is out of sight.
final class FullScreen {
    private final WallScreen wall;
    private final TitleBar title;
    private final StatusBar status;
    private final Corner corner;
    private final Node main;
    private final Button leave;
    private boolean on;
    private int openedBefore;

    FullScreen(WallScreen wall, TitleBar title, StatusBar status, Corner corner, Node main, Runnable toggle) {
        this.wall = wall;
        this.title = title;
        this.status = status;
        this.corner = corner;
        this.main = main;
        leave = Parts.button(Words.of("wall.unfull"), MaterialDesignF.FULLSCREEN_EXIT, toggle);
        leave.getStyleClass().add("slim");
        place();
    }

    boolean on() {
        return on;
    }

    void show(boolean now) {
        if (on == now) {
            return;
        }
        on = now;
        openedBefore = wall.opened();
        Parts.there(title, !now);
        main.getStyleClass().remove("full");
        if (now) {
            main.getStyleClass().add("full");
            status.lend(wall.lendPager(), title.lendEnd(), leave);
        } else {
            status.giveBack();
            wall.takePagerBack();
            title.takeEndBack();
        }
        place();
    }

    /// Whether Esc leaves the full screen first, because nothing was opened in it since.
    boolean newest() {
        return on && wall.opened() <= openedBefore;
    }

    private void place() {
        StackPane.setAlignment(corner, on ? Pos.BOTTOM_RIGHT : Pos.TOP_RIGHT);
        StackPane.setMargin(corner, on ? new Insets(0, 24, 56, 0) : new Insets(104, 24, 0, 0));
    }
}
