package gatehouse.ui.call;

import gatehouse.desk.Opening;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/// How far an opening has come: asked, accepted, confirmed, each with a tick once it is so; or in red what went wrong.
final class Stages extends HBox {
    private Optional<Opening> shown = Optional.empty();

    Stages() {
        super(10);
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("stages");
        setMinWidth(0);
    }

    void show(Optional<Opening> opening) {
        if (shown.equals(opening)) {
            return;
        }
        shown = opening;
        var row = new ArrayList<Node>();
        opening.ifPresent(o -> {
            row.add(name(o));
            row.addAll(stages(o));
        });
        getChildren().setAll(row);
        setAccessibleText(opening.map(o -> o.outputName() + ": " + Words.of("opening." + o.stage()))
                .orElse(""));
    }

    private static Node name(Opening o) {
        var name = Parts.label(o.outputName() + ":", "stage-name");
        name.setMinWidth(Region.USE_PREF_SIZE);
        return name;
    }

    private static List<Node> stages(Opening o) {
        return switch (o.stage()) {
            case ASKED -> List.of(done("asked"), line(false), open("accepted"), line(false), open("confirmed"));
            case ACCEPTED -> List.of(done("asked"), line(true), done("accepted"), line(false), open("confirmed"));
            case CONFIRMED -> List.of(done("asked"), line(true), done("accepted"), line(true), done("confirmed"));
            case NOT_CONFIRMED -> List.of(bad(Words.of("stage.notconfirmed"), o.words()));
            case REFUSED -> List.of(bad(Words.of("stage.refused"), o.words()));
        };
    }

    private static Node done(String stage) {
        var label = Parts.label(Words.of("stage." + stage), "stage", "stage-done");
        label.setGraphic(Parts.icon(MaterialDesignC.CHECK_BOLD));
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static Node open(String stage) {
        var label = Parts.label(Words.of("stage." + stage), "stage");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static Node bad(String words, String why) {
        var head = Parts.label(words, "stage", "stage-bad");
        head.setGraphic(Parts.icon(MaterialDesignA.ALERT));
        head.setMinWidth(Region.USE_PREF_SIZE);
        var box = new HBox(10, head, Parts.wrapped(why, "stage-why"));
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private static Node line(boolean done) {
        return Parts.styled(new Region(), "stage-line", done ? "stage-line-done" : "stage-line-open");
    }
}
