package gatehouse.ui.shell;

import gatehouse.desk.DeskState;
import gatehouse.operator.Right;
import gatehouse.ui.kit.Beat;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import java.time.Clock;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;

/// Where am I, what needs me, who am I, what time is it.
final class TitleBar extends HBox {
    private final Label title = Parts.label("", "title");
    private final HBox tools = new HBox();
    private final Button missed;
    private final Button ringing;
    private final Tooltip ringingHow = Parts.tooltip("");
    private final MenuButton seat = Parts.styled(new MenuButton(), "chip", "seat");
    private final Label time = Parts.label("", "time");
    private final HBox end = new HBox(16, seat, time);

    TitleBar(Clock clock, Runnable toggleMissed, Runnable toggleUndisturbed) {
        super(16);
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("title-bar");
        missed = Parts.button("", toggleMissed);
        missed.getStyleClass().addAll("chip", "warn");
        ringing = Parts.button("", MaterialDesignB.BELL_OUTLINE, toggleUndisturbed);
        ringing.getStyleClass().add("chip");
        ringing.setTooltip(ringingHow);
        tools.setAlignment(Pos.CENTER_LEFT);
        tools.setMinWidth(0);
        HBox.setHgrow(tools, Priority.ALWAYS);
        title.setMinWidth(Region.USE_PREF_SIZE);
        seat.setMinWidth(Region.USE_PREF_SIZE);
        time.setMinWidth(Region.USE_PREF_SIZE);
        end.getChildren().addAll(0, List.of(missed, ringing));
        end.setAlignment(Pos.CENTER_RIGHT);
        end.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(title, tools, end);
        Runnable beat = () -> time.setText(Times.clock(clock.instant()));
        sceneProperty().subscribe(s -> {
            if (s == null) {
                Beat.remove(beat);
            } else {
                beat.run();
                Beat.add(beat);
            }
        });
    }

    void take(String name, Node placeTools) {
        title.setText(name);
        HBox.setHgrow(placeTools, Priority.ALWAYS);
        tools.getChildren().setAll(placeTools);
    }

    /// What whoever sits here can do about it.
    void seatMenu(MenuItem... items) {
        seat.getItems().setAll(items);
    }

    /// What was missed, who sits here and the time, for another bar while this one is out of sight.
    Node lendEnd() {
        return end;
    }

    void takeEndBack() {
        getChildren().add(end);
    }

    void show(DeskState state) {
        Parts.there(missed, state.missed() > 0);
        missed.setText(Words.of("missed.count", state.missed()));
        missed.setAccessibleText(missed.getText());
        var now = Ringing.brief(state);
        ringing.setText(now.orElse(Words.of("quiet.button")));
        ringing.setAccessibleText(Ringing.words(state).orElse(ringing.getText()));
        ringingHow.setText(Ringing.words(state).orElse(Words.of("quiet.buttonhow")));
        ringing.setGraphic(
                Parts.icon(now.isPresent() ? MaterialDesignB.BELL_OFF_OUTLINE : MaterialDesignB.BELL_OUTLINE));
        ringing.getStyleClass().remove("warn");
        if (now.isPresent()) {
            ringing.getStyleClass().add("warn");
        }
        Parts.there(ringing, now.isPresent() || state.may(Right.DIVERT));
        seat.setText(state.seat().map(s -> s.name()).orElse(""));
        seat.setAccessibleText(Words.of("seat.said", seat.getText()));
    }
}
