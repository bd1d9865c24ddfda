package gatehouse.ui.call;

import gatehouse.desk.Call;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Phase;
import gatehouse.ui.kit.Act;
import gatehouse.ui.kit.Folding;
import gatehouse.ui.kit.KeyBook;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import java.util.ArrayList;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ToggleButton;

/// What can be done while one talks, above the large buttons: hold, change over, mute, push to talk, hand over,
/// announce, keep a picture.
final class TalkTools extends Folding {
    private final Aim<Call> aim = new Aim<>();
    private final Button hold;
    private final Button swap;
    private final ToggleButton mute = new ToggleButton();
    private final ToggleButton pushToTalk = new ToggleButton();
    private final Button handOver;
    private final Button announce;
    private final Button snapshot;

    TalkTools(Clicks clicks, KeyBook keys, Lists lists) {
        super(8);
        getStyleClass().add("pop-tools");
        aim.over(this);
        hold = button(keys, "call.putonhold", Act.HOLD, () -> aim.with(c -> clicks.hold(c.id())));
        swap = button(keys, "call.swap", Act.SWAP, clicks::swap);
        handOver = button(keys, "call.handover", Act.HAND_OVER, lists::handOver);
        announce = button(keys, "call.announce", Act.ANNOUNCE, lists::announcements);
        snapshot = button(
                keys,
                "call.snapshot",
                Act.SNAPSHOT,
                () -> aim.with(c -> c.door().ifPresent(clicks::snapshot)));
        toggle(keys, mute, "call.mute", Act.MUTE);
        toggle(keys, pushToTalk, "call.ptt", Act.PUSH_TO_TALK);
        mute.setOnAction(e -> aim.with(c -> clicks.mute(c.id(), mute.isSelected())));
        pushToTalk.setOnAction(e -> aim.with(c -> clicks.pushToTalk(c.id(), pushToTalk.isSelected())));
    }

    private static Button button(KeyBook keys, String word, Act act, Runnable deed) {
        var button = Parts.button("", deed);
        keys.label(button, Words.of(word), act);
        button.setFocusTraversable(false);
        return button;
    }

    private static void toggle(KeyBook keys, ButtonBase button, String word, Act act) {
        keys.label(button, Words.of(word), act);
        button.setMinWidth(USE_PREF_SIZE);
        button.setFocusTraversable(false);
    }

    void hidden() {
        aim.at(Optional.empty());
        getChildren().clear();
    }

    void show(DeskState state, Call call, boolean may) {
        aim.at(Optional.of(call));
        var row = new ArrayList<Node>();
        if (may && call.phase() instanceof Phase.Talking t) {
            mute.setSelected(t.muted());
            pushToTalk.setSelected(t.pushToTalk());
            row.add(hold);
            if (!state.held().isEmpty()) {
                row.add(swap);
            }
            if (!t.pushToTalk()) {
                row.add(mute);
            }
            row.add(pushToTalk);
            var plan = state.site().calls().plan();
            if (!plan.targets().isEmpty() && !consults(state, call)) {
                row.add(handOver);
            }
            if (!plan.announcements().isEmpty()) {
                row.add(announce);
            }
            if (call.door().isPresent()) {
                row.add(snapshot);
            }
        }
        if (!getChildren().equals(row)) {
            if (!getChildren().isEmpty()) {
                aim.since(System.nanoTime());
            }
            Parts.fill(this, row);
        }
        Parts.there(this, !row.isEmpty());
    }

    /// Whether this is the word with somebody to whom a call on hold may be handed.
    static boolean consults(DeskState state, Call call) {
        return call.course().outgoing()
                && call.door().isEmpty()
                && !state.held().isEmpty();
    }
}
