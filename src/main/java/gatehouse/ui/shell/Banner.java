package gatehouse.ui.shell;

import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Lamp;
import gatehouse.operator.Right;
import gatehouse.ui.kit.Folding;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;

/// Says quietly that the doors are simulated, and lets a newcomer see the whole job in ten seconds.
final class Banner extends Folding {
    private final Button setUp;
    private final HBox simulated;
    private final HBox certificate;

    Banner(Clicks clicks, Runnable toInstaller, Runnable toCertificate) {
        super(16);
        getStyleClass().add("banner");
        var ring = Parts.button(
                Words.of("banner.ring"),
                MaterialDesignB.BELL_RING_OUTLINE,
                () -> clicks.ringSimulatedDoor(Optional.empty()));
        setUp = Parts.button(Words.of("banner.setup"), toInstaller);
        ring.getStyleClass().add("slim");
        setUp.getStyleClass().add("slim");
        var look = Parts.button(Words.of("banner.look"), toCertificate);
        look.getStyleClass().add("slim");
        simulated = row(Parts.label(Words.of("banner.simulated")), ring, setUp);
        certificate = row(Parts.label(Words.of("banner.certificate")), look);
        getChildren().addAll(simulated, certificate);
    }

    private static HBox row(Node... nodes) {
        var row = new HBox(16, nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    void show(DeskState state) {
        var lamp = state.lamps().get("certificates");
        boolean stranger = lamp != null && lamp.health() != Lamp.Health.GOOD && state.may(Right.INSTALL);
        Parts.there(simulated, state.site().simulated());
        Parts.there(certificate, stranger);
        Parts.there(this, state.site().simulated() || stranger);
        Parts.there(setUp, state.may(Right.INSTALL));
    }
}
