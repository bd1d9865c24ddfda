package gatehouse.ui.shell;

import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.operator.Right;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// For how long nobody is to be rung, or to be rung again. The first choice has the keyboard, each has its digit.
final class Undisturbed extends VBox implements Corner.Card {
    private static final List<Duration> TIMES =
            List.of(Duration.ofMinutes(15), Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(2));

    private final Clicks clicks;
    private final Runnable close;
    private final Label head = Parts.label(Words.of("quiet.head"), "card-name");
    private final Label words = Parts.wrapped("", "small");
    private final VBox choices = new VBox(8);
    private Optional<Boolean> built = Optional.empty();

    Undisturbed(Clicks clicks, Runnable close) {
        super(12);
        this.clicks = clicks;
        this.close = close;
        getStyleClass().addAll("corner-card");
        setMaxSize(380, USE_PREF_SIZE);
        setPrefWidth(380);
        getChildren().addAll(head, words, choices);
        addEventFilter(KeyEvent.KEY_PRESSED, this::digit);
    }

    private void digit(KeyEvent e) {
        var text = e.getText();
        if (text.matches("[1-9]")
                && text.charAt(0) - '1' < choices.getChildren().size()) {
            ((Button) choices.getChildren().get(text.charAt(0) - '1')).fire();
            e.consume();
        }
    }

    void show(DeskState state) {
        boolean on = state.book().undisturbed().isPresent();
        boolean may = state.may(Right.DIVERT);
        words.setText(Ringing.words(state).orElse(Words.of("quiet.why")));
        if (!built.equals(Optional.of(on))) {
            built = Optional.of(on);
            choices.getChildren().setAll(on ? List.of(again()) : times());
        }
        choices.setDisable(!may);
        if (!may) {
            words.setText(Words.of("quiet.maynot"));
        }
    }

    private Button again() {
        var button = Parts.keyed(Words.of("quiet.again"), "1", () -> set(false, Optional.empty()));
        button.getStyleClass().add("talk");
        button.setMaxWidth(Double.MAX_VALUE);
        return button;
    }

    private List<Button> times() {
        var all = new ArrayList<Button>();
        for (var time : TIMES) {
            all.add(choice(
                    time.toMinutes() < 60
                            ? Words.of("quiet.minutes", time.toMinutes())
                            : Words.of(time.toHours() == 1 ? "quiet.hour" : "quiet.hours", time.toHours()),
                    all.size() + 1,
                    Optional.of(time)));
        }
        all.add(choice(Words.of("quiet.untilback"), all.size() + 1, Optional.empty()));
        return all;
    }

    private Button choice(String word, int digit, Optional<Duration> time) {
        var button = Parts.keyed(word, Integer.toString(digit), () -> set(true, time));
        button.setMaxWidth(Double.MAX_VALUE);
        return button;
    }

    private void set(boolean on, Optional<Duration> time) {
        clicks.doNotDisturb(on, time);
        close.run();
    }

    @Override
    public Region node() {
        return this;
    }

    @Override
    public void opened() {
        choices.getChildren().stream().findFirst().ifPresent(javafx.scene.Node::requestFocus);
    }
}
