package gatehouse.ui.shell;

import gatehouse.desk.Call;
import gatehouse.desk.CallId;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Recent;
import gatehouse.operator.Right;
import gatehouse.ui.kit.Beat;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Who waits, most urgent on top, each with the time that counts up; below, what just happened.
final class Queue extends VBox {
    private static final int RECENT = 4;
    private final Clicks clicks;
    private final Clock clock;
    private final Runnable answerNext;
    private final Label head = Parts.label("", "queue-head");
    private final VBox cards = new VBox(12);
    private final VBox recent = new VBox(10);
    private final Label recentHead = Parts.label(Words.of("queue.recent"), "queue-head");
    private List<Call> waiting = List.of();
    private List<CallId> built = List.of();
    private boolean answerable;

    Queue(Clicks clicks, Clock clock, Runnable answerNext) {
        super(12);
        this.clicks = clicks;
        this.clock = clock;
        this.answerNext = answerNext;
        getStyleClass().add("queue");
        var scroll = new ScrollPane(cards);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head, scroll, recentHead, recent);
        Runnable beat = this::tell;
        sceneProperty().subscribe(s -> {
            if (s == null) {
                Beat.remove(beat);
            } else {
                Beat.add(beat);
            }
        });
    }

    void show(DeskState state) {
        waiting = state.waiting();
        head.setText(Words.of("queue.waiting", waiting.size()));
        var ids = waiting.stream().map(Call::id).toList();
        boolean may = state.may(Right.ANSWER);
        if (!ids.equals(built) || may != answerable) {
            built = ids;
            answerable = may;
            build(state);
        }
        var lines = new ArrayList<Label>();
        state.recent().stream().limit(RECENT).forEach(r -> lines.add(line(r)));
        recent.getChildren().setAll(lines);
        Parts.there(recentHead, !lines.isEmpty());
        tell();
    }

    static Label line(Recent r) {
        return Parts.wrapped(Times.clock(r.at()) + "  " + r.sentence(), r.wants() ? "recent-wants" : "recent");
    }

    private void build(DeskState state) {
        cards.getChildren().clear();
        for (int i = 0; i < waiting.size(); i++) {
            cards.getChildren().add(card(state, waiting.get(i), i == 0));
        }
    }

    private VBox card(DeskState state, Call call, boolean first) {
        var name = Parts.label(call.title(), "card-name");
        var time = Parts.label("", "card-time");
        time.setMinWidth(USE_PREF_SIZE);
        var top = new HBox(8, name, Parts.space(), time);
        top.setAlignment(Pos.BASELINE_LEFT);
        var about = Parts.wrapped(
                call.door()
                        .map(d -> state.doors().get(d).door().instruction())
                        .filter(s -> !s.isBlank())
                        .orElse(call.from()),
                "small");
        var card = Parts.styled(new VBox(10, top, about), "card");
        if (first) {
            card.getStyleClass().add("card-first");
        }
        if (answerable) {
            card.getChildren().add(button(call, first));
        }
        card.addEventHandler(MouseEvent.MOUSE_CLICKED, e -> clicks.show(call.id()));
        return card;
    }

    private Button button(Call call, boolean first) {
        var answer = first
                ? Parts.keyed(Words.of("queue.next"), "F1", answerNext)
                : Parts.button(Words.of("call.answer"), () -> clicks.answer(call.id()));
        if (first) {
            answer.getStyleClass().add("ring");
        }
        answer.setAccessibleText(answer.getAccessibleText() + ", " + call.title());
        answer.setMaxWidth(Double.MAX_VALUE);
        return answer;
    }

    private void tell() {
        var now = clock.instant();
        for (int i = 0; i < Math.min(waiting.size(), cards.getChildren().size()); i++) {
            var time = (Label) cards.getChildren().get(i).lookup(".card-time");
            time.setText(Times.lasting(Duration.between(waiting.get(i).since(), now)));
        }
    }
}
