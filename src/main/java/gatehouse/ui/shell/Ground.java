package gatehouse.ui.shell;

import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/// What everything stands on: as large as the window, or of a size that was asked for, so that a picture of the screen
/// does not depend on how large a window this machine can have.
final class Ground extends Pane {
    private Region body = new Region();
    private int width;
    private int height;

    Ground() {
        getStyleClass().add("ground");
    }

    void take(Region next) {
        body = next;
        getChildren().setAll(next);
    }

    Region body() {
        return body;
    }

    void lay(int asked, int high) {
        width = asked;
        height = high;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        body.resizeRelocate(0, 0, width > 0 ? width : getWidth(), height > 0 ? height : getHeight());
    }
}
