package gatehouse.ui.call;

import gatehouse.desk.Call;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Phase;
import gatehouse.desk.Seat;
import gatehouse.door.Output;
import gatehouse.operator.Right;
import gatehouse.ui.kit.OpenButton;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;

/// What can be done about the shown call, by this person, now. Each has its function key; none holds the keyboard.
final class CallActions extends HBox {
    private static final List<String> OPEN_KEYS = List.of("F4", "F5", "F6");

    private final Clicks clicks;
    private final Button answer;
    private final Button decline;
    private final Button end;
    private final Button close;
    private final Button logIn;
    private final Button pinFirst;
    private final ToggleButton mute = new ToggleButton();
    private final ToggleButton pushToTalk = new ToggleButton();
    private final Button hold = new Button();
    private final Button snapshot;
    private final List<OpenButton> opens = new ArrayList<>();
    private Optional<Call> call = Optional.empty();

    CallActions(Clicks clicks, Runnable toLogIn) {
        super(12);
        this.clicks = clicks;
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("pop-actions");
        answer = big(Parts.keyed(Words.of("call.answer"), "F1", () -> now(c -> clicks.answer(c.id()))), "talk");
        answer.setMinWidth(260);
        decline = Parts.keyed(Words.of("call.decline"), "F3", () -> now(c -> clicks.decline(c.id())));
        end = big(Parts.keyed(Words.of("call.end"), "F3", () -> now(c -> clicks.end(c.id()))), "stop");
        close = big(Parts.keyed(Words.of("call.close"), "Esc", () -> now(c -> clicks.dismiss(c.id()))), "plain");
        pinFirst = big(Parts.button(Words.of("call.pinfirst"), toLogIn), "plain");
        pinFirst.setAccessibleHelp(Words.of("call.pinfirstwhy"));
        pinFirst.setFocusTraversable(false);
        logIn = big(Parts.button(Words.of("call.login"), toLogIn), "talk");
        snapshot = Parts.keyed(
                Words.of("call.snapshot"), "F9", () -> now(c -> c.door().ifPresent(clicks::snapshot)));
        Parts.key(mute, Words.of("call.mute"), "F7");
        mute.setOnAction(e -> now(c -> clicks.mute(c.id(), mute.isSelected())));
        pushToTalk.setText(Words.of("call.ptt"));
        pushToTalk.setAccessibleText(Words.of("call.ptt"));
        pushToTalk.setOnAction(e -> now(c -> clicks.pushToTalk(c.id(), pushToTalk.isSelected())));
        Parts.key(hold, Words.of("call.hold"), "F8");
        hold.getStyleClass().add("talk");
        hold.addEventHandler(MouseEvent.MOUSE_PRESSED, e -> now(c -> clicks.talk(c.id(), true)));
        hold.addEventHandler(MouseEvent.MOUSE_RELEASED, e -> now(c -> clicks.talk(c.id(), false)));
        mute.setMinWidth(USE_PREF_SIZE);
        pushToTalk.setMinWidth(USE_PREF_SIZE);
        hold.setMinWidth(USE_PREF_SIZE);
        List.of(answer, decline, end, close, logIn, snapshot, mute, pushToTalk, hold)
                .forEach(b -> b.setFocusTraversable(false));
    }

    private static Button big(Button button, String kind) {
        button.getStyleClass().addAll("big", kind);
        return button;
    }

    private void now(java.util.function.Consumer<Call> deed) {
        call.ifPresent(deed);
    }

    void pinTyped(int length) {
        pinFirst.setText(length == 0 ? Words.of("call.pinfirst") : Words.of("call.pintyped", "●".repeat(length)));
    }

    /// F4, F5, F6.
    void openUnderDuress(int number) {
        if (number <= opens.size() && opens.get(number - 1).getParent() == this) {
            opens.get(number - 1).pressedUnderDuress();
        }
    }

    void open(int number) {
        if (number <= opens.size() && opens.get(number - 1).getParent() == this) {
            opens.get(number - 1).pressed();
        }
    }

    /// No call is shown any more: nothing here may reach the one that was.
    void hidden() {
        call = Optional.empty();
        opens.forEach(OpenButton::aimAtNothing);
        getChildren().clear();
    }

    void show(DeskState state, Call now) {
        call = Optional.of(now);
        var row = new ArrayList<Node>();
        if (state.seat().isEmpty() && now.alive()) {
            row.add(logIn);
            row.add(Parts.label(Words.of("call.loginwhy"), "small"));
        } else {
            switch (now.phase()) {
                case Phase.Ringing r -> {
                    if (state.may(Right.ANSWER)) {
                        row.addAll(List.of(answer, decline));
                    }
                }
                case Phase.Answering a -> row.add(end);
                case Phase.Calling c -> row.add(end);
                case Phase.Talking t -> talking(row, t);
                case Phase.Held h -> row.add(end);
                case Phase.Over o -> {
                    row.add(close);
                    row.add(Parts.wrapped(o.words(), "pop-over"));
                }
            }
        }
        row.add(Parts.space());
        if (now.alive()
                && now.door().isPresent()
                && state.seat().filter(Seat::locked).isPresent()) {
            state.logInWords().ifPresent(words -> row.add(Parts.label(words, "login-words")));
            row.add(pinFirst);
        }
        addOpens(row, state, now);
        if (!getChildren().equals(row)) {
            getChildren().setAll(row);
        }
    }

    private void talking(List<Node> row, Phase.Talking t) {
        mute.setSelected(t.muted());
        pushToTalk.setSelected(t.pushToTalk());
        row.addAll(List.of(end, t.pushToTalk() ? hold : mute, pushToTalk, snapshot));
    }

    /// The open buttons stay the same nodes from call to call, so that a press begun on one call ends as that call's.
    private void addOpens(List<Node> row, DeskState state, Call now) {
        var outputs = now.alive() && state.may(Right.UNLOCK)
                ? now.door().map(d -> state.doors().get(d).door().outputs()).orElse(List.of())
                : List.<Output>of();
        for (int i = 0; i < outputs.size(); i++) {
            if (opens.size() <= i) {
                var made = new OpenButton(clicks);
                made.getStyleClass().addAll("big", i == 0 ? "open" : "open-other");
                made.setFocusTraversable(false);
                made.setWrapText(true);
                opens.add(made);
            }
            var button = opens.get(i);
            var word = Words.of("call.open", outputs.get(i).name());
            if (i < OPEN_KEYS.size()) {
                Parts.key(button, word, OPEN_KEYS.get(i));
            } else {
                button.setText(word);
            }
            var door = now.door().orElseThrow();
            button.barred(state.doors().get(door).mode().lockedDown());
            button.aim(
                    new OpenButton.Aim(
                            Optional.of(now.id()), door, outputs.get(i).id()),
                    state.shownAt());
            row.add(button);
        }
        for (var button : opens.subList(Math.min(outputs.size(), opens.size()), opens.size())) {
            button.aimAtNothing();
        }
    }
}
