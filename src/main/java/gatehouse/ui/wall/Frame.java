package gatehouse.ui.wall;

import gatehouse.ui.kit.Parts;
import java.util.List;
import javafx.scene.layout.Region;

/// The edge of a tile: four strips as thick as its padding. A border would be drawn as a shape for each picture that
/// comes, and shapes cost more than the picture where there is no graphics card.
final class Frame extends Region {
    private final Region top = edge();
    private final Region right = edge();
    private final Region bottom = edge();
    private final Region left = edge();

    Frame() {
        getStyleClass().add("frame");
        setMouseTransparent(true);
        getChildren().setAll(List.of(top, right, bottom, left));
    }

    private static Region edge() {
        return Parts.styled(new Region(), "edge");
    }

    @Override
    protected void layoutChildren() {
        double w = getWidth();
        double h = getHeight();
        double thick = snappedTopInset();
        double inner = Math.max(0, h - 2 * thick);
        top.resizeRelocate(0, 0, w, thick);
        bottom.resizeRelocate(0, h - thick, w, thick);
        left.resizeRelocate(0, thick, thick, inner);
        right.resizeRelocate(w - thick, thick, thick, inner);
    }
}
