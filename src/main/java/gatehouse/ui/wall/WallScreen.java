package gatehouse.ui.wall;

import gatehouse.desk.Call;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Glass;
import gatehouse.door.DoorId;
import gatehouse.ui.kit.Kept;
import gatehouse.ui.kit.Panel;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/// The wall: 1, 4, 9 or 16 tiles on as many pages as there must be, and the spot.
///
/// Confined to the screen's thread.
public final class WallScreen implements Panel {
    private static final List<Integer> LAYOUTS = List.of(1, 4, 9, 16);
    private static final String KEPT = "wall.layout";

    private final Clicks clicks;
    private final Glass glass;
    private final Kept kept;
    private final Clock clock;
    private final WallGrid grid = new WallGrid();
    private final StackPane node;
    private final HBox tools = new HBox(12);
    private final ToggleGroup layouts = new ToggleGroup();
    private final ToggleButton spotChip = Parts.chip(Words.of("wall.spot"));
    private final HBox pager = new HBox(8);
    private final Label pageWords = Parts.label("", "small");
    private final Map<DoorId, Tile> tiles = new HashMap<>();
    private final Label nothing = Parts.wrapped(Words.of("wall.nothing"), "nothing");
    private DeskState state;
    private WallPlan plan = new WallPlan(List.of(), Optional.empty(), 0, 1);
    private Optional<DoorId> spot = Optional.empty();
    private int layout;
    private int page;

    public WallScreen(Clicks clicks, Glass glass, Kept kept, Clock clock, DeskState first) {
        this.clicks = clicks;
        this.glass = glass;
        this.kept = kept;
        this.clock = clock;
        this.state = first;
        this.layout =
                kept.get(KEPT).map(Integer::valueOf).filter(LAYOUTS::contains).orElse(9);
        node = Parts.styled(new StackPane(nothing, grid), "wall");
        buildTools();
        relay();
    }

    private void buildTools() {
        tools.getStyleClass().add("tools");
        for (int count : LAYOUTS) {
            var chip = Parts.chip(Integer.toString(count));
            chip.setAccessibleText(Words.of("wall.layout", count));
            chip.setToggleGroup(layouts);
            chip.setSelected(count == layout);
            chip.setOnAction(e -> layout(count));
            tools.getChildren().add(chip);
        }
        Parts.key(spotChip, Words.of("wall.spot"), "F10");
        spotChip.setOnAction(e -> toggleSpot());
        Button before = Parts.button(Words.of("wall.before"), MaterialDesignC.CHEVRON_LEFT, () -> page(page - 1));
        Button after = Parts.button(Words.of("wall.after"), MaterialDesignC.CHEVRON_RIGHT, () -> page(page + 1));
        pager.getStyleClass().add("tools");
        pager.getChildren().addAll(before, pageWords, after);
        pager.getChildren().forEach(n -> n.getStyleClass().add("slim"));
        tools.getChildren().addAll(spotChip, pager);
    }

    @Override
    public Region node() {
        return node;
    }

    @Override
    public Node tools() {
        return tools;
    }

    @Override
    public void show(DeskState next) {
        state = next;
        relay();
    }

    public void layout(int count) {
        layout = count;
        page = 0;
        spot = Optional.empty();
        kept.put(KEPT, Integer.toString(count));
        relay();
    }

    public void page(int next) {
        page = next;
        relay();
    }

    /// Enlarges a door, or with none goes back to the wall.
    public void spot(Optional<DoorId> door) {
        spot = door;
        relay();
    }

    /// F10: back from the spot, or the first door large.
    public void toggleSpot() {
        spot(spot.isPresent() ? Optional.empty() : plan.tiles().stream().findFirst());
    }

    /// 1 to 9: that tile large.
    public void spotTile(int number) {
        if (spot.isEmpty() && number <= plan.tiles().size()) {
            spot(Optional.of(plan.tiles().get(number - 1)));
        }
    }

    @Override
    public boolean back() {
        boolean was = spot.isPresent();
        spot(Optional.empty());
        return was;
    }

    private void relay() {
        var ringing = state.waiting().stream()
                .map(Call::door)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        spot = spot.filter(state.doors()::containsKey);
        plan = WallPlan.of(new ArrayList<>(state.doors().keySet()), layout, page, spot, ringing);
        page = plan.page();
        tiles.keySet().removeIf(id -> !state.doors().containsKey(id));
        var small = new ArrayList<Tile>();
        for (int i = 0; i < plan.tiles().size(); i++) {
            var tile = tile(plan.tiles().get(i));
            tile.show(state, i + 1, false);
            small.add(tile);
        }
        grid.lay(
                plan.spot().map(id -> {
                    var tile = tile(id);
                    tile.show(state, 0, true);
                    return tile;
                }),
                small);
        Parts.there(nothing, state.doors().isEmpty());
        Parts.there(pager, plan.pages() > 1);
        pageWords.setText(Words.of("wall.page", plan.page() + 1, plan.pages()));
        spotChip.setSelected(spot.isPresent());
        layouts.getToggles()
                .forEach(t -> t.setSelected(((ToggleButton) t).getText().equals(Integer.toString(layout))));
    }

    private Tile tile(DoorId id) {
        return tiles.computeIfAbsent(
                id,
                door -> new Tile(
                        door,
                        clicks,
                        glass,
                        clock,
                        () -> spot(spot.filter(door::equals).isPresent() ? Optional.empty() : Optional.of(door))));
    }
}
