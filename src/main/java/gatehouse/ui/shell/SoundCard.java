package gatehouse.ui.shell;

import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import gatehouse.ui.settings.SoundPane;
import javafx.geometry.Pos;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The sound of this desk, for a guard whose headset was pulled out: from the lamp, without going to the settings.
final class SoundCard extends VBox implements Corner.Card {
    private final SoundPane pane;

    SoundCard(SoundPane pane, Runnable close) {
        super(12);
        this.pane = pane;
        getStyleClass().addAll("corner-card", "sound-card");
        var done = Parts.keyed(Words.of("drawer.close"), "Esc", close);
        done.getStyleClass().add("slim");
        var head = new HBox(8, Parts.label(Words.of("settings.sound"), "card-name"), Parts.space(), done);
        head.setAlignment(Pos.CENTER_LEFT);
        var scroll = new ScrollPane(pane);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        getChildren().addAll(head, scroll);
        setMaxSize(640, USE_PREF_SIZE);
        setPrefWidth(640);
    }

    @Override
    public Region node() {
        return this;
    }

    @Override
    public void opened() {
        pane.start();
    }

    @Override
    public void closed() {
        pane.stop();
    }
}
