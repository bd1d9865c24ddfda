package gatehouse.ui.history;

import gatehouse.door.DoorId;
import gatehouse.ui.history.HistorySource.Choice;
import gatehouse.ui.history.HistorySource.Choices;
import gatehouse.ui.history.HistorySource.Filter;
import gatehouse.ui.kit.Folding;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// The filters of the history: time, door, kind, person, words. Tells one filter each time something is chosen.
final class FilterBar extends Folding {
    private static final double LEAST = 160;
    private static final double MOST = 260;

    private record Between(Instant from, Instant to) {}

    private final Clock clock;
    private final Runnable changed;
    private final ToggleGroup spans = new ToggleGroup();
    private final Pick door = new Pick(Words.of("history.anydoor"));
    private final Pick kind = new Pick(Words.of("history.anykind"));
    private final Pick operator = new Pick(Words.of("history.anyoperator"));
    private final TextField text = new TextField();
    private final PauseTransition typed = new PauseTransition(javafx.util.Duration.millis(300));
    private Span span = Span.SHIFT;
    private Optional<Between> dragged = Optional.empty();

    FilterBar(Clock clock, Runnable changed) {
        super(12);
        this.clock = clock;
        this.changed = changed;
        getStyleClass().add("tools");
        for (var each : Span.values()) {
            ToggleButton chip = Parts.chip(Words.of("history.span." + each));
            chip.setToggleGroup(spans);
            chip.setUserData(each);
            chip.setSelected(each == span);
            chip.setOnAction(e -> {
                chip.setSelected(true);
                span = each;
                dragged = Optional.empty();
                changed.run();
            });
            getChildren().add(chip);
        }
        text.setPromptText(Words.of("history.search"));
        text.setAccessibleText(Words.of("history.search"));
        text.getStyleClass().add("search");
        setHgrow(text);
        text.textProperty().subscribe((was, is) -> typed.playFromStart());
        typed.setOnFinished(e -> changed.run());
        getChildren().addAll(door, kind, operator, text);
    }

    private static void setHgrow(TextField field) {
        HBox.setHgrow(field, Priority.ALWAYS);
        field.setMinWidth(LEAST);
        field.setMaxWidth(MOST);
    }

    void offer(Choices choices) {
        door.offer(choices.doors());
        kind.offer(choices.kinds());
        operator.offer(choices.operators());
    }

    void search() {
        text.requestFocus();
        text.selectAll();
    }

    /// Only this stretch, as it was drawn over the chart.
    void between(Instant from, Instant to) {
        dragged = Optional.of(new Between(from, to));
        changed.run();
    }

    /// Back from a drawn stretch to the whole span. Answers whether there was one.
    boolean whole() {
        boolean was = dragged.isPresent();
        dragged = Optional.empty();
        if (was) {
            changed.run();
        }
        return was;
    }

    boolean isPart() {
        return dragged.isPresent();
    }

    Filter filter() {
        var whole = spanned();
        return dragged.map(
                        b -> new Filter(b.from(), b.to(), whole.door(), whole.kind(), whole.operator(), whole.text()))
                .orElse(whole);
    }

    /// What is chosen, over the whole span; the chart draws this. Ends with the hour that runs.
    Filter spanned() {
        var now = clock.instant();
        return new Filter(
                span.from(now, ZoneId.systemDefault()),
                now.plus(Duration.ofMinutes(1)),
                door.chosen.map(DoorId::new),
                kind.chosen,
                operator.chosen,
                text.getText().strip());
    }

    private final class Pick extends MenuButton {
        private final String any;
        private final Consumer<Optional<Choice>> choose;
        private Optional<String> chosen = Optional.empty();

        Pick(String any) {
            super(any);
            this.any = any;
            getStyleClass().add("chip");
            setMinWidth(USE_PREF_SIZE);
            setAccessibleText(any);
            choose = choice -> {
                chosen = choice.map(Choice::key);
                setText(choice.map(Choice::words).orElse(any));
                changed.run();
            };
        }

        void offer(List<Choice> choices) {
            var group = new ToggleGroup();
            getItems().clear();
            add(any, Optional.empty(), group);
            choices.forEach(c -> add(c.words(), Optional.of(c), group));
        }

        private void add(String words, Optional<Choice> choice, ToggleGroup group) {
            var item = new RadioMenuItem(words);
            item.setToggleGroup(group);
            item.setSelected(choice.map(Choice::key).equals(chosen));
            item.setOnAction(e -> choose.accept(choice));
            getItems().add(item);
        }
    }
}
