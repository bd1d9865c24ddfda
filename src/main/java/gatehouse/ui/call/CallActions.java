package gatehouse.ui.call;

import gatehouse.desk.Call;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.End;
import gatehouse.desk.Phase;
import gatehouse.desk.Seat;
import gatehouse.door.Output;
import gatehouse.operator.Right;
import gatehouse.ui.kit.Act;
import gatehouse.ui.kit.Folding;
import gatehouse.ui.kit.KeyBook;
import gatehouse.ui.kit.OpenButton;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;

/// What can be done about the shown call, by this person, now. Each has its key; none holds the keyboard.
final class CallActions extends Folding {
    private final Clicks clicks;
    private final KeyBook keys;
    private final Button answer;
    private final Button decline;
    private final Button reason;
    private final Button end;
    private final Button resume;
    private final Button connect;
    private final Button again;
    private final Button close;
    private final Button logIn;
    private final Button pinFirst;
    private final Button hold = new Button();
    private final List<OpenButton> opens = new ArrayList<>();
    private final Node space = Parts.space();
    private final Aim<Call> aim = new Aim<>();
    private Optional<Call> call = Optional.empty();
    private Optional<Call> held = Optional.empty();

    CallActions(Clicks clicks, KeyBook keys, Lists lists, Runnable toLogIn) {
        super(12);
        this.clicks = clicks;
        this.keys = keys;
        getStyleClass().add("pop-actions");
        aim.over(this);
        answer = big(keyed("call.answer", Act.ANSWER_NEXT, () -> aim.with(c -> clicks.answer(c.id()))), "talk");
        answer.setMinWidth(190);
        decline = keyed("call.decline", Act.END, () -> aim.with(c -> clicks.decline(c.id())));
        reason = keyed("call.reason", Act.REASON, lists::reasons);
        end = big(keyed("call.end", Act.END, () -> aim.with(c -> clicks.end(c.id()))), "stop");
        resume = big(keyed("call.resume", Act.HOLD, () -> aim.with(c -> clicks.resume(c.id()))), "talk");
        connect = big(
                keyed(
                        "call.connect",
                        Act.HAND_OVER,
                        () -> aim.with(c -> held.ifPresent(h -> clicks.transferTo(h.id(), c.id())))),
                "talk");
        again = big(Parts.button("", () -> aim.with(this::callAgain)), "plain");
        close = big(Parts.keyed(Words.of("call.close"), "Esc", () -> aim.with(c -> clicks.dismiss(c.id()))), "plain");
        pinFirst = big(Parts.button(Words.of("call.pinfirst"), toLogIn), "plain");
        pinFirst.setAccessibleHelp(Words.of("call.pinfirstwhy"));
        logIn = big(Parts.button(Words.of("call.login"), toLogIn), "talk");
        keys.label(hold, Words.of("call.hold"), Act.TALK);
        big(hold, "talk");
        hold.setMinWidth(USE_PREF_SIZE);
        hold.addEventHandler(MouseEvent.MOUSE_PRESSED, e -> aim.with(c -> clicks.talk(c.id(), true)));
        hold.addEventHandler(MouseEvent.MOUSE_RELEASED, e -> aim.with(c -> clicks.talk(c.id(), false)));
        List.of(answer, decline, reason, end, resume, connect, again, close, logIn, pinFirst, hold)
                .forEach(b -> b.setFocusTraversable(false));
    }

    private Button keyed(String word, Act act, Runnable deed) {
        var button = Parts.button("", deed);
        keys.label(button, Words.of(word, ""), act);
        return button;
    }

    private static Button big(Button button, String kind) {
        button.getStyleClass().addAll("big", kind);
        return button;
    }

    private void callAgain(Call over) {
        if (over.course().outgoing()) {
            clicks.callAgain();
        } else {
            clicks.callBack(over.id());
        }
        clicks.dismiss(over.id());
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
        aim.at(call);
        opens.forEach(OpenButton::aimAtNothing);
        getChildren().clear();
    }

