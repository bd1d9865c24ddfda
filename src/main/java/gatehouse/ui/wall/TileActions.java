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
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;

/// The row under a tile's picture: answer, open, enlarge, keep a picture, and more. Only what this person may do is
/// there. What a small tile has no room for is left out from the right, and is in the menu or the pop-up; answering and
/// opening come first.
final class TileActions extends Region {
    private static final double GAP = 8;
    private static final double HEIGHT = 40;
    private static final double LEAST = 88;

    private final DoorId door;
    private final Clicks clicks;
    private final Button answer;
    private final Button spot;
    private final Button calls;
    private final Button snapshot;
    private final Button helps;
    private final Button more;
    private final List<OpenButton> opens = new ArrayList<>();
    private final long since = System.nanoTime();
    private Optional<Call> call = Optional.empty();
    private Optional<String> help = Optional.empty();

    TileActions(DoorId door, Clicks clicks, Runnable toggleSpot, Runnable help, Consumer<Node> menu) {
        this.door = door;
        this.clicks = clicks;
        answer = Parts.button(Words.of("call.answer"), () -> call.ifPresent(c -> clicks.answer(c.id())));
        answer.getStyleClass().add("talk");
        spot = Parts.button("", toggleSpot);
        calls = Parts.keyed(Words.of("call.call"), "C", () -> clicks.call(door));
        snapshot = Parts.button(Words.of("call.snapshot"), () -> clicks.snapshot(door));
        helps = Parts.button("", help);
        more = Parts.button(Words.of("tile.more"), MaterialDesignD.DOTS_HORIZONTAL, () -> {});
        more.setOnAction(e -> menu.accept(more));
        getStyleClass().add("tile-actions");
        setVisible(false);
    }

    void show(DeskState state, DoorState now, Optional<Call> living, int number, boolean large) {
        call = living;
        boolean mayOpen = state.may(living.isPresent() ? Right.UNLOCK : Right.UNLOCK_WITHOUT_CALL, door);
        var outputs = mayOpen ? now.door().outputs() : List.<Output>of();
        while (opens.size() < outputs.size()) {
            opens.add(new OpenButton(clicks));
        }
        var row = new ArrayList<Node>();
        if (living.filter(Call::ringing).isPresent() && state.may(Right.ANSWER, door)) {
            row.add(answer);
        }
        for (int i = 0; i < outputs.size(); i++) {
            var button = opens.get(i);
            button.setText(Words.of("call.open", outputs.get(i).name()));
            button.barred(now.mode().lockedDown());
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
        label(number, large);
        row.add(helps);
        row.add(spot);
        if (TileMenu.mayCall(state, door)) {
            row.add(calls);
        }
        row.add(snapshot);
        row.add(more);
        if (!getChildren().equals(row)) {
            getChildren().setAll(row);
        }
        requestLayout();
    }

    private void label(int number, boolean large) {
        String word = Words.of(large ? "wall.back" : "wall.enlarge");
        if (large) {
            Parts.key(spot, word, "Esc");
        } else if (number >= 1 && number <= 9) {
            Parts.key(spot, word, Integer.toString(number));
        } else {
            spot.setText(word);
            spot.setGraphic(null);
        }
    }

    /// The word of the button that helps, when the tile itself has no room for it.
    void help(Optional<String> word) {
        if (!word.equals(help)) {
            help = word;
            helps.setText(word.orElse(""));
            helps.setAccessibleText(helps.getText());
            requestLayout();
        }
    }

    @Override
    protected void layoutChildren() {
        double most = getWidth() - 2 * GAP;
        double end = getWidth() - GAP - more.prefWidth(-1);
        double top = (getHeight() - HEIGHT) / 2;
        more.resizeRelocate(end, top, more.prefWidth(-1), HEIGHT);
        end -= GAP;
        double x = GAP;
        boolean full = false;
        for (var node : getChildren()) {
            if (node.equals(more) || (node.equals(helps) && help.isEmpty())) {
                node.setVisible(node.equals(more));
                continue;
            }
            var button = (Region) node;
            double wide = Math.min(button.prefWidth(-1), most);
            boolean first = node.equals(answer) || node instanceof OpenButton;
            if (first && x + wide > end) {
                wide = Math.max(LEAST, end - x);
            }
            boolean fits = !full && x + wide <= end + 0.5;
            full |= !fits;
            node.setVisible(fits);
            if (fits) {
                button.resizeRelocate(x, top, wide, HEIGHT);
                x += wide + GAP;
            }
        }
    }
}
