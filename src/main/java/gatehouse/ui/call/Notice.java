package gatehouse.ui.call;

import gatehouse.desk.Call;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Phase;
import gatehouse.desk.Transfer;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;

/// One line about what happens with the call beside talking: it goes to somebody else, something is played to the
/// visitor, the other side has put it aside, it does not ring here.
final class Notice extends HBox {
    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");

    private final Clock clock;
    private final FontIcon icon = Parts.icon(MaterialDesignP.PHONE_FORWARD_OUTLINE);
    private final Label words = Parts.label("", "notice-words");
    private final Button stop;
    private Optional<Call> call = Optional.empty();
    private Optional<DeskState> state = Optional.empty();

    Notice(Clicks clicks, Clock clock) {
        super(12);
        this.clock = clock;
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("notice");
        words.setMinWidth(0);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        stop = Parts.button(Words.of("announce.stop"), () -> call.ifPresent(c -> clicks.stopAnnouncement(c.id())));
        stop.getStyleClass().add("slim");
        stop.setFocusTraversable(false);
        stop.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(icon, words, stop);
        Parts.there(this, false);
    }

    void show(DeskState next, Call now) {
        state = Optional.of(next);
        call = Optional.of(now);
        tell();
    }

    void tell() {
        var said = call.flatMap(this::said);
        Parts.there(this, said.isPresent());
        words.setText(said.orElse(""));
        setAccessibleText(words.getText());
    }

    private Optional<String> said(Call c) {
        var course = c.course();
        Parts.there(stop, false);
        pseudoClassStateChanged(FAILED, false);
        if (!c.alive()) {
            return Optional.empty();
        }
        if (course.transfer().isPresent()) {
            var transfer = course.transfer().get();
            icon.setIconCode(MaterialDesignP.PHONE_FORWARD_OUTLINE);
            pseudoClassStateChanged(FAILED, transfer.stage() == Transfer.Stage.FAILED);
            return Optional.of(words(transfer));
        }
        if (course.announcing().isPresent()) {
            icon.setIconCode(MaterialDesignB.BULLHORN_OUTLINE);
            Parts.there(stop, true);
            return Optional.of(
                    Words.of("announce.playing", name(course.announcing().get())));
        }
        if (course.heldThere()) {
            icon.setIconCode(MaterialDesignP.PAUSE_CIRCLE_OUTLINE);
            return Optional.of(Words.of("pop.heldthere"));
        }
        if (course.unrung().isPresent() && c.phase() instanceof Phase.Ringing) {
            icon.setIconCode(MaterialDesignB.BELL_OFF_OUTLINE);
            return Optional.of(Words.of("pop.unrung"));
        }
        if (course.forwardAt().isPresent() && c.phase() instanceof Phase.Ringing) {
            icon.setIconCode(MaterialDesignA.ARROW_RIGHT_BOLD_OUTLINE);
            return Optional.of(forward(course.forwardAt().get()));
        }
        if (c.phase() instanceof Phase.Talking t && t.muted()) {
            icon.setIconCode(MaterialDesignV.VOLUME_MUTE);
            return Optional.of(Words.of("pop.mutedlong"));
        }
        return Optional.empty();
    }

    /// The announcement by its name, when it is told by its id.
    private String name(String announcement) {
        return state.flatMap(s -> s.site().calls().plan().announcement(announcement))
                .map(a -> a.name())
                .orElse(announcement);
    }

    private String forward(Instant at) {
        var left = Times.lasting(Duration.between(clock.instant(), at));
        var target = state.flatMap(s -> s.site()
                .calls()
                .plan()
                .forward(at)
                .flatMap(f -> s.site().calls().plan().target(f.target())));
        return Words.of("pop.forward", target.map(t -> t.name()).orElse(Words.of("pop.somebody")), left);
    }

    private static String words(Transfer transfer) {
        var stage = Words.of("transfer." + transfer.stage(), transfer.targetName());
        return transfer.stage() == Transfer.Stage.FAILED && !transfer.words().isEmpty()
                ? stage + " " + transfer.words()
                : stage;
    }
}