    void show(DeskState state, Call now, boolean may) {
        boolean same = call.map(c -> c.id().equals(now.id())).orElse(false);
        call = Optional.of(now);
        aim.at(call);
        held = TalkTools.consults(state, now) ? state.held().stream().findFirst() : Optional.empty();
        var row = new ArrayList<Node>();
        if (state.seat().isEmpty() && now.alive()) {
            row.add(logIn);
            row.add(Parts.label(Words.of("call.loginwhy"), "small"));
        } else {
            switch (now.phase()) {
                case Phase.Ringing r -> {
                    if (may) {
                        row.addAll(List.of(answer, decline));
                        if (!state.site().calls().plan().reasons().isEmpty()) {
                            row.add(reason);
                        }
                    }
                }
                case Phase.Answering a -> row.add(end);
                case Phase.Calling c -> row.add(end);
                case Phase.Talking t -> talking(row, t);
                case Phase.Held h -> row.addAll(may ? List.of(resume, end) : List.of(end));
                case Phase.Over o -> over(row, now, o, may);
            }
        }
        row.add(space);
        if (now.alive()
                && now.door().isPresent()
                && state.seat().filter(Seat::locked).isPresent()) {
            state.logInWords().ifPresent(words -> row.add(Parts.label(words, "login-words")));
            row.add(pinFirst);
        }
        addOpens(row, state, now);
        place(row, same, state.shownAt());
    }

    private void place(List<Node> row, boolean same, long shownAt) {
        boolean other = !likeness(getChildren()).equals(likeness(row));
        if (!same) {
            aim.since(shownAt);
        } else if (other) {
            aim.since(System.nanoTime());
        }
        if (other) {
            Parts.fill(this, row);
        }
    }

    /// The buttons themselves, the words by what they say.
    private static List<Object> likeness(List<Node> row) {
        return row.stream()
                .<Object>map(n -> n instanceof Label l ? l.getText() : n instanceof Button ? n : "")
                .toList();
    }

    private void talking(List<Node> row, Phase.Talking t) {
        row.add(end);
        held.ifPresent(h -> {
            keys.label(connect, Words.of("call.connect", h.title()), Act.HAND_OVER);
            row.add(connect);
        });
        if (t.pushToTalk()) {
            row.add(hold);
        }
    }

    private void over(List<Node> row, Call now, Phase.Over over, boolean may) {
        row.add(close);
        boolean mine = now.course().outgoing() && over.how() == End.NOT_REACHED;
        boolean missed = over.how() == End.MISSED && now.door().isPresent();
        if (may && (mine || missed)) {
            if (mine) {
                keys.label(again, Words.of("call.again"), Act.CALL_AGAIN);
            } else {
                keys.forget(again);
                again.setText(Words.of("call.back"));
                again.setGraphic(null);
                again.setAccessibleText(again.getText());
            }
            row.add(again);
        }
        row.add(Parts.wrapped(over.words(), "pop-over"));
    }

    /// The open buttons stay the same nodes from call to call, so that a press begun on one call ends as that call's.
    private void addOpens(List<Node> row, DeskState state, Call now) {
        var outputs = now.alive()
                        && now.door().filter(d -> state.may(Right.UNLOCK, d)).isPresent()
                ? now.door().map(d -> state.doors().get(d).door().outputs()).orElse(List.of())
                : List.<Output>of();
        for (int i = 0; i < outputs.size(); i++) {
            if (opens.size() <= i) {
                var made = new OpenButton(clicks);
                made.getStyleClass().addAll("big", i == 0 ? "open" : "open-other");
                made.setFocusTraversable(false);
                made.setWrapText(true);
                made.setMinWidth(160);
                opens.add(made);
            }
            var button = opens.get(i);
            var word = Words.of("call.open", outputs.get(i).name());
            var act = Act.ofOutput(i + 1);
            if (act.isPresent()) {
                keys.label(button, word, act.get());
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
