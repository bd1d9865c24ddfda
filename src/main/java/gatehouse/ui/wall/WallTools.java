package gatehouse.ui.wall;

import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;

/// Right of the title: layouts, the spot, the pages with their tour, and a menu for what is needed once a shift.
final class WallTools extends HBox {
    private final Map<WallLayout, ToggleButton> layouts = new EnumMap<>(WallLayout.class);
    private final Map<WallLayout, RadioMenuItem> layoutItems = new EnumMap<>(WallLayout.class);
    private final HBox choices = new HBox(4);
    private final ToggleButton spot = Parts.chip(Words.of("wall.spot"));
    private final HBox pager = new HBox(8);
    private final Label page = Parts.label("", "small");
    private final Label tour = Parts.label("", "small", "tour");
    private final MenuButton more =
            new MenuButton(Words.of("wall.view"), Parts.icon(MaterialDesignV.VIEW_GRID_OUTLINE));
    private final Menu tours = new Menu(Words.of("tour.menu"), Parts.icon(MaterialDesignP.PLAY_CIRCLE_OUTLINE));
    private final Map<Optional<Duration>, RadioMenuItem> speeds = new java.util.LinkedHashMap<>();

    WallTools(WallScreen wall, WallScreen.Room room) {
        super(12);
        getStyleClass().add("tools");
        var group = new ToggleGroup();
        choices.getStyleClass().add("tools");
        for (var layout : WallLayout.values()) {
            var chip = Parts.chip(layout == WallLayout.AUTO ? Words.of("wall.auto") : Integer.toString(layout.count()));
            chip.setAccessibleText(
                    layout == WallLayout.AUTO ? Words.of("wall.autosaid") : Words.of("wall.layout", layout.count()));
            chip.setToggleGroup(group);
            chip.setOnAction(e -> wall.layout(layout));
            layouts.put(layout, chip);
            choices.getChildren().add(chip);
        }
        Parts.key(spot, Words.of("wall.spot"), "F10");
        spot.setOnAction(e -> wall.toggleSpot());
        buildPager(wall);
        buildMenu(wall, room);
        getChildren().addAll(choices, spot, more, pager);
        widthProperty().subscribe(w -> fit());
    }

    /// In a narrow window the pages and the menu stay; what goes is in the menu, and has its key.
    private void fit() {
        double room = getWidth();
        double needed = more.prefWidth(-1) + (pager.getParent() == this && pager.isManaged() ? pager.prefWidth(-1) : 0);
        needed += 2 * getSpacing() + choices.prefWidth(-1);
        Parts.there(choices, room <= 0 || needed <= room);
        Parts.there(spot, choices.isManaged() && (room <= 0 || needed + getSpacing() + spot.prefWidth(-1) <= room));
    }

    @Override
    protected double computeMinWidth(double height) {
        return more.prefWidth(-1)
                + (pager.getParent() == this && pager.isManaged() ? pager.prefWidth(-1) : 0)
                + getSpacing();
    }

    private void buildPager(WallScreen wall) {
        var before = arrow("wall.before", MaterialDesignC.CHEVRON_LEFT, () -> wall.turn(-1));
        var after = arrow("wall.after", MaterialDesignC.CHEVRON_RIGHT, () -> wall.turn(1));
        page.setMinWidth(USE_PREF_SIZE);
        tour.setMinWidth(USE_PREF_SIZE);
        pager.getStyleClass().add("tools");
        pager.getChildren().addAll(before, page, after, tour);
    }

    /// The page's words stand between the two.
    private static Button arrow(String key, Ikon icon, Runnable deed) {
        var button = Parts.button("", icon, deed);
        button.getStyleClass().addAll("slim", "arrow");
        button.setAccessibleText(Words.of(key));
        button.setTooltip(new Tooltip(Words.of(key)));
        return button;
    }

    private void buildMenu(WallScreen wall, WallScreen.Room room) {
        more.getStyleClass().add("chip");
        more.setMinWidth(USE_PREF_SIZE);
        var group = new ToggleGroup();
        speed(Optional.empty(), Words.of("tour.none"), group, wall);
        for (var each : Carousel.CHOICES) {
            speed(Optional.of(each), Words.of("tour.every", each.toSeconds()), group, wall);
        }
        more.getItems()
                .addAll(
                        arrangements(wall),
                        tours,
                        item(Words.of("wall.full"), MaterialDesignF.FULLSCREEN, "F11", room::fullScreen),
                        item(Words.of("wall.window"), MaterialDesignM.MONITOR_MULTIPLE, "Ctrl+N", room::newWindow),
                        new SeparatorMenuItem(),
                        item(Words.of("wall.resetorder"), MaterialDesignR.RESTORE, "", wall::resetOrder));
        room.close()
                .ifPresent(close ->
                        more.getItems().add(item(Words.of("wall.close"), MaterialDesignD.DOCK_WINDOW, "", close)));
    }

    private Menu arrangements(WallScreen wall) {
        var menu = new Menu(Words.of("wall.layouts"), Parts.icon(MaterialDesignV.VIEW_DASHBOARD_OUTLINE));
        var group = new ToggleGroup();
        layouts.forEach((layout, chip) -> {
            var item = new RadioMenuItem(chip.getAccessibleText());
            item.setToggleGroup(group);
            item.setOnAction(e -> wall.layout(layout));
            layoutItems.put(layout, item);
            menu.getItems().add(item);
        });
        return menu;
    }

    private void speed(Optional<Duration> every, String word, ToggleGroup group, WallScreen wall) {
        var item = new RadioMenuItem(word);
        item.setToggleGroup(group);
        item.setOnAction(e -> wall.tour(every));
        speeds.put(every, item);
        tours.getItems().add(item);
    }

    private static MenuItem item(String word, Ikon icon, String key, Runnable deed) {
        var item = new MenuItem(word, Parts.icon(icon));
        item.setOnAction(e -> deed.run());
        if (!key.isEmpty()) {
            item.setAccelerator(KeyCombination.valueOf(key));
        }
        return item;
    }

    Node lendPager() {
        return pager;
    }

    void takePagerBack() {
        getChildren().add(pager);
    }

    boolean menuOpen() {
        return more.isShowing();
    }

    void show(WallLayout layout, WallPlan plan) {
        layouts.forEach((l, chip) -> chip.setSelected(l == layout));
        layoutItems.forEach((l, item) -> item.setSelected(l == layout));
        spot.setSelected(plan.spot().isPresent());
        Parts.there(pager, plan.pages() > 1);
        page.setText(Words.of("wall.page", plan.page() + 1, plan.pages()));
        fit();
    }

    /// A word and the seconds, nothing that moves.
    void tour(Carousel carousel) {
        speeds.forEach((every, item) -> item.setSelected(every.equals(carousel.every())));
        var standing = carousel.standing();
        if (tour.isManaged() != standing.isPresent()) {
            Parts.there(tour, standing.isPresent());
            fit();
        }
        standing.ifPresent(s -> {
            long left = Math.max(1, (s.left().toMillis() + 999) / 1000);
            tour.setText(s.held() ? Words.of("tour.held") : Words.of("tour.next", left));
            tour.setAccessibleText(Words.of(s.held() ? "tour.heldsaid" : "tour.runs"));
        });
    }
}
