package gatehouse.ui.shell;

import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.operator.Right;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;

/// Says quietly that the doors are simulated, and lets a newcomer see the whole job in ten seconds.
final class Banner extends HBox {
    private final Button setUp;

    Banner(Clicks clicks, Runnable toInstaller) {
        super(16);
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("banner");
        var ring = Parts.button(
                Words.of("banner.ring"),
                MaterialDesignB.BELL_RING_OUTLINE,
                () -> clicks.ringSimulatedDoor(Optional.empty()));
        setUp = Parts.button(Words.of("banner.setup"), toInstaller);
        ring.getStyleClass().add("slim");
        setUp.getStyleClass().add("slim");
        getChildren().addAll(Parts.label(Words.of("banner.simulated")), ring, setUp);
    }

    void show(DeskState state) {
        Parts.there(this, state.site().simulated());
        Parts.there(setUp, state.may(Right.INSTALL));
    }
}
