package gatehouse.ui.call;

import gatehouse.desk.Call;
import gatehouse.desk.CallId;
import gatehouse.desk.DeskState;
import gatehouse.desk.Phase;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// The top of the pop-up: whose door, how the call stands, how loud both sides are, and who else waits.
final class CallHeader extends HBox {
    private final Clock clock;
    private final Consumer<CallId> showCall;
    private final Label name = Parts.label("", "pop-name");
    private final Label standing = Parts.label("", "pop-standing");
    final LevelMeter visitor = new LevelMeter(Words.of("call.visitor"));
    final LevelMeter guard = new LevelMeter(Words.of("call.you"));
    private final SoundChip sound = new SoundChip();
    private final HBox waiting = new HBox(8);
    private List<Call> others = List.of();

    CallHeader(Clock clock, Consumer<CallId> showCall) {
        super(16);
        this.clock = clock;
        this.showCall = showCall;
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("pop-header");
        standing.setMinWidth(Region.USE_PREF_SIZE);
        waiting.setAlignment(Pos.CENTER_RIGHT);
        waiting.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(name, standing, Parts.space(), visitor, guard, sound, waiting);
    }

    void show(DeskState state, Call call) {
        name.setText(call.title());
        boolean talking = call.phase() instanceof Phase.Talking;
        Parts.there(visitor, talking);
        Parts.there(guard, talking);
        sound.show(talking ? call.course().sounding() : Optional.empty());
        Parts.there(sound, talking && call.course().sounding().isPresent());
        // Who waits while one talks has a line of his own.
        others = state.talking().isPresent()
                ? List.of()
                : state.waiting().stream()
                        .filter(c -> !c.id().equals(call.id()))
                        .toList();
        int chips = Math.min(others.size(), 2);
        Parts.there(waiting, chips > 0);
        visitor.whose(Words.of(call.door().isPresent() || !call.course().outgoing() ? "call.visitor" : "call.other"));
        while (waiting.getChildren().size() > chips) {
            waiting.getChildren().removeLast();
        }
        while (waiting.getChildren().size() < chips) {
            waiting.getChildren().add(chip(waiting.getChildren().size()));
        }
        tell(call);
    }

    private Button chip(int at) {
        var chip = Parts.button("", () -> showCall.accept(others.get(at).id()));
        chip.getStyleClass().addAll("chip", "warn");
        chip.setFocusTraversable(false);
        return chip;
    }

    /// What counts up, counts up.
    void tell(Call call) {
        var now = clock.instant();
        standing.setText(
                switch (call.phase()) {
                    case Phase.Ringing r -> ringing(call, Times.lasting(Duration.between(call.since(), now)));
                    case Phase.Answering a -> Words.of("pop.answering");
                    case Phase.Talking t ->
                        Words.of(
                                t.muted() ? "pop.muted" : "pop.talking",
                                Times.lasting(Duration.between(t.since(), now)));
                    case Phase.Calling c ->
                        Words.of("pop.calling." + c.progress(), Times.lasting(Duration.between(c.since(), now)));
                    case Phase.Held h -> Words.of("pop.held", Times.lasting(Duration.between(h.since(), now)));
                    case Phase.Over o -> Words.of("end." + o.how());
                });
        tellWaiting(now);
    }

    private static String ringing(Call call, String time) {
        int rings = call.course().rings();
        return Words.of("pop.ringing", time) + (rings > 1 ? " · " + Words.of("queue.rings", rings) : "");
    }

    private void tellWaiting(Instant now) {
        for (int i = 0; i < waiting.getChildren().size(); i++) {
            var other = others.get(i);
            var time = Times.lasting(Duration.between(other.since(), now));
            int more = others.size() - waiting.getChildren().size();
            boolean last = i == waiting.getChildren().size() - 1;
            var words = Words.of("pop.waiting", other.title(), time)
                    + (last && more > 0 ? " " + Words.of("pop.more", more) : "");
            var chip = (Button) waiting.getChildren().get(i);
            chip.setText(words);
            chip.setAccessibleText(words);
        }
    }
}
