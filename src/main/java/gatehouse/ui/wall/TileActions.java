package gatehouse.ui.wall;

import gatehouse.desk.Call;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.DoorState;
import gatehouse.door.DoorId;
import gatehouse.door.Output;
import gatehouse.operator.Right;
import gatehouse.ui.kit.OpenButton;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;

/// The row under a tile's picture: answer, open, enlarge, keep a picture. Only what this person may do is there.
final class TileActions extends HBox {
    private final DoorId door;
    private final Clicks clicks;
    private final Button answer;
    private final Button spot;
    private final Button snapshot;
    private final List<OpenButton> opens = new ArrayList<>();
    private final long since = System.nanoTime();
    private Optional<Call> call = Optional.empty();

    TileActions(DoorId door, Clicks clicks, Runnable toggleSpot) {
        super(8);
        this.door = door;
        this.clicks = clicks;
        answer = Parts.button(Words.of("call.answer"), () -> call.ifPresent(c -> clicks.answer(c.id())));
        answer.getStyleClass().add("talk");
        spot = Parts.button("", toggleSpot);
        snapshot = Parts.button(Words.of("call.snapshot"), () -> clicks.snapshot(door));
        getStyleClass().add("tile-actions");
        setVisible(false);
    }

    void show(DeskState state, DoorState now, Optional<Call> living, int number, boolean large) {
        call = living;
        boolean mayOpen = state.may(living.isPresent() ? Right.UNLOCK : Right.UNLOCK_WITHOUT_CALL);
        var outputs = mayOpen ? now.door().outputs() : List.<Output>of();
        while (opens.size() < outputs.size()) {
            opens.add(new OpenButton(clicks));
        }
        var row = new ArrayList<javafx.scene.Node>();
        if (living.filter(Call::ringing).isPresent() && state.may(Right.ANSWER)) {
            row.add(answer);
        }
        for (int i = 0; i < outputs.size(); i++) {
            var button = opens.get(i);
            button.setText(Words.of("call.open", outputs.get(i).name()));
            button.setAccessibleText(button.getText());
            button.aim(
                    new OpenButton.Aim(
                            living.map(Call::id), door, outputs.get(i).id()),
                    living.filter(c -> state.shown().filter(c.id()::equals).isPresent())
                                    .isPresent()
                            ? state.shownAt()
                            : since);
            row.add(button);
        }
        for (var button : opens.subList(outputs.size(), opens.size())) {
            button.aimAtNothing();
        }
        String word = Words.of(large ? "wall.back" : "wall.enlarge");
        if (large) {
            Parts.key(spot, word, "Esc");
        } else if (number >= 1 && number <= 9) {
            Parts.key(spot, word, Integer.toString(number));
        } else {
            spot.setText(word);
            spot.setGraphic(null);
        }
        row.add(spot);
        row.add(snapshot);
        if (!getChildren().equals(row)) {
            getChildren().setAll(row);
        }
    }
}
