package gatehouse.ui.shell;

import gatehouse.desk.Call;
import gatehouse.desk.CallId;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Phase;
import gatehouse.ui.kit.Act;
import gatehouse.ui.kit.KeyBook;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/// One call of the queue. It stays the same node for as long as the call is there, so that a press on it ends on it,
/// and
/// is always as high, so that nothing below it moves.
final class QueueCard extends VBox {
    private static final PseudoClass FIRST = PseudoClass.getPseudoClass("first");
    private static final PseudoClass ASIDE = PseudoClass.getPseudoClass("aside");
    private static final PseudoClass GONE = PseudoClass.getPseudoClass("gone");

    /// How high it is, and how far the next one is.
    static final double HEIGHT = 84;

    static final double STEP = HEIGHT + 8;

    private final CallId id;
    private final KeyBook keys;
    private final Label name = Parts.label("", "card-name");
    private final Label time = Parts.label("", "card-time");
    private final Label rings = Parts.label("", "card-rings");
    private final Label about = Parts.label("", "small");
    private final HBox foot = new HBox(8);
    private final Button answer;
    private final Button resume;
    private final Button end;
    private Instant since;

    QueueCard(Call call, Clicks clicks, KeyBook keys) {
        super(4);
        this.id = call.id();
        this.since = call.since();
        this.keys = keys;
        getStyleClass().addAll("card", "queue-card");
        setMinHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        name.setMinWidth(0);
        HBox.setHgrow(name, Priority.ALWAYS);
        time.setMinWidth(USE_PREF_SIZE);
        about.setMinWidth(0);
        about.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(about, Priority.ALWAYS);
        rings.setMinWidth(0);
        rings.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(rings, Priority.ALWAYS);
        answer = Parts.button(Words.of("call.answer"), () -> clicks.answer(id));
        resume = Parts.button(Words.of("call.resume"), () -> clicks.resume(id));
        end = Parts.button(Words.of("call.end"), () -> clicks.end(id));
        var top = new HBox(8, name, Parts.space(), time);
        top.setAlignment(Pos.BASELINE_LEFT);
        foot.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(top, foot);
        addEventHandler(MouseEvent.MOUSE_CLICKED, e -> clicks.show(id));
    }

    CallId call() {
        return id;
    }

    /// `next` when the key that answers would answer this one; `may` when this person may.
    void show(DeskState state, Call call, boolean next, boolean may) {
        pseudoClassStateChanged(GONE, false);
        name.setText(call.title());
        setAccessibleText(call.title());
        setAccessibleRole(javafx.scene.AccessibleRole.NODE);
        since = call.phase() instanceof Phase.Held h ? h.since() : call.since();
        int count = call.course().rings();
        rings.setText(count > 1 ? Words.of("queue.rings", count) : "");
        about.setGraphic(null);
        pseudoClassStateChanged(FIRST, next);
        pseudoClassStateChanged(ASIDE, !call.ringing());
        var row = new ArrayList<Node>();
        switch (call.phase()) {
            case Phase.Ringing r -> {
                about.setText(about(state, call));
                if (call.course().unrung().isPresent()) {
                    about.setGraphic(Parts.icon(MaterialDesignB.BELL_OFF_OUTLINE));
                    about.setText(Words.of("queue.unrung"));
                }
                // One of both: for more there is no room, and the pop-up has the rest.
                row.add(count > 1 ? rings : about);
                if (may) {
                    label(next);
                    row.add(answer);
                }
            }
            case Phase.Held h -> {
                about.setGraphic(Parts.icon(MaterialDesignP.PAUSE));
                about.setText(Words.of("queue.onhold"));
                row.add(about);
                if (may) {
                    row.add(resume);
                }
            }
            case Phase.Calling c -> {
                since = c.since();
                about.setGraphic(Parts.icon(MaterialDesignP.PHONE_OUTGOING_OUTLINE));
                about.setText(Words.of("queue.calling." + c.progress()));
                row.addAll(may ? List.of(about, end) : List.of(about));
            }
            case Phase.Answering a -> row.add(about);
            case Phase.Talking t -> row.add(about);
            case Phase.Over o -> row.add(about);
        }
        Parts.fill(foot, row);
    }

    private void label(boolean next) {
        if (next) {
            keys.label(answer, Words.of("call.answer"), Act.ANSWER_NEXT);
        } else {
            keys.forget(answer);
            answer.setText(Words.of("call.answer"));
            answer.setGraphic(null);
        }
        answer.getStyleClass().remove("ring");
        if (next) {
            answer.getStyleClass().add("ring");
        }
        answer.setAccessibleText(Words.of("call.answer") + ", " + name.getText());
    }

    private static String about(DeskState state, Call call) {
        return call.door().map(d -> state.doors().get(d).door().instruction()).orElse(call.from());
    }

    /// Nobody waits here any more; the place stays empty until nobody reaches for the list.
    void gone() {
        pseudoClassStateChanged(FIRST, false);
        pseudoClassStateChanged(GONE, true);
        about.setGraphic(null);
        about.setText(Words.of("queue.gone"));
        time.setText("");
        Parts.fill(foot, List.of(about));
    }

    void tell(Instant now) {
        if (!getPseudoClassStates().contains(GONE)) {
            time.setText(Times.lasting(Duration.between(since, now)));
        }
    }
}
