package gatehouse.ui.call;

import gatehouse.desk.Call;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.ui.kit.Act;
import gatehouse.ui.kit.KeyBook;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;

/// While somebody is talked with: who else waits, for how long, and one press that takes him and keeps this one.
final class Waiter extends HBox {
    private final Clock clock;
    private final KeyBook keys;
    private final Label words = Parts.label("", "waiter-words");
    private final Label more = Parts.label("", "small");
    private final Button answer;
    private Optional<Call> first = Optional.empty();

    Waiter(Clicks clicks, Clock clock, KeyBook keys) {
        super(16);
        this.clock = clock;
        this.keys = keys;
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("waiter");
        words.setGraphic(Parts.icon(MaterialDesignB.BELL_RING_OUTLINE));
        words.setMinWidth(0);
        more.setMinWidth(Region.USE_PREF_SIZE);
        answer = Parts.button("", () -> first.ifPresent(c -> clicks.answer(c.id())));
        answer.getStyleClass().addAll("ring", "slim");
        answer.setFocusTraversable(false);
        getChildren().addAll(words, more, Parts.space(), answer);
        Parts.there(this, false);
    }

    void show(DeskState state, Call shown) {
        var others = state.talking().isPresent()
                ? state.waiting().stream()
                        .filter(c -> !c.id().equals(shown.id()))
                        .toList()
                : List.<Call>of();
        first = others.stream().findFirst();
        Parts.there(this, first.isPresent());
        Parts.there(answer, first.filter(c -> state.mayAnswer(c.door())).isPresent());
        keys.label(answer, Words.of("pop.holdsthis"), Act.ANSWER_NEXT);
        more.setText(others.size() > 1 ? Words.of("pop.more", others.size() - 1) : "");
        tell();
    }

    void tell() {
        first.ifPresent(c -> {
            words.setText(
                    Words.of("pop.waits", c.title(), Times.lasting(Duration.between(c.since(), clock.instant()))));
            setAccessibleText(words.getText());
        });
    }
}
