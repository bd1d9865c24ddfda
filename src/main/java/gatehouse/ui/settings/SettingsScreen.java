package gatehouse.ui.settings;

import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.ui.kit.Folding;
import gatehouse.ui.kit.Kept;
import gatehouse.ui.kit.KeyBook;
import gatehouse.ui.kit.Look;
import gatehouse.ui.kit.Panel;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Settings of this desk. What is chosen holds at once; another language from the next start.
///
/// Confined to the screen's thread.
public final class SettingsScreen implements Panel {
    /// Where the choices are kept.
    public static final String LOOK = "look";

    public static final String LANGUAGE = "language";

    private static final double LEAST_COLUMN = 520;
    private static final double MOST_COLUMN = 720;

    private final VBox left = new VBox(16);
    private final VBox right = new VBox(16);
    private final Folding columns = Parts.styled(new Folding(16, VPos.TOP, left, right), "settings");
    private final ScrollPane scroll = new ScrollPane(columns);
    private final Slider volume = new Slider(0, 1, 1);
    private boolean told;
    private Optional<PeopleCard> people = Optional.empty();
    private final Label percent = Parts.label("", "small");

    public SettingsScreen(
            Clicks clicks, Kept kept, KeyBook keys, SoundSource sounds, Look look, Consumer<Look> chosen) {
        for (var column : List.of(left, right)) {
            HBox.setHgrow(column, Priority.ALWAYS);
            column.setMinWidth(LEAST_COLUMN);
            column.setMaxWidth(MOST_COLUMN);
        }
        volume.setAccessibleText(Words.of("settings.volume"));
        volume.setPrefWidth(280);
        volume.setBlockIncrement(0.1);
        volume.valueProperty().subscribe(v -> percent.setText(Math.round(v.doubleValue() * 100) + " %"));
        // Only what a person does: a value that comes from the desk must not go back to it.
        volume.valueProperty().subscribe((was, is) -> {
            if (!told) {
                clicks.volume(is.doubleValue());
            }
        });
        var loud = new HBox(12, volume, percent);
        loud.setAlignment(Pos.CENTER_LEFT);
        var sound = new SoundPane(sounds);
        scroll.sceneProperty().subscribe(scene -> {
            if (scene == null) {
                sound.stop();
            } else {
                sound.start();
            }
        });
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        left.getChildren()
                .addAll(
                        card("settings.sound", "settings.soundwhy", sound),
                        card(
                                "settings.look",
                                "settings.lookwhy",
                                choice(Arrays.asList(Look.values()), look, l -> Words.of("look." + l), l -> {
                                    kept.put(LOOK, l.name());
                                    chosen.accept(l);
                                })),
                        card("settings.volume", "settings.volumewhy", loud),
                        card(
                                "settings.language",
                                "settings.languagewhy",
                                choice(
                                        List.of("en", "de"),
                                        kept.get(LANGUAGE)
                                                .orElse(Words.language().getLanguage()),
                                        l -> Words.of("language." + l),
                                        l -> kept.put(LANGUAGE, l))));
        right.getChildren().add(card("settings.keys", "settings.keyswhy", new KeysPane(keys)));
    }

    /// Who may log in, for those who may change it.
    public SettingsScreen with(PeopleDeeds deeds) {
        var card = new PeopleCard(deeds);
        people = Optional.of(card);
        left.getChildren().add(card);
        return this;
    }

    private static Region card(String head, String why, Node control) {
        var card = Parts.styled(
                new VBox(10, Parts.label(Words.of(head), "card-name"), Parts.wrapped(Words.of(why), "small"), control),
                "card");
        card.setMaxWidth(MOST_COLUMN);
        return card;
    }

    private static <T> Folding choice(List<T> all, T now, Function<T, String> words, Consumer<T> choose) {
        var row = new Folding(8);
        var group = new ToggleGroup();
        for (var each : all) {
            var chip = Parts.chip(words.apply(each));
            chip.setToggleGroup(group);
            chip.setSelected(each.equals(now));
            chip.setOnAction(e -> {
                chip.setSelected(true);
                choose.accept(each);
            });
            row.getChildren().add(chip);
        }
        return row;
    }

    @Override
    public Region node() {
        return scroll;
    }

    @Override
    public Region tools() {
        return new HBox();
    }

    @Override
    public void show(DeskState state) {
        people.ifPresent(card -> card.show(state.site().people()));
        if (!volume.isValueChanging() && Math.abs(volume.getValue() - state.volume()) > 0.005 && !volume.isFocused()) {
            told = true;
            volume.setValue(state.volume());
            told = false;
        }
    }
}
