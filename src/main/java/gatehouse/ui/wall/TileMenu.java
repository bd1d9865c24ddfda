package gatehouse.ui.wall;

import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.door.DoorId;
import gatehouse.operator.Right;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import java.util.List;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;

/// What can be done with a door beside answering it. Nothing in it opens a door: that has its own button, which carries
/// the door's name.
final class TileMenu {
    private final Tile tile;
    private final ContextMenu menu = new ContextMenu();
    private final MenuItem enlarge;
    private final MenuItem snapshot;
    private final MenuItem call;
    private final MenuItem modes;

    TileMenu(Tile tile, Clicks clicks, Hanging wall) {
        this.tile = tile;
        var door = tile.door();
        enlarge = item("", MaterialDesignA.ARROW_EXPAND, "Enter", () -> wall.toggleSpot(door));
        snapshot = item(Words.of("menu.snapshot"), MaterialDesignC.CAMERA_OUTLINE, "", () -> clicks.snapshot(door));
        call = item(Words.of("menu.call"), MaterialDesignP.PHONE_OUTGOING_OUTLINE, "C", () -> clicks.call(door));
        modes = item(Words.of("menu.modes"), MaterialDesignL.LOCK_OUTLINE, "", () -> wall.modes(door));
        menu.getItems()
                .addAll(
                        enlarge,
                        snapshot,
                        modes,
                        call,
                        item(
                                Words.of("menu.details"),
                                MaterialDesignI.INFORMATION_OUTLINE,
                                "I",
                                () -> wall.details(door)),
                        item(Words.of("tile.restart"), MaterialDesignR.RESTART, "", () -> clicks.restartStream(door)),
                        new SeparatorMenuItem(),
                        order(wall));
        menu.getStyleClass().add("tile-menu");
        menu.setOnHidden(e -> wall.touched());
    }

    private Menu order(Hanging wall) {
        var order = new Menu(Words.of("menu.order"), Parts.icon(MaterialDesignM.MOVE_RESIZE));
        for (var step : List.of(Grid.Step.LEFT, Grid.Step.RIGHT, Grid.Step.UP, Grid.Step.DOWN)) {
            var word = Words.of("menu.move." + step);
            order.getItems()
                    .add(item(word, arrow(step), "Ctrl+Shift+" + key(step), () -> wall.move(tile.door(), step)));
        }
        order.getItems().add(new SeparatorMenuItem());
        order.getItems().add(item(Words.of("wall.resetorder"), MaterialDesignR.RESTORE, "", wall::resetOrder));
        return order;
    }

    private static Ikon arrow(Grid.Step step) {
        return switch (step) {
            case LEFT -> MaterialDesignA.ARROW_LEFT;
            case RIGHT -> MaterialDesignA.ARROW_RIGHT;
            case UP -> MaterialDesignA.ARROW_UP;
            case DOWN -> MaterialDesignA.ARROW_DOWN;
        };
    }

    private static String key(Grid.Step step) {
        return step.name().charAt(0) + step.name().substring(1).toLowerCase(java.util.Locale.ROOT);
    }

    /// The keys are only shown here; they work through the wall, also while no menu is open.
    private static MenuItem item(String word, Ikon icon, String key, Runnable deed) {
        var item = new MenuItem(word, Parts.icon(icon));
        item.setOnAction(e -> deed.run());
        if (!key.isEmpty()) {
            item.setAccelerator(KeyCombination.valueOf(key));
        }
        return item;
    }

    void show(DeskState state, boolean large) {
        enlarge.setText(Words.of(large ? "wall.back" : "wall.enlarge"));
        call.setDisable(!mayCall(state, tile.door()));
        modes.setDisable(!state.may(Right.HOLD_OPEN, tile.door()) && !state.may(Right.LOCKDOWN, tile.door()));
        snapshot.setDisable(!state.may(Right.SEE_WALL));
    }

    /// A door that is in a call already is not called, nor one for whom there is no way to call.
    static boolean mayCall(DeskState state, DoorId door) {
        return state.may(Right.ANSWER, door) && state.callOf(door).isEmpty();
    }

    boolean showing() {
        return menu.isShowing();
    }

    void at(double screenX, double screenY) {
        if (!menu.isShowing()) {
            menu.show(tile, screenX, screenY);
        }
    }

    /// By key: in the middle of the tile.
    void open() {
        var at = tile.localToScreen(tile.getWidth() / 2, tile.getHeight() / 3);
        if (at != null) {
            at(at.getX(), at.getY());
        }
    }

    void underButton(Node button) {
        if (menu.isShowing()) {
            menu.hide();
        } else {
            menu.show(button, Side.BOTTOM, 0, 4);
        }
    }
}
