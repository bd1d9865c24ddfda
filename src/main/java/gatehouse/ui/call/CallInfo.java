package gatehouse.ui.call;

import gatehouse.desk.Call;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Phase;
import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.ui.kit.Freshness;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import gatehouse.video.View;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;

/// The line under the face: how old the picture is, what stream it is, the door's written instruction, and how
/// loud the visitor is.
final class CallInfo extends HBox {
    private final Label age = Parts.label("", "pop-age");
    private final Region lamp = Parts.styled(new Region(), "lamp");
    private final Label stream = Parts.label("", "pop-stream");
    private final Label instruction = Parts.label("", "pop-instruction");
    private final Slider volume = new Slider(0, 1, 1);
    private final HBox loud = new HBox(8);

    CallInfo(Clicks clicks) {
        super(20);
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("pop-info");
        age.setGraphic(lamp);
        age.setMinWidth(Region.USE_PREF_SIZE);
        stream.setMinWidth(Region.USE_PREF_SIZE);
        volume.setFocusTraversable(false);
        volume.setAccessibleText(Words.of("call.volume"));
        volume.setOnMouseReleased(e -> clicks.volume(volume.getValue()));
        var word = Parts.label(Words.of("call.volume"), "small");
        word.setGraphic(Parts.icon(MaterialDesignV.VOLUME_HIGH));
        loud.getChildren().addAll(word, volume);
        loud.setAlignment(Pos.CENTER_RIGHT);
        loud.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(instruction, Priority.ALWAYS);
        instruction.setMaxWidth(Double.MAX_VALUE);
        getChildren().addAll(age, stream, instruction, loud);
    }

    /// `seen` is the door whose picture is shown, which may be that of a call on hold.
    void show(DeskState state, Call call, Optional<DoorId> seen) {
        instruction.setText(
                seen.map(d -> instruction(state.doors().get(d).door(), call)).orElse(""));
        Parts.there(loud, call.phase() instanceof Phase.Talking);
        if (!volume.isValueChanging()) {
            volume.setValue(state.volume());
        }
    }

    private static String instruction(Door door, Call call) {
        return call.door().isPresent() ? door.instruction() : Words.of("pop.picture", door.name());
    }

    /// Without a door there is no picture, and nothing to say about its age.
    void tell(Optional<DoorId> seen, Freshness fresh, Optional<View.Source> source) {
        Parts.there(age, seen.isPresent());
        age.setText(fresh.words());
        age.getStyleClass().removeIf(s -> s.startsWith("age-"));
        age.getStyleClass().add("age-" + fresh.kind().name().toLowerCase(Locale.ROOT));
        var size = source.map(
                s -> s.size().width() + "×" + s.size().height() + " · " + Math.round(s.framesPerSecond()) + " fps");
        stream.setText(size.orElse(""));
        Parts.there(stream, size.isPresent() && seen.isPresent());
    }
}
