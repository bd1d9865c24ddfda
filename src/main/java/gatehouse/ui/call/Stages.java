package gatehouse.ui.call;

import gatehouse.desk.Call;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Opening;
import gatehouse.desk.Proof;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;

/// How far an opening has come: asked, accepted, relay, opened, closed; each a word with a tick and its time once it is
/// so, and what this door cannot tell says that. Or in red what went wrong, and what can be done about it.
final class Stages extends HBox {
    private final Clicks clicks;
    private Optional<Opening> shown = Optional.empty();
    private Optional<Call> call = Optional.empty();

    Stages(Clicks clicks) {
        super(8);
        this.clicks = clicks;
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("stages");
        setMinWidth(0);
    }

    void show(DeskState state, Call now) {
        call = Optional.of(now);
        if (shown.equals(now.opening())) {
            return;
        }
        shown = now.opening();
        var row = new ArrayList<Node>();
        shown.ifPresent(o -> {
            row.add(name(o));
            row.addAll(stages(o));
        });
        getChildren().setAll(row);
        setAccessibleText(shown.map(Stages::said).orElse(""));
    }

    private static String said(Opening o) {
        var said = new StringBuilder(o.outputName() + ": " + Words.of("opening." + o.stage()));
        for (var stage : Proof.Stage.values()) {
            said.append(", ")
                    .append(word(stage))
                    .append(' ')
                    .append(time(o.proof().of(stage)));
        }
        return said.toString();
    }

    private static Node name(Opening o) {
        var name = Parts.label(o.outputName(), "stage-name");
        name.setMinWidth(0);
        name.setMaxWidth(160);
        return name;
    }

    private List<Node> stages(Opening o) {
        return switch (o.stage()) {
            case ASKED, ACCEPTED, CONFIRMED -> steps(o.proof());
            case NOT_CONFIRMED -> List.of(bad(Words.of("stage.notconfirmed"), o.words()));
            case REFUSED -> refused(o);
        };
    }

    private static List<Node> steps(Proof proof) {
        var row = new ArrayList<Node>();
        boolean before = true;
        for (var stage : Proof.Stage.values()) {
            var seen = proof.of(stage);
            boolean known = seen instanceof Proof.Seen.Known;
            if (stage != Proof.Stage.ASKED) {
                row.add(line(before && known));
            }
            row.add(step(stage, seen));
            before = known;
        }
        return row;
    }

    private static Node step(Proof.Stage stage, Proof.Seen seen) {
        var kind = switch (seen) {
            case Proof.Seen.Known k -> "stage-done";
            case Proof.Seen.Pending p -> "stage-pending";
            case Proof.Seen.NotTold n -> "stage-nottold";
            case Proof.Seen.NotKnowable n -> "stage-unknowable";
        };
        var label = Parts.label(word(stage), "stage", kind);
        label.setGraphic(Parts.icon(icon(seen)));
        label.setMinWidth(Region.USE_PREF_SIZE);
        var time = Parts.label(time(seen), "stage-time", kind);
        time.setMinWidth(Region.USE_PREF_SIZE);
        var step = new VBox(label, time);
        step.setAlignment(Pos.CENTER_LEFT);
        step.setMinWidth(Region.USE_PREF_SIZE);
        return step;
    }

    private static Ikon icon(Proof.Seen seen) {
        return switch (seen) {
            case Proof.Seen.Known k -> MaterialDesignC.CHECK_BOLD;
            case Proof.Seen.Pending p -> MaterialDesignC.CIRCLE_OUTLINE;
            case Proof.Seen.NotTold n -> MaterialDesignH.HELP_CIRCLE_OUTLINE;
            case Proof.Seen.NotKnowable n -> MaterialDesignM.MINUS;
        };
    }

    private static String word(Proof.Stage stage) {
        return Words.of("stage." + stage.name().toLowerCase(Locale.ROOT));
    }

    private static String time(Proof.Seen seen) {
        return switch (seen) {
            case Proof.Seen.Known k -> Times.second(k.at());
            case Proof.Seen.Pending p -> Words.of("stage.pending");
            case Proof.Seen.NotTold n -> Words.of("stage.nottold");
            case Proof.Seen.NotKnowable n -> Words.of("stage.unknowable");
        };
    }

    private List<Node> refused(Opening o) {
        var row = new ArrayList<Node>();
        var why = o.barred().map(bar -> Words.of("bar." + bar)).orElse(o.words());
        var head = o.barred().filter(bar -> bar == Opening.Bar.LOCKDOWN).isPresent()
                ? Words.of("stage.lockdown")
                : Words.of("stage.refused");
        row.add(bad(head, why));
        if (o.barred().filter(bar -> bar == Opening.Bar.NO_RECORD).isPresent()) {
            var anyway = Parts.button(Words.of("offrecord.ask"), this::offRecord);
            anyway.setFocusTraversable(false);
            anyway.getStyleClass().add("stop");
            row.add(anyway);
        }
        return row;
    }

    /// For the call and the output that are shown at this moment.
    private void offRecord() {
        call.ifPresent(c -> c.door()
                .ifPresent(door -> shown.ifPresent(o ->
                        clicks.doors().openOffRecord(Optional.of(c.id()), door, o.outputId(), System.nanoTime()))));
    }

    private static Node bad(String words, String why) {
        var head = Parts.label(words, "stage", "stage-bad");
        head.setGraphic(Parts.icon(MaterialDesignA.ALERT));
        head.setMinWidth(Region.USE_PREF_SIZE);
        var reason = Parts.label(why, "stage-why");
        reason.setWrapText(true);
        reason.setMinWidth(0);
        HBox.setHgrow(reason, Priority.ALWAYS);
        var box = new HBox(10, head, reason);
        box.setAlignment(Pos.CENTER_LEFT);
        box.setMinWidth(0);
        HBox.setHgrow(box, Priority.ALWAYS);
        return box;
    }

    private static Node line(boolean done) {
        return Parts.styled(new Region(), "stage-line", done ? "stage-line-done" : "stage-line-open");
    }
}
