package gatehouse.ui.wall;

import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;

/// Says in the corner that a picture is zoomed, and takes it back: what is beside the part is not seen.
final class ZoomSign extends HBox {
    private final Label times = Parts.label("", "zoom-times");

    ZoomSign(Runnable reset) {
        super(8);
        setAlignment(Pos.CENTER);
        getStyleClass().add("zoom-sign");
        Button whole = Parts.button(Words.of("zoom.reset"), MaterialDesignM.MAGNIFY_CLOSE, reset);
        whole.getStyleClass().add("slim");
        whole.setFocusTraversable(false);
        getChildren().addAll(times, whole);
        setVisible(false);
    }

    void show(Zoom zoom) {
        setVisible(zoom.zoomed());
        times.setText(String.format(Words.language(), "%.1f×", zoom.times()));
    }
}
