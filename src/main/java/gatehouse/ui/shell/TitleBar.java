package gatehouse.ui.shell;

import gatehouse.desk.DeskState;
import gatehouse.operator.Right;
import gatehouse.ui.kit.Beat;
import gatehouse.ui.kit.Folding;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import java.time.Clock;
import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;

/// Where am I, what needs me, who am I, what time is it.
final class TitleBar extends Region {
    private static final double GAP = 16;
    private static final double LINE = 64;
    private static final double BELOW = 12;

    private final Label title = Parts.label("", "title");
    private Region tools = new Region();
    private final Button missed;
    private final Button ringing;
    private final Tooltip ringingHow = Parts.tooltip("");
    private final MenuButton seat = Parts.styled(new MenuButton(), "chip", "seat");
    private final Label time = Parts.label("", "time");
    private final HBox end = new HBox(16, seat, time);

    TitleBar(Clock clock, Runnable toggleMissed, Runnable toggleUndisturbed) {
        getStyleClass().add("title-bar");
        missed = Parts.button("", toggleMissed);
        missed.getStyleClass().addAll("chip", "warn");
        ringing = Parts.button("", MaterialDesignB.BELL_OUTLINE, toggleUndisturbed);
        ringing.getStyleClass().add("chip");
        ringing.setTooltip(ringingHow);
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

    void take(String name, Region placeTools) {
        title.setText(name);
        getChildren().remove(tools);
        tools = placeTools;
        getChildren().add(1, tools);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    /// The tools stand beside the title, or below it where there is too little room.
    private boolean beside(double width) {
        double need = tools instanceof Folding folding ? folding.lineWidth() : tools.minWidth(-1);
        return need <= room(width);
    }

    private double room(double width) {
        return width - title.prefWidth(-1) - GAP - (getChildren().contains(end) ? GAP + end.prefWidth(-1) : 0);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        if (width < 0 || beside(width)) {
            return LINE;
        }
        return LINE + Math.max(0, tools.prefHeight(width)) + BELOW;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double first = title.prefWidth(-1);
        double last = end.prefWidth(-1);
        layoutInArea(title, 0, 0, first, LINE, 0, HPos.LEFT, VPos.CENTER);
        if (getChildren().contains(end)) {
            layoutInArea(end, width - last, 0, last, LINE, 0, HPos.RIGHT, VPos.CENTER);
        }
        if (beside(width)) {
            layoutInArea(tools, first + GAP, 0, room(width), LINE, 0, HPos.LEFT, VPos.CENTER);
        } else {
            layoutInArea(tools, 0, LINE, width, getHeight() - LINE - BELOW, 0, HPos.LEFT, VPos.TOP);
        }
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
